// What a participant's page does first: the link it was opened with against what the browser remembers.
import { expect, it } from 'vitest';
import { arrive } from '../src/room/arrival';

const mine = { id: 'OAKY-OWL', code: '1111', token: 'mine' };
const theirs = { id: 'DRY-HERON', code: '1111', token: 'theirs' };
const nothing = { code: '', id: '', secret: '' };
const join = (code: string) => ({ ...nothing, code });

it('a bare page without a memory is an empty form', () => {
  expect(arrive(nothing, null, null)).toEqual({ does: 'form', code: '' });
});

it('a refresh takes the seat again, and after the evening shows how it ended', () => {
  expect(arrive(nothing, mine, null)).toEqual({ does: 'rejoin', seats: [mine] });
  expect(arrive({ ...join('1111'), id: 'OAKY-OWL' }, mine, null)).toEqual({ does: 'rejoin', seats: [mine] });
  expect(arrive({ ...join('1111'), id: 'OAKY-OWL' }, null, mine)).toEqual({ does: 'rejoin', seats: [mine] });
});

it('a bare page long after an evening is an empty form', () => {
  expect(arrive(nothing, null, mine)).toEqual({ does: 'form', code: '' });
});

it('a join link of another tasting fills in its code and leaves the seat alone', () => {
  expect(arrive(join('2222'), mine, null)).toEqual({ does: 'form', code: '2222' });
});

it('a one-time link is tried with the new secret that its seat will have, and with the old one first', () => {
  const link = { ...join('1111'), id: 'OAKY-OWL', secret: 'fresh', seatKey: 'once' };
  const offered = { id: 'OAKY-OWL', code: '1111', token: 'fresh', seatKey: 'once' };
  expect(arrive(link, null, null)).toEqual({ does: 'rejoin', seats: [offered] });
  expect(arrive(link, mine, null)).toEqual({ does: 'rejoin', seats: [mine, offered] });
});

it('a join link of one’s own tasting is the way back', () => {
  expect(arrive(join('1111'), mine, null)).toEqual({ does: 'rejoin', seats: [mine] });
});

it('a personal link sits down in a browser that has no seat', () => {
  expect(arrive({ ...join('1111'), id: theirs.id, secret: 'theirs' }, null, null)).toEqual({
    does: 'rejoin',
    seats: [theirs],
  });
});

it('a personal link never silently replaces who one is', () => {
  const link = { ...join('1111'), id: theirs.id, secret: 'theirs' };
  expect(arrive(link, mine, null)).toEqual({ does: 'ask', mine, offered: theirs });
  expect(arrive({ ...link, code: '2222' }, mine, null)).toMatchObject({ does: 'ask' });
});

it('a link without its secret is tried by its handle alone', () => {
  expect(arrive({ ...join('1111'), id: theirs.id }, null, null)).toEqual({
    does: 'rejoin',
    seats: [{ id: theirs.id, code: '1111' }],
  });
});

it('one’s own link with another secret is tried after the secret one has', () => {
  const link = { ...join('1111'), id: mine.id, secret: 'newer' };
  expect(arrive(link, mine, null)).toEqual({ does: 'rejoin', seats: [mine, { ...mine, token: 'newer' }] });
});
