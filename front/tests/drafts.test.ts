// What was written and not saved: kept for the tab, had back as it was, and never a reason for a form not to open.
import { beforeEach, describe, expect, it } from 'vitest';
import { makeDrafts, NEW } from '../src/room/drafts';
import { pageStore } from '../src/room/memory';
import { draftOf, restored, tastingOf } from '../src/screens/host/form/draft';
import { draftStore } from '../src/screens/host/form/draftStore';
import { freshDraft } from '../src/screens/host/form/filling';
import { bottle, deeds, draft, from, open, write } from './form';

beforeEach(() => open());

it('is had back with what is still to check, and goes on', () => {
  write('wine_name', 'My own wine');
  deeds().add();
  const drafts = makeDrafts(pageStore());
  drafts.keep(NEW, draft());
  const back = restored(drafts.kept(NEW)) ?? expect.fail();
  expect(tastingOf(back)).toEqual(tastingOf(draft()));
  expect(back.bottles.map(({ unsure }) => unsure)).toEqual(draft().bottles.map(({ unsure }) => unsure));
  const before = draft().bottles.map(({ key }) => key);
  expect(back.bottles.filter(({ key }) => before.includes(key))).toEqual([]);
});

it('of a copy keeps what its form has no field for, also over a file', () => {
  const switches = { allowNames: true, autoReveal: true };
  open(draftOf({ ...tastingOf(draft()), ...switches }));
  deeds().take({ title: 'From a file', timerSeconds: 30, wines: [] });
  const drafts = makeDrafts(pageStore());
  drafts.keep(NEW, draft());
  expect(tastingOf(restored(drafts.kept(NEW)) ?? expect.fail())).toMatchObject({ title: 'From a file', ...switches });
});

it('is kept apart for each tasting, and gone once dropped', () => {
  const drafts = makeDrafts(pageStore());
  drafts.keep(NEW, draft());
  drafts.keep('1234', { other: true });
  drafts.drop(NEW);
  expect(drafts.kept(NEW)).toBeUndefined();
  expect(drafts.kept('1234')).toEqual({ other: true });
});

describe('what is no draft', () => {
  it('is none', () => {
    for (const said of [undefined, null, 5, 'text', {}, { bottles: 5 }, { bottles: [{}] }])
      expect(restored(said)).toBeNull();
    const { unsure, ...older } = bottle();
    expect(unsure).not.toEqual([]);
    expect(restored({ ...draft(), bottles: [older] })).toBeNull();
    expect(restored({ ...draft(), bottles: [{ ...bottle(), questions: bottle().questions.slice(1) }] })).toBeNull();
  });

  it('does not stand in the way where nothing can be kept', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const drafts = makeDrafts({ length: 0, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse });
    drafts.keep(NEW, draft());
    drafts.drop(NEW);
    expect(drafts.kept(NEW)).toBeUndefined();
  });
});

it('is one step back when another tasting is begun', () => {
  write('wine_name', 'My own wine');
  const aside = draft();
  const store = draftStore(freshDraft(from()), from, aside);
  store.getState().undo();
  expect(store.getState().history).toEqual({ draft: aside, past: [] });
});
