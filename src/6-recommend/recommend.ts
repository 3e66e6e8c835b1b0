/** Room 6: at most three wines per client, each with its reason; and for each client why the other scenarios gave nothing. */
import { RefusedByRule } from '../errors.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import { daysBetween } from '../values/day.ts';
import type { RunWorld, StepResult } from '../world.ts';
import { allocate, type Cellar, type Grant, openCellar } from './allocation.ts';
import { type EstateProduit, type EstateView, withBottlesLeft } from './estate-view.ts';
import { blocksOf } from './guardrails.ts';
import { readInputsHash } from './inputs-hash.ts';
import { proposalFor, type Proposal } from './proposal.ts';
import { type ClientToGuard, readClientFacts, readClientsToGuard } from './read-clients.ts';
import { type EstateReading, readEstate } from './read-estate.ts';
import { ruleRanker } from './score.ts';
import { settle } from './settle.ts';
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
  const reading = await readEstate(world.database, {
    estate: world.estate,
    asOf: world.asOf,
    rules: world.settings,
    clients,
  });
  const blocks = blocksOf(clients, guardRules(world));
  const proposals = await proposalsFor(world, reading, (clientCode) => {
    const block = blocks.get(clientCode);
    return !block || block.code === 'HOLDOUT';
  });

  const cellar = cellarOf(reading.estate);
  const served = proposals.filter(({ clientCode }) => !blocks.has(clientCode));
  const grants = await serve(world, served, reading, cellar);
  const outcomes = settle({ proposals, blocks, grants, cellar });
  const summary = summaryOfRun(outcomes);

  const rowsRead = clients.length + reading.ledger.lineCount;
  const notices = noticesOf(reading, world.asOf);
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

async function proposalsFor(
  world: RunWorld,
  { ledger, estate }: EstateReading,
  isAsked: (clientCode: string) => boolean,
): Promise<readonly Proposal[]> {
  const proposals: Proposal[] = [];
  let done = 0;
  for await (const batch of readClientFacts(world.database, world.estate)) {
    for (const facts of batch) {
      if (isAsked(facts.clientCode)) proposals.push(proposalFor(facts, ledger, estate, ruleRanker));
    }
    done += batch.length;
    world.progress.advance('Recommandations', done);
  }
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
  world: RunWorld,
  proposals: readonly Proposal[],
  reading: EstateReading,
  cellar: Cellar,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
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
    waiting = (await proposalsFor(world, leftovers, (code) => empty.has(code))).filter(
      ({ candidates }) => candidates.length > 0,
    );
  }
  return grants;
}

function noticesOf({ stockCountedOn, estate }: EstateReading, asOf: string): readonly Sentence[] {
  if (stockCountedOn === null) {
    const onSale = estate.winesOnSale.length;
    return [
      sentence(
        `Aucun stock n'est exporté : ${countFr(onSale, 'vin proposé', 'vins proposés')} d'après le tarif seul, sans compter les bouteilles.`,
        `No stock is exported: ${countEn(onSale, 'wine')} proposed on the word of the price list, without counting bottles.`,
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
