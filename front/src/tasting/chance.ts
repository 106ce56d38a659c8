// Chance, handed in wherever it is used, so that a test can repeat what it saw.

/** As `Math.random`. */
export type Random = () => number;

/** A generator that says the same again for the same seed (mulberry32). */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const one = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const deck = [...things];
  for (let at = deck.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [deck[at], deck[other]] = [deck[other] as T, deck[at] as T];
  }
  return deck;
}
