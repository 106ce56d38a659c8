// Keeps the join form in the browser for a bad network, and lets a newer version of the pages in.

/** Only a built front has a worker; plain http, where there are none, plays on without. */
const workers = import.meta.env.PROD && typeof navigator !== 'undefined' ? navigator.serviceWorker : undefined;

/** The page's first requests have the line to themselves. */
const REST_MS = 3_000;

/** By then the form's own requests are mostly over: one that reaches the earlier worker as it ends keeps it for minutes. */
const ASK_AFTER_MS = 1_000;

/** A worker does not take over while there is another page, which may go away. */
const ASK_AGAIN_MS = 3_000;

/** Once the page has loaded: nobody joins later for it. */
export function keepOffline() {
  // Once a newer version waits the server has none of these any more, and a worker that is asked for something stays.
  const keepRest = () =>
    void workers?.ready.then(({ active, waiting }) => waiting ?? active?.postMessage('keep the rest'));
  const register = () => {
    void workers?.register('/sw.js').catch(() => undefined);
    setTimeout(keepRest, REST_MS);
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

/** While nothing on the page would be lost by it: loads the page afresh as soon as a newer version is there. */
export function letNewerIn(): () => void {
  const allowed = new AbortController();
  const { signal } = allowed;
  workers?.addEventListener('controllerchange', () => window.location.reload(), { signal });
  const watch = async () => {
    const worker = await workers?.getRegistration();
    if (signal.aborted) return;
    const ask = () => signal.aborted || worker?.waiting?.postMessage('take over');
    ask();
    const asking = setInterval(ask, ASK_AGAIN_MS);
    signal.addEventListener('abort', () => clearInterval(asking));
    worker?.addEventListener('updatefound', () => worker.installing?.addEventListener('statechange', ask), { signal });
  };
  const watching = setTimeout(() => void watch(), ASK_AFTER_MS);
  signal.addEventListener('abort', () => clearTimeout(watching));
  return () => allowed.abort();
}
