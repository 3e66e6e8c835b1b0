/** Allocation: the bottles promised to all clients together are bottles the cellar has. */
import type { Candidate } from './candidate.ts';
import type { EstateProduit } from './estate-view.ts';
import { type ListRules, nextPick } from './diversify.ts';
import type { Ranked } from './rank.ts';

/** A client at the counter. */
export interface Chooser {
  readonly clientCode: string;
  /** Euros HT: between two equal scores the better client is served first. */
  readonly value: number;
  /** In the order of `byRank`. */
  readonly candidates: readonly Ranked[];
  readonly rules: ListRules;
  /** The bottles they usually take of one wine; null for who never bought. */
  readonly usualBottles: number | null;
}

/** What may still be promised. */
export interface Cellar {
  /** Bottles left to promise; Infinity where the estate exports no stock. */
  left(produit: EstateProduit): number;
  promise(produit: EstateProduit, bottles: number): void;
}

export interface CellarRules {
  readonly isStockKnown: boolean;
  /** Share of the free bottles that may be promised. */
  readonly promisedStockShare: number;
}

export interface Grant {
  readonly candidate: Ranked;
  /** Null where no stock is counted. */
  readonly promisedBottles: number | null;
}

/** A cellar from which nothing is promised yet. */
export function openCellar(produits: readonly EstateProduit[], rules: CellarRules): Cellar {
  const free = Float64Array.from(produits, ({ freeBottles }) =>
    rules.isStockKnown
      ? Math.floor(Math.max(0, freeBottles ?? 0) * rules.promisedStockShare)
      : Number.POSITIVE_INFINITY,
  );
  return {
    left: (produit) => free[produit.index] ?? 0,
    promise(produit, bottles) {
      free[produit.index] = (free[produit.index] ?? 0) - bottles;
    },
  };
}

/** The bottles a proposal promises: what the client took of this wine the last time, else usually, else the estate's rule. */
export function bottlesPromised(candidate: Candidate, usualBottles: number | null, bottlesPerPromise: number): number {
  const { evidence } = candidate;
  const bottles = evidence.kind === 'bought' ? evidence.purchase.lastBottles : (usualBottles ?? bottlesPerPromise);
  return Math.max(1, Math.ceil(bottles));
}

/**
 * Serves the clients one after the other, as at the counter, in as many rounds as a list has places: nobody gets a second
 * wine before everybody had the chance of a first. In a round the order is the score of what they come for, then the value
 * of the client, then the client code; who finds the wine gone takes the next that fits. Gives the grants by client.
 */
export function allocate(
  choosers: readonly Chooser[],
  cellar: Cellar,
  bottlesPerPromise: number,
): ReadonlyMap<string, readonly Grant[]> {
  const grants = new Map<string, Grant[]>(choosers.map(({ clientCode }) => [clientCode, []]));
  const rounds = Math.max(0, ...new Set(choosers.map(({ rules }) => rules.plan.length)));
  for (let round = 0; round < rounds; round++) {
    for (const { chooser } of queue(choosers, grants, cellar, bottlesPerPromise)) {
      const own = grants.get(chooser.clientCode) ?? [];
      const candidate = choice(chooser, own, cellar, bottlesPerPromise);
      if (candidate) own.push(granted(candidate, chooser, cellar, bottlesPerPromise));
    }
  }
  return grants;
}

interface Waiting {
  readonly chooser: Chooser;
  readonly wish: Ranked;
}

// What each client comes for is settled before the round begins, so that the order does not depend on who was looked at first.
function queue(
  choosers: readonly Chooser[],
  grants: ReadonlyMap<string, readonly Grant[]>,
  cellar: Cellar,
  bottlesPerPromise: number,
): readonly Waiting[] {
  const waiting = choosers.flatMap((chooser): Waiting[] => {
    const wish = choice(chooser, grants.get(chooser.clientCode) ?? [], cellar, bottlesPerPromise);
    return wish ? [{ chooser, wish }] : [];
  });
  return waiting.sort(
    (a, b) =>
      b.wish.score.score - a.wish.score.score ||
      b.chooser.value - a.chooser.value ||
      (a.chooser.clientCode < b.chooser.clientCode ? -1 : 1),
  );
}

function choice(
  chooser: Chooser,
  own: readonly Grant[],
  cellar: Cellar,
  bottlesPerPromise: number,
): Ranked | undefined {
  const picked = own.map(({ candidate }) => candidate);
  return nextPick(
    chooser.candidates,
    picked,
    chooser.rules,
    (candidate) =>
      cellar.left(candidate.produit) >= bottlesPromised(candidate, chooser.usualBottles, bottlesPerPromise),
  );
}

function granted(candidate: Ranked, chooser: Chooser, cellar: Cellar, bottlesPerPromise: number): Grant {
  const bottles = bottlesPromised(candidate, chooser.usualBottles, bottlesPerPromise);
  const isCounted = Number.isFinite(cellar.left(candidate.produit));
  cellar.promise(candidate.produit, bottles);
  return { candidate, promisedBottles: isCounted ? bottles : null };
}
