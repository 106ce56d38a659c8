// What two texts have in common when case, accents and spacing do not count.

const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const marks = /\p{M}/gu;

/** As the rooms compare two options, accents count: down, up and down again, so that ß, ẞ and SS meet. */
export const sameCase = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').trim().toLowerCase().toUpperCase().toLowerCase().normalize('NFC');

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
