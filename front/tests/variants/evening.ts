// An evening in pictures: rows of the table in the order in which they come, for `npm run pictures` and the docs.
import { variants, viewports, type Variant } from './table';

const [phone, laptop, television] = viewports;

const order = [
  ['host/form/plain', laptop],
  ['host/lobby/plain', laptop],
  ['participant/form/linked', phone],
  ['participant/waiting/plain', phone],
  ['screen/lobby/plain', television],
  ['participant/question/plain', phone],
  ['participant/question/recorded', phone],
  ['host/question/plain', phone],
  ['screen/question/plain', television],
  ['participant/reveal/plain', phone],
  ['screen/reveal/plain', television],
  ['participant/question_standings/moved', phone],
  ['screen/question_standings/plain', television],
  ['host/question_standings/plain', phone],
  ['participant/final/plain', phone],
  ['participant/final/review', phone],
  ['screen/final/plain', television],
  ['host/dashboard/plain', laptop],
] as const;

export interface Picture {
  variant: Variant;
  viewport: (typeof viewports)[number];
  /** Its file, without the ending. */
  file: string;
}

export const evening: Picture[] = order.map(([name, viewport], at) => {
  const variant = variants.find((one) => one.name === name);
  if (!variant) throw new Error(`The table has no row ${name}`);
  return { variant, viewport, file: `${String(at + 1).padStart(2, '0')}-${name.replaceAll('/', '-')}` };
});
