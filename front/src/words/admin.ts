// What the admin's page says.
import type { FileFault } from '../room/adminFile';
import { fr } from './french/admin';
import { spoken } from './language';

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const values = (count: number) => many(count, 'value', 'values');

const faults: Record<FileFault['rule'], (path: string) => string> = {
  json: () => 'This file is not JSON.',
  shape: () => 'The file must hold an array of texts, or an object with an array for each category.',
  nothing: () => 'There is no list in this file.',
  size: () => 'This file is larger than 1 MiB, and no list is.',
  category: (path) =>
    `“${path}” is not a category. The categories are color, region, grape_variety, vintage_year and wine_name.`,
  list: (path) => `${path}: this must be an array of texts.`,
  text: (path) => `${path}: this must be a text.`,
};

const en = {
  secret: 'Admin secret',
  invitation: 'For the person who keeps the lists of answers good.',
  show: 'Show',
  hide: 'Hide',
  login: 'Login',
  checking: 'Checking…',
  loginTitle: 'Admin',
  retry: 'Try again',
  opening: 'Opening the lists…',

  title: 'Wine Answers',
  subtitle: 'What a host’s form suggests while they type.',
  logout: 'Logout',
  categories: 'Categories',
  values,
  /** After the count, for those who hear it. */
  valuesOnly: (count: number): string => (count === 1 ? 'value' : 'values'),
  suggested: (count: number) => `${count} suggested`,

  newValue: (category: string) => `New ${category} value`,
  add: 'Add',
  filter: 'Filter',
  shownOf: (shown: number, all: number) => `${shown} of ${values(all)} shown`,
  nothingShown: (wanted: string) => `No value of this list contains “${wanted}”.`,
  noValues: 'This list is empty. Type a value above, or import a file.',
  remove: (value: string) => `Delete ${value}`,
  removeSign: '×',
  list: (category: string) => `${category} values`,

  suggestions: 'Suggested by hosts',
  suggestionsLine: 'Nobody else sees these until you accept them.',
  day: (at: Date) => at.toLocaleDateString('en', { dateStyle: 'medium' }),
  accept: 'Accept',
  acceptNamed: (value: string) => `Accept ${value}`,
  drop: 'Drop',
  dropNamed: (value: string) => `Drop ${value}`,

  exportOne: 'Export this list',
  exportAll: 'Export all',
  import: 'Import…',
  importField: 'Import a file',
  file: 'From the file',
  fileLine: (count: number, fresh: number, gone: number) =>
    `${values(count)}: ${fresh} new, ${gone} of the list not in the file`,
  merge: (fresh: number) => `Merge ${many(fresh, 'new value', 'new values')}`,
  replaceList: 'Replace…',
  cancel: 'Cancel',
  writing: 'Saving…',
  askReplace: (count: number) => `Replace ${many(count, 'list', 'lists')}?`,
  askReplaceLine: (category: string, count: number, gone: number, fresh: number) =>
    `${category} becomes the ${values(count)} of the file: ${gone} removed, ${fresh} new.`,
  yesReplace: 'Replace',
  noReplace: 'Leave as it is',

  broken:
    'A part of this list could not be read. What could be is shown here, and nothing changes until it is replaced.',
  replaceBroken: (count: number) =>
    count > 0 ? `Replace it with these ${values(count)}…` : 'Replace it with an empty list…',
  askBroken: (category: string) => `Replace the stored ${category} list?`,
  askBrokenLine: (count: number) =>
    `${count > 0 ? `The ${values(count)} shown here become the whole list.` : 'The list becomes empty.'} What is stored now is kept aside on the server.`,

  news: {
    added: (value: string) => `“${value}” is in the list.`,
    accepted: (value: string) => `“${value}” is accepted into the list.`,
    undone: (value: string) => `“${value}” is back.`,
    merged: (category: string, added: number, skipped: number) =>
      `${category}: ${added} added, ${skipped} already there.`,
    replaced: (category: string, count: number) => `${category} is replaced and has ${values(count)} now.`,
  },
  deleted: (value: string) => `“${value}” is deleted.`,
  dropped: (value: string) => `“${value}” is dropped.`,
  andBefore: (count: number) => `And ${count} before it.`,
  undo: 'Undo',
  undoKeys: 'Ctrl+Z',
  close: 'Close',

  quoted: (value: string) => `“${value}”`,
  exists: (value: string) => `“${value}” already exists.`,
  existsAs: (value: string, as: string) => `“${value}” already exists, as “${as}”.`,
  notAdded: (what: string) => `Not added: ${what}.`,
  notRemoved: (what: string) => `Not deleted, and back in the list: ${what}.`,
  notDropped: (what: string) => `Not dropped: ${what}.`,
  notOffered: (what: string) => `Not brought back: ${what}.`,
  notWritten: 'Nothing of the file was taken over.',
  notReplaced: (what: string) => `Not replaced: ${what}.`,
  faults,

  refusals: {
    wrong: 'This is not the admin secret.',
    expired: 'The secret is not accepted any more. Log in again.',
    expiredMidway: 'The secret is not accepted any more. Log in again: what was not saved yet is saved then.',
    wait: (seconds: number | undefined) =>
      `Too many attempts. Wait ${seconds ? many(seconds, 'second', 'seconds') : 'a minute'} and try again.`,
    unreachable: (address: string) => `The answers server cannot be reached at ${address}. Check that it runs.`,
    broken: 'The list has to be replaced first.',
    stranger: (address: string, origin: string) =>
      `The answers server at ${address} does not know this page. Add ${origin} to its ALLOWED_ORIGINS.`,
    /** The server's own sentence is English, and says more than any of this page's where it names what is wrong. */
    rest: (_code: string, message: string) => message || 'The answers server could not do that. Try again in a moment.',
  },
};

export type AdminWords = typeof en;

export const adminWords = spoken({ en, fr });
