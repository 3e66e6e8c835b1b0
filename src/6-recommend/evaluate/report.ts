/** The document of an evaluation: what `--json` prints and `crm.evaluations` keeps. Its shape is a promise. */
import { fromDayNumber } from '../../values/day.ts';
import type { Sentence } from '../../values/sentence.ts';
import { type ScenarioId, scenarioIds } from '../candidate.ts';
import { baselineNames } from './baselines.ts';
import { bootstrap, type Interval, replicatesFor, type Resampled, round } from './bootstrap.ts';
import { type DueReport, dueHorizons, dueReport } from './due.ts';
import type { Bench, OriginSummary } from './judge-origin.ts';
import type { LetterColumn } from './marks.ts';
import {
  freeMethods,
  type MethodName,
  methodTitles,
  placedMethods,
  scenarioMethods,
  unplacedMethods,
} from './methods.ts';
import { totals } from './tally.ts';
import type { WeightsProposal } from './weights-search.ts';

/** Raised when a member changes its meaning or goes, and when the same sales give other figures; new members may come at any time. */
export const reportVersion = 3;

export interface MethodReport {
  readonly name: string;
  readonly title: Sentence;
  readonly kind: 'ours' | 'baseline';
  /** Of the clients who bought within the horizon, how many took a wine of the letter; the others likewise, with intervals. */
  readonly hit3: Interval | null;
  readonly recall3: Interval | null;
  readonly ndcg3: Interval | null;
  readonly mrr: Interval | null;
  readonly repeat: SlotReport;
  readonly explore: SlotReport;
  /** Share of the wines on sale that stand in some letter, mean over the origins. */
  readonly coverage: number | null;
  /** Share of pairs inside a letter that are of two families. */
  readonly diversity: Interval | null;
  /** How far the prices of the letter lie from those bought: 0.2 is 22 % dearer or cheaper (|ln|, mean). */
  readonly priceError: Interval | null;
  /** Share of the wines proposed that somebody bought within the horizon: they were to be had. */
  readonly soldShare: number | null;
  /** Share with bottles in stock, where stock had been counted; null where it had not. */
  readonly inStockShare: number | null;
  readonly violations: { readonly total: number; readonly byCode: Readonly<Record<string, number>> };
}

export interface SlotReport {
  /** Clients and origins with such a purchase to find. */
  readonly buyers: number;
  readonly hit3: Interval | null;
  readonly recall3: Interval | null;
}

export interface Difference {
  /** `same_places`: any wine on sale in the same places. `same_scenarios`: only what the scenarios propose, for both. */
  readonly under: 'same_places' | 'same_scenarios';
  readonly of: string;
  readonly against: string;
  readonly hit3: Interval | null;
  readonly ndcg3: Interval | null;
  /** Whether the interval of hit@3 lies on one side of 0. */
  readonly isApart: boolean;
}

/** One figure of a method made under other rules, named as the method itself. */
export interface PlainFigure {
  readonly name: string;
  readonly hit3: Interval | null;
  readonly violations: number;
}

export interface ScenarioReport {
  readonly scenario: ScenarioId;
  /** Wines proposed to clients who bought within the horizon, and the share they took. */
  readonly shown: number;
  readonly taken: Interval | null;
}

export interface OriginReport {
  readonly asOf: string;
  readonly until: string;
  readonly clients: number;
  readonly buyers: number;
  readonly winesOnSale: number;
  /** Hit@3 by method. */
  readonly hit3: Readonly<Record<string, number>>;
}

export interface PublishedReport {
  readonly recommendations: number;
  readonly violations: number;
  readonly byCode: Readonly<Record<string, number>>;
}

