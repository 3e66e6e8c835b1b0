/** Room 6: at most three wines per client, each with its reason; and for each client why the other scenarios gave nothing. */
import { RefusedByRule } from '../errors.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import { daysBetween } from '../values/day.ts';
import type { RunWorld, StepResult } from '../world.ts';
import { allocate, type Cellar, type Grant, openCellar } from './allocation.ts';
import { type EstateProduit, type EstateView, withBottlesLeft } from './estate-view.ts';
import { type Block, blocksOf } from './guardrails.ts';
import { readInputsHash } from './inputs-hash.ts';
import { type Choice, choiceNotice, choiceRecord, chooseRanking } from './learned/choose.ts';
import { crewForScoring } from './learned/scoring.ts';
import { alone, closeCrew, type Crew } from './model/crew.ts';
import { type Rankers, rankersOf } from './ranking.ts';
import { evaluated, type Proposal } from './proposal.ts';
import { type ClientToGuard, readClientFacts, readClientsToGuard } from './read-clients.ts';
import { type EstateReading, readEstate } from './read-estate.ts';
import { nobodyListed } from './nobody-listed.ts';
import { type Outcome, settle } from './settle.ts';
import { summaryOfRun } from './run-summary.ts';
import { knownRun, publish, writeComputation } from './write.ts';

/** A stock-taking older than this is pointed out. */
const staleStockDays = 30;

/**
 * Computes the recommendations as of the run's day, from sales up to that day only, and publishes them. The same inputs
 * give the same bytes: when they are the current ones nothing is written, when they were current before they are again.
 * Throws RefusedByRule('CUSTOMER_360_STALE') when the clients' pages are of another day.
 */
export async function recommend(world: RunWorld): Promise<StepResult> {
  const inputsHash = await readInputsHash(world);
  const known = await knownRun(world, inputsHash);
  if (known?.isCurrent) return known.runId === world.runId ? known.report : nothingDone;
  if (known) return world.database.transaction((session) => publish(session, world, inputsHash, nothingDone));

  const clients = await readClientsToGuard(world.database, world.estate);
  refuseStalePages(clients, world.asOf);
  const { reading, choice, outcomes } = await readAndDecide(world, clients);
  const summary = { ...summaryOfRun(outcomes), ranking: choiceRecord(choice) };

  const rowsRead = clients.length + reading.ledger.lineCount;
  const notices = [...noticesOf(reading, world.asOf), choiceNotice(choice), nobodyListed(outcomes)].filter(
    (notice) => notice !== undefined,
  );
  world.progress.advance('Écriture des recommandations', 0);
  return world.database.transaction(async (session) => {
    const rowsWritten = await writeComputation(session, world, {
      inputsHash,
      outcomes,
      estate: reading.estate,
      summary,
    });
    return publish(session, world, inputsHash, { rowsRead, rowsWritten, rowsRejected: 0, notices });
  });
}

/** What is known of the estate, the order the clients' wines are ranked in, and what everybody comes away with. */
async function readAndDecide(
  world: RunWorld,
  clients: readonly ClientToGuard[],
): Promise<{ readonly reading: EstateReading; readonly choice: Choice; readonly outcomes: readonly Outcome[] }> {
  const mayLearn = world.settings.recommender.mode !== 'owner';
  const crew = mayLearn ? crewForScoring(clients.length) : alone;
  try {
    world.progress.advance('Lecture des ventes', 0);
    const { estate, asOf, settings: rules } = world;
    const reading = await readEstate(world.database, { estate, asOf, rules, clients });
    const choice = await chooseFor(world, reading, clients, crew);
    const deciding = { world, reading, rankers: rankersOf(choice, crew) };
    return { reading, choice, outcomes: await decide(deciding, blocksOf(clients, guardRules(world))) };
  } finally {
    await closeCrew(crew);
  }
}

/** What every client comes away with: proposals, then the cellar shared out. */
async function decide(deciding: Deciding, blocks: ReadonlyMap<string, Block>): Promise<readonly Outcome[]> {
  const proposals = await proposalsFor(deciding, (clientCode) => {
    const block = blocks.get(clientCode);
    return !block || block.code === 'HOLDOUT';
  });
  const cellar = cellarOf(deciding.reading.estate);
  const served = proposals.filter(({ clientCode }) => !blocks.has(clientCode));
  const grants = await serve(deciding, served, cellar);
  return settle({ proposals, blocks, grants, cellar });
}

const nothingDone: StepResult = { rowsRead: 0, rowsWritten: 0, rowsRejected: 0, notices: [] };

function guardRules(world: RunWorld) {
  const { guardrails } = world.settings;
  const holdout = { estate: world.estate, year: world.asOf.slice(0, 4), share: guardrails.holdout_share };
  return { asOf: world.asOf, guardrails, holdout };
}

