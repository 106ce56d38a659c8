// The other languages, each called as it calls itself.
import { speak } from '../room/language';
import { language, languageNames, languages } from '../words/language';
import { Button } from './Button';

export function Languages({ className = '' }: { className?: string }) {
  return languages
    .filter((one) => one !== language)
    .map((one) => (
      <Button key={one} look="bare" lang={one} className={`text-sm ${className}`} onClick={() => speak(one)}>
        {languageNames[one]}
      </Button>
    ));
}
