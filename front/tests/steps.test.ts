// A host's steps in the browser's history: wherever the page was reloaded or begun, leaving a room leads to the list.
import { beforeEach, expect, it, vi } from 'vitest';
import { arriveByBack, closeForm, enterRoom, leaveRoom, openForm } from '../src/room/steps';

let entries: { url: string; state: unknown }[];
let at: number;
/** Where the page thinks it is, after the browser has told it of a step back. */
let code: string;

const here = () => entries[at] as { url: string; state: unknown };
const history = {
  get state() {
    return here().state;
  },
  replaceState: (state: unknown, _: string, url = here().url) => (entries[at] = { url, state }),
  pushState(state: unknown) {
    const { url } = here();
    at += 1;
    entries = [...entries.slice(0, at), { url, state }];
  },
  back() {
    at -= 1;
    code = arriveByBack();
  },
};

function begin(url: string) {
  entries = [{ url, state: null }];
  at = 0;
}

beforeEach(() => {
  const location = {
    pathname: '/host',
    get search() {
      return new URL(here().url, 'http://arena').search;
    },
  };
  vi.stubGlobal('window', { history, location });
});

it('Back leads from the form to the list, and from a room', () => {
  begin('/host');
  openForm();
  expect(at).toBe(1);
  closeForm();
  expect([at, code]).toEqual([0, '']);
  enterRoom('5720', 'RUBY-OWL');
  history.back();
  expect([at, code]).toEqual([0, '']);
});

it('what the form has made takes its place', () => {
  begin('/host');
  openForm();
  enterRoom('5720', 'RUBY-OWL');
  expect(at).toBe(1);
  leaveRoom();
  expect([at, code]).toEqual([0, '']);
});

it.each(['/host', '/host?code=5720'])('from %s, a room whose form was reloaded is left for the list', (url) => {
  begin(url);
  enterRoom('5720', 'RUBY-OWL');
  openForm();
  enterRoom('5720', 'RUBY-OWL');
  leaveRoom();
  expect([code, here().url]).toEqual(['', '/host']);
});

it('a room that a link began with is left where it stands', () => {
  begin('/host?code=5720');
  enterRoom('5720', 'RUBY-OWL');
  leaveRoom();
  expect([entries.length, here().url]).toEqual([1, '/host']);
});
