// At the end of every page: puts the reader's words where the English ones were built in, and shows the page.
{
  const page = document.documentElement;
  for (const said of document.querySelectorAll(`[data-${page.lang}]`)) {
    const words = said.getAttribute(`data-${page.lang}`);
    if (said instanceof HTMLMetaElement) said.content = words;
    else said.textContent = words;
  }
  document.querySelector(`[data-speaks=${page.lang}]`)?.remove();
  page.dataset.said = '';
}
