// Sound and vibration, off until somebody switches them on in this browser; made here, from no file.
import { useEffect, useSyncExternalStore } from 'react';
import { attempt } from './memory';

const KEY = 'sommelierArena:sound';
const LAST_SECONDS = 5;

let on = attempt(() => window.localStorage.getItem(KEY)) === 'on';
let context: AudioContext | null = null;
const listeners = new Set<() => void>();

export function switchSound(wanted: boolean) {
  on = wanted;
  attempt(() => (on ? window.localStorage.setItem(KEY, 'on') : window.localStorage.removeItem(KEY)));
  listeners.forEach((changed) => changed());
  if (on) chime();
}

export function useSound(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => on,
  );
}

/** A tick in each of the last seconds. */
export function useTicks(seconds: number, runs: boolean) {
  useEffect(() => {
    if (!runs || seconds < 1 || seconds > LAST_SECONDS) return;
    note(1_320, 0, 0.05, 0.08);
    vibrate(15);
  }, [seconds, runs]);
}

/** Two notes: upwards for a right answer. */
export function chime(right = true) {
  const [first, second] = right ? [659, 988] : [523, 440];
  note(first, 0, 0.35, 0.1);
  note(second, 0.14, 0.5, 0.1);
  vibrate(right ? [30, 60, 60] : 40);
}

function note(hertz: number, after: number, seconds: number, loudness: number) {
  const audio = on ? awake() : null;
  if (!audio) return;
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  const start = audio.currentTime + after;
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + seconds);
}

/** A browser plays nothing before the page was touched; what was due until then is not made up for. */
function awake(): AudioContext | null {
  context ??= attempt(() => new AudioContext()) ?? null;
  if (context?.state === 'suspended') void context.resume();
  return context?.state === 'running' || navigator.userActivation?.isActive ? context : null;
}

function vibrate(pattern: number | number[]) {
  if (on) attempt(() => navigator.vibrate?.(pattern));
}
