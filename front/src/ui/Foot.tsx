// The quiet row at the foot of the screens where nobody is in a hurry: what this browser may choose for itself.
import { Languages } from './Languages';
import { LightChoice } from './LightChoice';
import { SoundSwitch } from './SoundSwitch';

interface Props {
  sound?: boolean;
  /** Another language opens the page anew. */
  language?: boolean;
}

export function Foot({ sound = false, language = true }: Props) {
  return (
    <footer className="flex flex-wrap items-center justify-center gap-x-2 pt-4">
      {sound && <SoundSwitch />}
      <LightChoice />
      {language && <Languages />}
    </footer>
  );
}
