// Switches sound and vibration on for this browser.
import { switchSound, useSound } from '../room/sound';
import { sharedWords as words } from '../words/shared';

export function SoundSwitch() {
  const on = useSound();
  return (
    <label className="relative flex min-h-11 items-center gap-3 rounded-xl px-3 text-sm text-faded select-none hover:bg-cloth hover:text-ink">
      {/* As large as the label, so that it is as easy to hit; what is seen of it is drawn beside. */}
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => switchSound(event.target.checked)}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-xl"
      />
      <span
        aria-hidden="true"
        className="relative h-6 w-10 rounded-full border border-edge bg-room transition before:absolute before:top-0.75 before:left-0.75 before:size-4 before:rounded-full before:bg-edge before:transition peer-checked:border-gold peer-checked:before:translate-x-4 peer-checked:before:bg-gold"
      />
      {words.sound}
    </label>
  );
}