function refuseStalePages(clients: readonly ClientToGuard[], asOf: string): void {
  const stale = clients.filter(({ pageAsOf, isTill }) => pageAsOf !== asOf && !isTill).length;
  if (stale === 0) return;
  throw new RefusedByRule(
    'CUSTOMER_360_STALE',
    sentence(
      `${countFr(stale, 'fiche client', 'fiches clients')} ne sont pas au ${asOf}. Calculez d'abord les fiches à cette date, puis les recommandations.`,
      `${countEn(stale, 'client page')} not computed as of ${asOf}. Refresh the client pages for that day first.`,
    ),
    { facts: { stale, asOf } },
  );
}

function chooseFor(
  world: RunWorld,
  { ledger, estate }: EstateReading,
  clients: readonly ClientToGuard[],
  crew: Crew,
): Promise<Choice> {
  world.progress.advance('Apprentissage sur les ventes du domaine', 0);
  const others = new Set(
    clients.filter(({ isTrade, isTill }) => isTrade || isTill).map(({ clientCode }) => clientCode),
  );
  const isPrivate = (clientCode: string): boolean => !others.has(clientCode);
  return chooseRanking({ ledger, estate, settings: world.settings, isPrivate }, crew);
}

/** What a run decides with. */
interface Deciding {
  readonly world: RunWorld;
  readonly reading: EstateReading;
  readonly rankers: Rankers;
}

/** Batches being scored while the next is evaluated: more would only fill memory. */
const batchesUnderWay = 4;

async function proposalsFor(
  { world, reading: { ledger, estate }, rankers }: Deciding,
  isAsked: (clientCode: string) => boolean,
): Promise<readonly Proposal[]> {
  const proposals: Proposal[] = [];
  const underWay: Promise<readonly Proposal[]>[] = [];
  const finishOne = async (): Promise<void> => {
    for (const proposal of (await underWay.shift()) ?? []) proposals.push(proposal);
  };
  let done = 0;
  world.progress.advance('Recommandations', done);
  for await (const batch of readClientFacts(world.database, world.estate)) {
    const asked = batch.filter(({ clientCode }) => isAsked(clientCode));
    const found = asked.map((facts) => evaluated(facts, ledger, estate));
    const proposed = rankers(found, ledger, estate);
    // Whoever waits for it hears of its failure; until then it must not end the process.
    proposed.catch(() => {});
    underWay.push(proposed);
    if (underWay.length === batchesUnderWay) await finishOne();
    done += batch.length;
    world.progress.advance('Recommandations', done);
  }
  while (underWay.length > 0) await finishOne();
  world.progress.end();
  return proposals;
}

function cellarOf({ produits, isStockKnown, rules }: EstateView): Cellar {
  return openCellar(produits, { isStockKnown, promisedStockShare: rules.guardrails.promised_stock_share });
}

/**
 * Allocates the cellar. Who comes away with nothing, because others were promised all that suited them, is asked again with
 * what is left, until everybody has something or nothing suits (rules.md: at least one when a candidate exists).
 */
async function serve(
  deciding: Deciding,
  proposals: readonly Proposal[],
  cellar: Cellar,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  const { world, reading } = deciding;
  const bottlesPerPromise = world.settings.guardrails.bottles_per_promise;
  // Less than one promise is nothing: such a wine would only stand in the way of others.
  const bottlesLeft = (produit: EstateProduit): number => {
    const left = cellar.left(produit);
    return left < bottlesPerPromise ? 0 : left;
  };
  const grants = new Map<string, readonly Grant[]>();
  let waiting = proposals.filter(({ candidates }) => candidates.length > 0);
  while (waiting.length > 0) {
    for (const [code, own] of allocate(waiting, cellar, bottlesPerPromise)) if (own.length > 0) grants.set(code, own);
    const empty = new Set(
      waiting.filter(({ clientCode }) => !grants.has(clientCode)).map(({ clientCode }) => clientCode),
    );
    if (empty.size === 0 || empty.size === waiting.length) break;
    const leftovers = { ...reading, estate: withBottlesLeft(reading.estate, bottlesLeft) };
    waiting = (await proposalsFor({ ...deciding, reading: leftovers }, (code) => empty.has(code))).filter(
      ({ candidates }) => candidates.length > 0,
    );
  }
  return grants;
}

function noticesOf({ stockCountedOn, estate }: EstateReading, asOf: string): readonly Sentence[] {
  if (stockCountedOn === null) {
    const onSale = estate.winesOnSale.length;
    if (onSale === 0) return [];
    return [
      sentence(
        `Aucun stock n'est exporté : ${countFr(onSale, 'vin compte', 'vins comptent')} comme en vente d'après le tarif seul, sans compter les bouteilles.`,
        `No stock is exported: ${countEn(onSale, 'wine')} on sale by the word of the price list, without counting bottles.`,
      ),
    ];
  }
  const age = daysBetween(stockCountedOn, asOf);
  if (age <= staleStockDays) return [];
  return [
    sentence(
      `Le dernier stock reçu date de ${countFr(age, 'jour')} : des vins proposés peuvent manquer.`,
      `The last stock received is ${countEn(age, 'day')} old: some wines proposed may be gone.`,
    ),
  ];
}
