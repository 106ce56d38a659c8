// In which light this browser shows the pages: as its device does, or as its owner chose.
import { attempt } from './memory';

export const lights = ['device', 'dim', 'daylight'] as const;

export type Light = (typeof lights)[number];

const KEY = 'sommelierArena:light';

export function chosenLight(): Light {
  const kept = attempt(() => window.localStorage.getItem(KEY));
  return lights.find((light) => light === kept) ?? 'device';
}

export function chooseLight(light: Light) {
  const kept = light === 'device' ? null : light;
  attempt(() => (kept ? window.localStorage.setItem(KEY, kept) : window.localStorage.removeItem(KEY)));
  // The browser tells the other tabs; `layouts/light.js` of this one is told here, even where nothing could be kept.
  window.dispatchEvent(new StorageEvent('storage', { key: KEY, newValue: kept }));
}
