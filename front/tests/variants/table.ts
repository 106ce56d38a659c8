// Every variant of every screen: what is looked at, tried with axe and pictured comes from here and from nowhere else.
import { host } from './host';
import { admin, home } from './pages';
import { participant } from './participant';
import type { Row, Rows } from './row';
import { screen } from './screen';

const surfaces = { home: { home }, participant, host, screen, admin } satisfies Record<string, Record<string, Rows>>;

export const themes = ['dark', 'light'] as const;
export const viewports = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

export interface Variant {
  surface: keyof typeof surfaces;
  /** `surface/screen/variant`. */
  name: string;
  row: Row;
}

export const variants: Variant[] = Object.entries(surfaces).flatMap(([surface, screens]) =>
  Object.entries<Rows>(screens).flatMap(([screen, rows]) =>
    Object.entries(rows).map(([variant, row]) => ({
      ...{ surface: surface as Variant['surface'], name: `${surface}/${screen}/${variant}`, row },
    })),
  ),
);
