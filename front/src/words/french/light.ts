// What the choice of the light says, in French.
import type { LightWords } from '../light';
import { typeset } from './typeset';

export const fr = typeset<LightWords>({
  choice: 'Lumière',
  lights: { device: 'Lumière : comme l’appareil', dim: 'Lumière : tamisée', daylight: 'Lumière : plein jour' },
});
