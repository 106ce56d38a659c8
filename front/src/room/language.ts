// Changes the language of this browser. A page speaks one for as long as it is open, so it opens anew; the seat comes back by itself.
import type { Language } from '../words/language';
import { attempt } from './memory';

export function speak(language: Language) {
  attempt(() => {
    window.localStorage.setItem('sommelierArena:language', language);
    // Not where nothing can be kept: it would open in the same language, and without the seat.
    window.location.reload();
  });
}
