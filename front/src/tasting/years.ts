// Vintages: the neighbours of one, and how old a wine of a colour usually is when it is poured.
import { shuffled, type Random } from './chance';
import { spelled } from './fold';

const OLDEST = 1945;
const SPAN = 6;

/** Years within six of the answer and not ahead; without a year in the answer, recent ones. */
export function otherYears(
  answer: string,
  thisYear: number,
  listed: (year: number) => boolean,
  random: Random,
): string[] {
  const year = yearIn(answer);
  const choose = (from: number, to: number) => {
    const years = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
    const deck = shuffled(years, random);
    return [...deck.filter(listed), ...deck.filter((at) => !listed(at))];
  };
  const recent = () => choose(thisYear - 10, thisYear - 1).map(String);
  if (year === undefined) return recent();

  // A bottle from before the war has no neighbours among the lists' years: it is given those of its own time.
  const oldest = year < OLDEST ? 0 : OLDEST;
  const before = choose(Math.max(year - SPAN, oldest), Math.min(year - 1, thisYear));
  const after = choose(year + 1, Math.min(year + SPAN, thisYear));
  if (before.length + after.length < 3) return recent();
  // As many before as chance says: were all years equally likely, the answer would mostly be one in the middle.
  const wanted = Math.floor(random() * 4);
  const earlier = Math.min(Math.max(wanted, 3 - after.length), before.length);
  return [...before.slice(0, earlier), ...after.slice(0, 3 - earlier)].map(String);
}

/** How many years a wine of this colour may have lain, each as likely as the next. */
export function agesOf(color: string): number[] {
  const key = spelled(color);
  const [from, to] = ages.find(([word]) => word.test(key))?.[1] ?? [2, 6];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** In each language that colours are called in; the style first, for it says more than the colour. */
const ages: [RegExp, [number, number]][] = [
  [/fortified|mute/, [9, 25]],
  [/sweet|doux/, [5, 15]],
  [/sparkling|effervescent/, [4, 9]],
  [/orange/, [2, 5]],
  [/rose/, [1, 2]],
  [/white|blanc/, [2, 4]],
  [/red|rouge/, [4, 9]],
];

function yearIn(answer: string): number | undefined {
  const found = /(?<!\d)(1[6-9]|20)\d\d(?!\d)/.exec(answer.normalize('NFKC'));
  return found ? Number(found[0]) : undefined;
}
