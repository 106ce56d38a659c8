// What a page is made of, with a breath before it and after it: the program starts in three short steps instead of one long one.
import preload from '@docusaurus/core/lib/client/preload';

/* global setTimeout */
/** Lets the browser do what it has to first. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

export default async function inSteps(path) {
  await breath();
  await preload(path);
  await breath();
}
