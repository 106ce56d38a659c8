// What a link asks for: its page once the reader's finger or pointer is on it, not the pages of all the links in sight.
/* global navigator */
import preload from '@docusaurus/core/lib/client/preload';

/** As in Docusaurus's own: nothing ahead of time for who counts their bytes. */
const isDear = () => navigator.connection?.saveData || navigator.connection?.effectiveType?.includes('2g');

export default Object.freeze({
  preload: (path) => (isDear() ? false : preload(path)),
  prefetch: () => false,
});
