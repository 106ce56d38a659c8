// The quiet row at the foot of the screens where nobody is in a hurry: what this browser may choose for itself.
import { LightChoice } from '../../ui/LightChoice';
import { SoundSwitch } from '../../ui/SoundSwitch';

export function Foot({ sound = false }: { sound?: boolean }) {
  return (
    <footer className="flex flex-wrap items-center justify-center gap-x-2 pt-4">
      {sound && <SoundSwitch />}
      <LightChoice />
    </footer>
  );
}
