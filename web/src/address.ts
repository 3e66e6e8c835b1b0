/** Filters, sort and search live in the address, so that a view can be sent to a colleague and found again with "back". */
import { useRouter, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What stands behind `?` in the address, each as text. */
export type Search = Readonly<Record<string, string>>;

/** Changes to the address: `undefined` or `''` takes a name away. */
export type SearchChanges = Readonly<Record<string, string | undefined>>;

/** Plain `?a=b`, not JSON: addresses are read by people and typed in letters. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The inverse of `parseSearch`; empty values are left out. */
export function writeSearch(search: Record<string, unknown>): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'number' || typeof value === 'boolean') kept.set(name, String(value));
    if (typeof value === 'string' && value !== '') kept.set(name, value);
  }
  const text = kept.toString();
  return text === '' ? '' : `?${text}`;
}

/**
 * The page's filters read by `read` from the address, and how to change them. `read` is a plain function that trusts
 * nothing: `(search) => ({ q: search['q'] ?? '', segment: oneOf(search['segment'], segments) })`.
 */
export function useFilters<Filters>(
  read: (search: Search) => Filters,
): readonly [Filters, (changes: SearchChanges) => void] {
  const search: Search = useSearch({ strict: false });
  const router = useRouter();
  const change = useCallback(
    (changes: SearchChanges) => {
      const { pathname, searchStr } = router.state.location;
      const href = pathname + writeSearch({ ...parseSearch(searchStr), ...changes });
      void router.navigate({ href, replace: true, resetScroll: false });
    },
    [router],
  );
  return [read(search), change];
}

/** The value if it is one of those known, else `undefined`: an address may hold anything. */
export function oneOf<Known extends string>(value: string | undefined, known: readonly Known[]): Known | undefined {
  return known.find((candidate) => candidate === value);
}
