// In the head of every page, before anything is painted: the light that was chosen in this browser, else the device's own.
{
  const set = (chosen) => {
    document.documentElement.dataset.light = chosen ?? 'device';
    for (const bar of document.querySelectorAll('meta[name=theme-color]')) {
      const { light, media } = bar.dataset;
      bar.media = chosen ? (chosen === light ? 'all' : 'not all') : media;
    }
  };
  let chosen = null;
  try {
    chosen = localStorage.getItem('sommelierArena:light');
  } catch {
    // The browser grants no storage.
  }
  set(chosen);
  addEventListener('storage', ({ key, newValue }) => key === 'sommelierArena:light' && set(newValue));
}
