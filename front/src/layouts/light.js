// In the head of every page, before anything is painted: the light that was chosen in this browser, else the device's own.
{
  const KEY = 'sommelierArena:light';
  const day = matchMedia('(prefers-color-scheme: light)');
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // The browser grants no storage.
  }
  const set = () => {
    const light = chosen ?? (day.matches ? 'daylight' : 'dim');
    document.documentElement.dataset.light = light;
    for (const bar of document.querySelectorAll('meta[name=theme-color]'))
      bar.media = bar.dataset.light === light ? 'all' : 'not all';
  };
  set();
  day.addEventListener('change', set);
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY) return;
    chosen = newValue;
    set();
  });
}
