// What a link asks for: its page once the reader's finger or pointer is on it, not the pages of all the links in sight.
import preload from '@docusaurus/core/lib/client/preload';

export default Object.freeze({ preload, prefetch: () => false });