export interface EvaluationReport {
  readonly version: number;
  readonly estate: string;
  readonly asOf: string;
  readonly inputsHash: string;
  readonly seed: number;
  readonly horizonDays: number;
  readonly status: 'measured' | 'not_enough_history';
  readonly minimum: { readonly historyDays: number; readonly buyers: number };
  readonly assumptions: readonly Sentence[];
  /** Clients who bought, counted once per origin. */
  readonly buyers: number;
  readonly origins: readonly OriginReport[];
  readonly methods: readonly MethodReport[];
  readonly bestBaseline: string | null;
  readonly differences: readonly Difference[];
  /** The baselines held to what the scenarios propose, as our lists are. */
  readonly withinScenarios: readonly PlainFigure[];
  /** The same methods where all three places go to the likeliest wines; held to the guardrails all the same. */
  readonly withoutPlaces: readonly PlainFigure[];
  /** What the baselines would reach if they might break the rules too. */
  readonly withoutGuardrails: readonly PlainFigure[];
  readonly scenarios: readonly ScenarioReport[];
  readonly due: readonly DueReport[];
  readonly weights: WeightsProposal;
  readonly learnedParameters: Readonly<Record<string, number | string>>;
  /** The list the estate sees today, asked against every rule. */
  readonly published: PublishedReport;
  readonly conclusion: { readonly fr: readonly string[]; readonly en: readonly string[] };
}

export interface Measured
  extends Pick<
    EvaluationReport,
    | 'buyers'
    | 'origins'
    | 'methods'
    | 'bestBaseline'
    | 'differences'
    | 'withinScenarios'
    | 'withoutPlaces'
    | 'withoutGuardrails'
    | 'scenarios'
    | 'due'
    | 'learnedParameters'
  > {}

/** All figures of a bench, with their intervals. */
export function measured(bench: Bench, options: { readonly seed: number; readonly horizonDays: number }): Measured {
  const draws = { seed: options.seed, replicates: replicatesFor(bench.numbers.size) };
  const drawn = bootstrap<MethodName, LetterColumn>(bench.tallies, draws);
  const methods = placedMethods.flatMap((name) => methodReport(name, bench, drawn.get(name)) ?? []);
  const bestBaseline = bestOf(methods.filter(({ kind }) => kind === 'baseline'));
  return {
    buyers: bench.origins.reduce((sum, { buyers }) => sum + buyers, 0),
    origins: bench.origins.map((origin) => originReport(origin, options.horizonDays)),
    methods,
    bestBaseline,
    differences: differencesOf(drawn),
    withinScenarios: scenarioMethods.map((name) => plainFigure(name, '_in_scenarios', bench, drawn.get(name))),
    withoutPlaces: unplacedMethods.map((name) => plainFigure(name, '_unplaced', bench, drawn.get(name))),
    withoutGuardrails: freeMethods.map((name) => plainFigure(name, '_free', bench, drawn.get(name))),
    scenarios: scenarioReports(bench, draws),
    due: dueHorizons.filter((days) => days <= options.horizonDays).map((days) => dueReport(bench.dueCases, days)),
    learnedParameters: bench.origins.at(-1)?.learnedParameters ?? {},
  };
}

