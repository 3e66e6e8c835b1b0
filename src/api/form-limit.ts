/** How often a form may be posted: from one address, and for one estate altogether. In memory: a restart forgives. */

const windowMs = 10 * 60_000;
const mostPerAddress = 5;
const mostPerEstate = 100;
/** Addresses remembered at once; beyond it all is forgotten and counted anew. */
const mostRemembered = 20_000;

/** Counts one post; false when it is one too many. */
export type FormLimit = (estate: string, address: string, at: Date) => boolean;

export function createFormLimit(): FormLimit {
  const counts = new Map<string, { count: number; since: number }>();
  const counted = (key: string, atMs: number): number => {
    const known = counts.get(key);
    const current = known && atMs - known.since < windowMs ? known : { count: 0, since: atMs };
    current.count++;
    if (counts.size >= mostRemembered) counts.clear();
    counts.set(key, current);
    return current.count;
  };
  return (estate, address, at) =>
    counted(`${estate} ${address}`, at.getTime()) <= mostPerAddress && counted(estate, at.getTime()) <= mostPerEstate;
}
