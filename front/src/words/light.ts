// What the choice of the light says.
import type { Light } from '../room/light';
import { fr } from './french/light';
import { spoken } from './language';

export interface LightWords {
  choice: string;
  lights: Record<Light, string>;
}

const en: LightWords = {
  choice: 'Light',
  lights: { device: 'Light: as the device', dim: 'Light: dim room', daylight: 'Light: daylight' },
};

export const lightWords = spoken({ en, fr });
