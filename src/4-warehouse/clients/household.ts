/** Who lives together, as far as the exports tell: the letter goes to a household once. */

/** A client who shares something with another; what is not shared is null. */
export interface HouseholdCandidate {
  readonly clientCode: string;
  readonly email: string | null;
  /** Name, street and post code, normalised. */
  readonly address: string | null;
}

export interface Household {
  readonly clientCode: string;
  /** The smallest client code of the household. */
  readonly householdKey: string;
}

/** Joins clients of one e-mail or one address, through others too: A by e-mail with B, B by address with C, are one. */
export function groupHouseholds(candidates: readonly HouseholdCandidate[]): Household[] {
  const parents = new Map<string, string>();
  const rootOf = (code: string): string => {
    let root = code;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  const firstWith = new Map<string, string>();
  for (const { clientCode, email, address } of candidates) {
    for (const shared of [email && `e-mail ${email}`, address && `address ${address}`]) {
      if (!shared) continue;
      const first = firstWith.get(shared);
      if (first === undefined) firstWith.set(shared, clientCode);
      else join(parents, rootOf(first), rootOf(clientCode));
    }
  }
  return candidates.map(({ clientCode }) => ({ clientCode, householdKey: rootOf(clientCode) }));
}

function join(parents: Map<string, string>, one: string, other: string): void {
  if (one === other) return;
  const [smaller, larger] = one < other ? [one, other] : [other, one];
  parents.set(larger, smaller);
}
