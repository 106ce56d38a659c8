// Switches sound and vibration on for this browser.
import { switchSound, useSound } from '../room/sound';
import { sharedWords as words } from '../words/shared';

export function SoundSwitch() {
  const on = useSound();
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 text-sm text-faded select-none hover:bg-cloth hover:text-ink">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => switchSound(event.target.checked)}
        className="relative h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-room transition before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-edge before:transition checked:border-gold checked:before:translate-x-4 checked:before:bg-gold"
      />
      {words.sound}
    </label>
  );
}
