// What the theme keeps between two renders, without a collator: making one takes a phone longer than all the rest of its start.
import { useMemo } from 'react';

export * from '../node_modules/@docusaurus/theme-common/lib/utils/reactUtils.js';

/** The same object for as long as it has the same keys, in any order, and values. */
export function useShallowMemoObject(object) {
  const kept = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  return useMemo(() => object, kept.flat());
}
