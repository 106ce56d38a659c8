// The curated lists as the keeper's page shows them in a picture.
import type { Category } from '../../src/protocol/Category';

const answers: Record<Category, string[]> = {
  color: ['Amber', 'Orange', 'Red', 'Rosé', 'White'],
  region: [],
  grape_variety: ['Nebbiolo', 'Sangiovese'],
  vintage_year: ['2019', '2020'],
  wine_name: ['Château d’Esclans Garrus', 'Domaine Tempier Rosé'],
};
const suggestions: Record<Category, { value: string; suggestedAt: string }[]> = {
  color: [{ value: 'Vin jaune', suggestedAt: '2026-11-20T19:00:00.000Z' }],
  region: [],
  grape_variety: [],
  vintage_year: [],
  wine_name: [],
};

export const catalogued = { answers, suggestions };
