// French sets a space before ; : ! ? and inside « », at which a line never breaks.

/** A catalogue is written with plain spaces, and said with the ones that hold. */
export function typeset<Words>(words: Words): Words {
  return set(words) as Words;
}

function set(words: unknown): unknown {
  if (typeof words === 'string') return words.replace(/ (?=[;:!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');
  if (typeof words === 'function')
    return (...given: unknown[]) => set((words as (...given: unknown[]) => unknown)(...given));
  if (typeof words === 'object' && words !== null)
    return Object.fromEntries(Object.entries(words).map(([name, said]) => [name, set(said)]));
  return words;
}
