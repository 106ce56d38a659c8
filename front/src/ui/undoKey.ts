// The keys that take back what was done last.

/** With Caps Lock it is a `Z`; with Shift it would be the way forth again. */
export const isUndoKey = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) =>
  key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey;