function methodReport(
  name: (typeof placedMethods)[number],
  bench: Bench,
  drawn: Resampled<LetterColumn> | undefined,
): MethodReport | undefined {
  const tally = bench.tallies.get(name);
  if (!drawn || !tally) return undefined;
  const sums = totals(tally);
  const sum = (column: LetterColumn): number => sums[tally.columns.indexOf(column)] ?? 0;
  const violations = bench.violations.get(name) ?? new Map<string, number>();
  const coverages = bench.coverages.get(name) ?? [];
  return {
    name,
    title: methodTitles[name],
    kind: isOurs(name) ? 'ours' : 'baseline',
    hit3: drawn.ratio('hit', 'buyers'),
    recall3: drawn.ratio('recall', 'buyers'),
    ndcg3: drawn.ratio('ndcg', 'buyers'),
    mrr: drawn.ratio('mrr', 'buyers'),
    repeat: {
      buyers: sum('repeatBuyers'),
      hit3: drawn.ratio('repeatHit', 'repeatBuyers'),
      recall3: drawn.ratio('repeatRecall', 'repeatBuyers'),
    },
    explore: {
      buyers: sum('exploreBuyers'),
      hit3: drawn.ratio('exploreHit', 'exploreBuyers'),
      recall3: drawn.ratio('exploreRecall', 'exploreBuyers'),
    },
    coverage: coverages.length === 0 ? null : round(sumOf(coverages) / coverages.length),
    diversity: drawn.ratio('diversity', 'letters'),
    priceError: drawn.ratio('priceError', 'pricedBuyers'),
    soldShare: shareOf(sum('soldWines'), sum('wines')),
    inStockShare: shareOf(sum('stockedWines'), sum('countedWines')),
    violations: {
      total: sumOf(violations.values()),
      byCode: Object.fromEntries([...violations].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

function isOurs(name: MethodName): boolean {
  return name === 'owner' || name === 'learned' || name === 'learned_any_wine';
}

function plainFigure(
  name: MethodName,
  ending: string,
  bench: Bench,
  drawn: Resampled<LetterColumn> | undefined,
): PlainFigure {
  return {
    name: name.slice(0, -ending.length),
    hit3: drawn?.ratio('hit', 'buyers') ?? null,
    violations: sumOf(bench.violations.get(name)?.values() ?? []),
  };
}

function bestOf(methods: readonly MethodReport[]): string | null {
  let best: MethodReport | undefined;
  for (const method of methods) if ((method.hit3?.value ?? -1) > (best?.hit3?.value ?? -1)) best = method;
  return best?.name ?? null;
}

/** Ours against each baseline, under the same places and then within the same scenarios; and the model against the weights. */
function differencesOf(drawn: ReadonlyMap<MethodName, Resampled<LetterColumn>>): readonly Difference[] {
  const difference = (under: Difference['under'], of: MethodName, against: MethodName, named: string = against) => {
    const own = drawn.get(of);
    const theirs = drawn.get(against);
    if (!own || !theirs) return [];
    const hit3 = own.difference(theirs, 'hit', 'buyers');
    const isApart = hit3 !== null && (hit3.low > 0 || hit3.high < 0);
    return [{ under, of, against: named, hit3, ndcg3: own.difference(theirs, 'ndcg', 'buyers'), isApart }];
  };
  return [
    ...difference('same_scenarios', 'learned', 'owner'),
    ...(['owner', 'learned'] as const).flatMap((of) =>
      baselineNames.flatMap((name) => difference('same_scenarios', of, `${name}_in_scenarios`, name)),
    ),
    ...(['owner', 'learned', 'learned_any_wine'] as const).flatMap((of) =>
      baselineNames.flatMap((name) => difference('same_places', of, name)),
    ),
  ];
}

function scenarioReports(bench: Bench, draws: { readonly seed: number; readonly replicates: number }) {
  const drawn = bootstrap(new Map([['owner', bench.scenarios]] as const), draws).get('owner');
  const sums = totals(bench.scenarios);
  return scenarioIds.map((scenario): ScenarioReport => {
    const shown = sums[bench.scenarios.columns.indexOf(`${scenario} shown`)] ?? 0;
    return { scenario, shown, taken: drawn?.ratio(`${scenario} taken`, `${scenario} shown`) ?? null };
  });
}

function originReport(origin: OriginSummary, horizonDays: number): OriginReport {
  const shares = placedMethods.map((name) => [name, shareOf(origin.hits.get(name) ?? 0, origin.buyers) ?? 0] as const);
  return {
    asOf: fromDayNumber(origin.day),
    until: fromDayNumber(origin.day + horizonDays),
    clients: origin.clients,
    buyers: origin.buyers,
    winesOnSale: origin.winesOnSale,
    hit3: Object.fromEntries(shares),
  };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : round(part / whole);
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
