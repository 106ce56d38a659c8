// The catalogue that the worker serves, as a form would have it on its shelf.
import type { Catalogue } from '../src/protocol/Catalogue';
import { listsOf, shelve } from '../src/tasting/shelf';
import catalogue from '../../wine-answers-worker/catalogue.json';

export const THIS_YEAR = 2026;
export const realCatalogue = catalogue as Catalogue;
export const realLists = listsOf(realCatalogue, THIS_YEAR);
export const realShelf = shelve(realLists, realCatalogue);
