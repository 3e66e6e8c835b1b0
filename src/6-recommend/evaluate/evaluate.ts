/**
 * How good the recommendations would have been on the estate's own past: at each of several earlier days everything is
 * worked out from what was known then, and held against what clients bought afterwards. Source: evaluation.md, 2.
 */
import { loadSql } from '../../db/sql.ts';
import { toDayNumber } from '../../values/day.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { stableHash, stableJson } from '../../values/stable-json.ts';
import type { RunWorld } from '../../world.ts';
import { readInputsHash } from '../inputs-hash.ts';
import { type ClientToGuard, readClientsToGuard } from '../read-clients.ts';
import { readEstate } from '../read-estate.ts';
import type { SalesLedger } from '../sales-ledger.ts';
import { conclusionOf } from './conclusion.ts';
import { type Bench, judgeOrigin, openBench } from './judge-origin.ts';
import { historyDays, originDays } from './origins.ts';
import { askPublished } from './published.ts';
import { readOrigin } from './read-origin.ts';
import { type EvaluationReport, measured, reportVersion } from './report.ts';
import { proposeWeights } from './weights-search.ts';

const selectEvaluation = loadSql(import.meta.url, './select-evaluation.sql');
const insertEvaluation = loadSql(import.meta.url, './insert-evaluation.sql');

export interface EvaluateOptions {
  /** How many days are asked again, at most. */
  readonly origins: number;
  readonly horizonDays: number;
  readonly seed: number;
}

/** Eight origins a quarter apart: two of each season, no sale judged twice. */
export const defaultOptions: EvaluateOptions = { origins: 8, horizonDays: 90, seed: 20_261 };

/** Clients who bought, counted once per origin: below it an interval would be as wide as the figure. */
export const minimumBuyers = 100;

/** Slates kept in memory for the search of weights, over all origins. */
const mostSlates = 12_000;

/**
 * Evaluates the estate as of the run's day and keeps the report in `crm.evaluations`. The same inputs give the same bytes:
 * a report already kept is given back. Memory holds one origin at a time.
 */
export async function evaluate(world: RunWorld, options: EvaluateOptions): Promise<EvaluationReport> {
  const inputsHash = stableHash({ inputs: await readInputsHash(world), options, reportVersion });
  const key = { estate_id: world.estate, inputs_hash: inputsHash };
  const known = await world.database.one<{ report: EvaluationReport }>(selectEvaluation, key);
  if (known) return known.report;
  const report = await compute(world, options, inputsHash);
  await world.database.execute(insertEvaluation, { ...key, as_of: world.asOf, report: stableJson(report) });
  return report;
}

async function compute(world: RunWorld, options: EvaluateOptions, inputsHash: string): Promise<EvaluationReport> {
  const clients = await readClientsToGuard(world.database, world.estate);
  const bench = await replay(world, clients, options);
  const figures = measured(bench, options);
  const weights = proposeWeights({
    slates: bench.slates,
    clientCount: clients.length,
    current: world.settings.weights,
    places: world.settings.scenarios.per_client,
    seed: options.seed,
  });
  const report = {
    version: reportVersion,
    estate: world.estate,
    asOf: world.asOf,
    inputsHash,
    seed: options.seed,
    horizonDays: options.horizonDays,
    status: figures.buyers >= minimumBuyers ? ('measured' as const) : ('not_enough_history' as const),
    minimum: { historyDays, buyers: minimumBuyers },
    assumptions,
    ...figures,
    weights,
    published: await askPublished(world),
  };
  return { ...report, conclusion: conclusionOf(report) };
}

/** Walks the origins from the oldest to the newest. */
async function replay(world: RunWorld, clients: readonly ClientToGuard[], options: EvaluateOptions): Promise<Bench> {
  const { estate, ledger } = await readEstate(world.database, {
    estate: world.estate,
    asOf: world.asOf,
    rules: world.settings,
    clients,
  });
  const bench = openBench(clients.map(({ clientCode }) => clientCode));
  const days = originDays({
    asOfDay: toDayNumber(world.asOf),
    ...saleDays(ledger),
    count: options.origins,
    horizonDays: options.horizonDays,
  });
  const firstSold = firstSaleOfEach(ledger, estate.produits.length);
  const slatesPerOrigin = Math.ceil(mostSlates / Math.max(1, days.length));
  for (const [done, day] of days.entries()) {
    world.progress.advance('Évaluation', done, days.length);
    judgeOrigin(bench, await readOrigin(world, clients, day), { ...options, ledger, firstSold, slatesPerOrigin });
  }
  world.progress.end();
  return bench;
}

function saleDays(ledger: SalesLedger): { readonly firstSaleDay: number; readonly lastSaleDay: number } {
  let firstSaleDay = Number.POSITIVE_INFINITY;
  let lastSaleDay = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < ledger.lineCount; at++) {
    const day = ledger.day[at] ?? 0;
    firstSaleDay = Math.min(firstSaleDay, day);
    lastSaleDay = Math.max(lastSaleDay, day);
  }
  return { firstSaleDay, lastSaleDay };
}

function firstSaleOfEach(ledger: SalesLedger, produitCount: number): Float64Array {
  const days = new Float64Array(produitCount).fill(Number.POSITIVE_INFINITY);
  for (let at = 0; at < ledger.lineCount; at++) {
    const produit = ledger.produit[at] ?? 0;
    if (ledger.isSale[at] === 1) days[produit] = Math.min(days[produit] ?? 0, ledger.day[at] ?? 0);
  }
  return days;
}

const assumptions: readonly Sentence[] = [
  sentence(
    'Était en vente à une date ce qui s’était vendu dans l’année d’avant ; un millésime vendu plus tard pour la première fois n’est jamais proposé. Le stock d’alors n’est connu que si un inventaire de moins de 60 jours existe.',
    'On sale on a day was what had sold in the year before it; a vintage first sold later is never proposed. Stock of the time is known only where it was counted within 60 days.',
  ),
  sentence(
    'Les prix du tarif et la description des vins sont ceux d’aujourd’hui : les exports n’en gardent pas d’anciens.',
    'List prices and what is said of the wines are of today: the exports keep no older ones.',
  ),
  sentence(
    'Sont jugées les lettres aux clients particuliers majeurs ayant déjà commandé, avec ou sans e-mail ; un vin compte comme trouvé quels que soient le millésime et le format achetés.',
    'Judged are letters to private clients of age who had ordered before, with or without e-mail; a wine counts as found whatever the vintage and format bought.',
  ),
  sentence(
    'Ces achats se sont faits sans nos lettres : l’évaluation dit si les goûts sont compris, pas ce qu’une lettre rapporte. Cela, seul le groupe témoin le dira.',
    'These purchases happened without our letters: the evaluation tells whether tastes are understood, not what a letter brings. That only the holdout will tell.',
  ),
  sentence(
    'Les listes sont jugées avant le partage des bouteilles entre clients. Les règles simples respectent les mêmes garde-fous et sont complétées par les meilleures ventes.',
    'Lists are judged before bottles are shared out among clients. The simple rules keep the same guardrails and are filled up with the best sellers.',
  ),
];
