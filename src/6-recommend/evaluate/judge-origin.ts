/** Holds the letters of one origin against what was bought after it, and adds the marks to the tallies. */
import { type ScenarioId, scenarioIds } from '../candidate.ts';
import { clientViewOf } from '../client-view.ts';
import type { SalesLedger } from '../sales-ledger.ts';
import { type DueCase, dueCase } from './due.ts';
import type { ListedWine } from './letter.ts';
import { type LetterColumn, letterColumns, markBuyer, markLetter } from './marks.ts';
import { type MethodName, methodNames, methodsThen } from './methods.ts';
import { type Bought, boughtWithin, soldWithin } from './outcome-wines.ts';
import type { Origin } from './read-origin.ts';
import { slateOf } from './slate.ts';
import { count, openTally, type Tally } from './tally.ts';
import { type Hindsight, type ViolationCode, violationsOf } from './violations.ts';
import type { JudgedSlate } from './weights-search.ts';

export type ScenarioColumn = `${ScenarioId} shown` | `${ScenarioId} taken`;

/** Everything counted over all origins. */
export interface Bench {
  /** Client code → row of the tallies. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly tallies: ReadonlyMap<MethodName, Tally<LetterColumn>>;
  readonly scenarios: Tally<ScenarioColumn>;
  readonly violations: ReadonlyMap<MethodName, Map<ViolationCode, number>>;
  readonly coverages: ReadonlyMap<MethodName, number[]>;
  readonly dueCases: DueCase[];
  readonly slates: JudgedSlate[];
  readonly origins: OriginSummary[];
}

export interface OriginSummary {
  readonly day: number;
  readonly clients: number;
  readonly buyers: number;
  readonly winesOnSale: number;
  readonly hits: ReadonlyMap<MethodName, number>;
  readonly learnedParameters: Readonly<Record<string, number | string>>;
}

/** The question that stays the same from origin to origin. */
export interface JudgeOptions extends Hindsight {
  /** All sales up to the as-of day: only outcomes are read from it. */
  readonly ledger: SalesLedger;
  readonly horizonDays: number;
  /** How many slates an origin may leave for the search of weights. */
  readonly slatesPerOrigin: number;
}

/** A bench on which nothing has been counted. */
export function openBench(clientCodes: readonly string[]): Bench {
  const size = clientCodes.length;
  const scenarioColumns = scenarioIds.flatMap((id): ScenarioColumn[] => [`${id} shown`, `${id} taken`]);
  return {
    numbers: new Map(clientCodes.map((code, number) => [code, number])),
    tallies: new Map(methodNames.map((name) => [name, openTally(letterColumns, size)])),
    scenarios: openTally(scenarioColumns, size),
    violations: new Map(methodNames.map((name) => [name, new Map()])),
    coverages: new Map(methodNames.map((name) => [name, []])),
    dueCases: [],
    slates: [],
    origins: [],
  };
}

/** Makes every method's letter for every client of an origin, and marks it. */
export function judgeOrigin(bench: Bench, origin: Origin, options: JudgeOptions): void {
  const { estate, ledger, day } = origin;
  const horizon = { day, horizonDays: options.horizonDays };
  const { makers, learnedParameters } = methodsThen(origin, options);
  const sold = soldWithin(options.ledger, estate.produits, estate.wines.length, horizon);
  const outcomes = origin.clients.map((client) => ({
    client,
    bought: boughtWithin(options.ledger, estate.produits, client.facts.clientCode, horizon),
  }));
  const covered = new Map(methodNames.map((name): [MethodName, Set<number>] => [name, new Set()]));
  const hits = new Map<MethodName, number>();
  const buyers = outcomes.filter(({ bought }) => bought !== undefined).length;
  const slateStep = Math.max(1, Math.ceil(buyers / options.slatesPerOrigin));
  let buyerNumber = 0;
  for (const { client, bought } of outcomes) {
    const number = bench.numbers.get(client.facts.clientCode);
    if (number === undefined) continue;
    const view = clientViewOf(client.facts, ledger, estate);
    bench.dueCases.push(dueCase(client, day, bought?.afterDays ?? null));
    for (const [name, make] of makers) {
      const letter = make(view);
      markOne(bench, name, number, letter, { sold, isStockKnown: estate.isStockKnown });
      for (const code of violationsOf(letter, view, origin, options)) addOne(bench.violations.get(name), code);
      for (const { produit } of letter) covered.get(name)?.add(produit.wine.index);
      if (!bought) continue;
      const tally = bench.tallies.get(name);
      if (tally) markBuyer(tally, number, { letter, wanted: bought.wines, view, estate });
      if (letter.some(({ produit }) => bought.wines.has(produit.wine.index))) addOne(hits, name);
      if (name === 'owner') markScenarios(bench.scenarios, number, letter, bought);
    }
    if (bought && buyerNumber++ % slateStep === 0) {
      bench.slates.push({ client: number, originDay: day, slate: slateOf(view, estate), wanted: bought.wines });
    }
  }
  for (const [name, wines] of covered) {
    bench.coverages.get(name)?.push(wines.size / Math.max(1, estate.winesOnSale.length));
  }
  bench.origins.push({
    day,
    clients: outcomes.length,
    buyers,
    winesOnSale: estate.winesOnSale.length,
    hits,
    learnedParameters,
  });
}

function markOne(
  bench: Bench,
  name: MethodName,
  number: number,
  letter: readonly ListedWine[],
  shelf: { readonly isStockKnown: boolean; readonly sold: Uint8Array },
): void {
  const tally = bench.tallies.get(name);
  if (tally) markLetter(tally, number, letter, shelf);
}

function markScenarios(
  tally: Tally<ScenarioColumn>,
  client: number,
  letter: readonly ListedWine[],
  { wines }: Bought,
): void {
  for (const { scenario, produit } of letter) {
    if (scenario === null) continue;
    count(tally, client, { [`${scenario} shown`]: 1, [`${scenario} taken`]: wines.has(produit.wine.index) ? 1 : 0 });
  }
}

function addOne<Key>(counts: Map<Key, number> | undefined, key: Key): void {
  counts?.set(key, (counts.get(key) ?? 0) + 1);
}
