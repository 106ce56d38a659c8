// What shows a block of code, once a page brought it.
export const block = {};
