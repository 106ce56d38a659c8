// What two texts have in common when case, accents and spacing do not count.

const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const marks = /\p{M}/gu;

/** As the rooms compare two options: upper case first, so that ß and SS meet; accents count. */
export const sameCase = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').trim().toUpperCase().toLowerCase().normalize('NFC');

/** As the lists compare two values: without accents too, every run of spaces one. */
export const folded = (text: string): string =>
  sameCase(text).normalize('NFD').replace(marks, '').normalize('NFC').replace(/\s+/g, ' ').trim();

/** As a person means it: hyphens, apostrophes and points are spaces. A text of nothing else stays itself. */
export function spelled(text: string): string {
  const words = folded(text);
  return (
    words
      .replace(/\p{P}+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim() || words
  );
}
