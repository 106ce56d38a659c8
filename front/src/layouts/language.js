// In the head of every page, before anything is shown: the language is the one that was chosen in this browser,
// else the first of the browser's own that there are words in.
{
  const page = document.documentElement;
  const known = page.dataset.languages.split(' ');
  let chosen = null;
  try {
    chosen = localStorage.getItem('sommelierArena:language');
  } catch {
    // The browser grants no storage.
  }
  const wanted = [chosen ?? '', ...navigator.languages].map((tag) => tag.split('-')[0]);
  page.lang = wanted.find((one) => known.includes(one)) ?? page.lang;
}
