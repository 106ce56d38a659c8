// A text into the browser's downloads.
const TYPES = { json: 'application/json', csv: 'text/csv;charset=utf-8' };

/** `name` is the file's, without its ending. */
export function saveFile(name: string, ending: keyof typeof TYPES, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: TYPES[ending] }));
  link.download = `${name}.${ending}`;
  link.click();
  // Some browsers read it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
