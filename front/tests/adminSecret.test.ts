// The admin's secret, in browsers that let a page keep it and in those that do not.
import { expect, it, vi } from 'vitest';
import { dropSecret, heldSecret, keepSecret } from '../src/room/adminCalls';

const refuse = () => {
  throw new DOMException('full', 'QuotaExceededError');
};

it.each([
  ['is full', { getItem: () => null, setItem: refuse, removeItem: () => undefined }],
  ['is forbidden', { getItem: refuse, setItem: refuse, removeItem: refuse }],
])('lasts as long as the page where the storage %s', (_, sessionStorage) => {
  vi.stubGlobal('sessionStorage', sessionStorage);
  keepSecret('secret');
  expect(heldSecret()).toBe('secret');
  dropSecret();
  expect(heldSecret()).toBeNull();
});
