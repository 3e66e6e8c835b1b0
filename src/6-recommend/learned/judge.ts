/** Learned order against the owner's, on the estate's latest months: the same clients, the same candidates, the same slots. */
import type { Settings } from '../../estate/settings.ts';
import { diversified } from '../diversify.ts';
import { buildEstateView, type EstateView } from '../estate-view.ts';
import { type Evaluated, evaluated, listRules } from '../proposal.ts';
import { ranked } from '../rank.ts';
import { linesOf, type SalesLedger } from '../sales-ledger.ts';
import { summaryOf } from '../sales-summary.ts';
import { type Ranker, ruleRanker } from '../score.ts';
import { pastPage } from './past-page.ts';
import { learnedOrder, winesOf } from './ranker.ts';
import { batchQuestion, scoresOfClient } from './score-batch.ts';
import type { Scoring } from './scoring.ts';

/** What was not bought for so long was not on sale any more; the exports tell of today only. */
const onSaleDays = 365;

export interface Judgement {
  /** Clients who ordered in the months looked at, and had a list under both. */
  readonly clients: number;
  /** How many of them bought one of their three wines, at least. */
  readonly learnedHits: number;
  readonly ownerHits: number;
  /** Clients whom only one of the two served well. */
  readonly onlyLearned: number;
  readonly onlyOwner: number;
}

export interface Trial {
  /** Cut at the first day of the months to judge by. */
  readonly past: SalesLedger;
  readonly today: SalesLedger;
  /** Today's. */
  readonly estate: EstateView;
  readonly settings: Pick<Settings, 'rfm' | 'segments' | 'vat_rate'>;
  /** The first day judged, and the day after the last. */
  readonly fromDay: number;
  readonly toDay: number;
  /** In a fixed order; no more than so many of those who ordered are judged. */
  readonly clientCodes: readonly string[];
  readonly mostClients: number;
}

/** Counts hits on the clients who ordered in the months judged, in the order given. Some are scored while the next are looked for. */
export async function judge(trial: Trial, scoring: Scoring): Promise<Judgement> {
  const estate = estateAtStart(trial);
  const counts = { clients: 0, learnedHits: 0, ownerHits: 0, onlyLearned: 0, onlyOwner: 0 };
  const batches: Promise<readonly Served[]>[] = [];
  for (let rest = judgedClients(trial, estate), some = take(rest); some.length > 0; some = take(rest)) {
    const served = servedOf(some, { trial, estate, scoring });
    // Whoever waits for it hears of its failure; until then it must not end the process.
    served.catch(() => {});
    batches.push(served);
  }
  for (const served of batches) {
    for (const { byLearned, byOwner } of await served) {
      counts.clients++;
      counts.learnedHits += Number(byLearned);
      counts.ownerHits += Number(byOwner);
      counts.onlyLearned += Number(byLearned && !byOwner);
      counts.onlyOwner += Number(byOwner && !byLearned);
    }
  }
  return counts;
}

/** A client with candidates, and what they bought in the months judged. */
interface Judged {
  /** In the ledger of the past. */
  readonly row: number;
  readonly bought: ReadonlySet<number>;
  readonly found: Evaluated;
}

function* judgedClients(trial: Trial, estate: EstateView): Generator<Judged> {
  let count = 0;
  for (const clientCode of trial.clientCodes) {
    if (count === trial.mostClients) return;
    const bought = boughtBetween(trial, clientCode);
    const row = trial.past.rowOfClient.get(clientCode);
    if (bought.size === 0 || row === undefined) continue;
    const found = evaluated(pastPage(clientCode, trial.past, estate, trial.settings), trial.past, estate);
    if (found.candidates.length === 0) continue;
    count++;
    yield { row, bought, found };
  }
}

/** Clients scored at a time. */
const clientsPerBatch = 100;

function take(clients: Iterator<Judged>): readonly Judged[] {
  const some: Judged[] = [];
  while (some.length < clientsPerBatch) {
    const { done, value } = clients.next();
    if (done === true) break;
    some.push(value);
  }
  return some;
}

/** Whether one of a client's three wines was bought, under either order. */
interface Served {
  readonly byLearned: boolean;
  readonly byOwner: boolean;
}

async function servedOf(
  some: readonly Judged[],
  { trial, estate, scoring }: { readonly trial: Trial; readonly estate: EstateView; readonly scoring: Scoring },
): Promise<readonly Served[]> {
  const asked = some.map(({ row, found }) => ({ client: row, wines: winesOf(found.candidates) }));
  const question = batchQuestion(trial.fromDay, asked, false);
  const scores = await scoring.scores(question);
  return some.map(({ bought, found: { candidates, client } }, place) => {
    const rules = listRules(client.tier, estate);
    const isHit = (ranker: Ranker): boolean =>
      diversified(ranked(candidates, client, estate, ranker), rules).some(({ produit }) =>
        bought.has(produit.wine.index),
      );
    const learned = learnedOrder(asked[place]?.wines ?? [], scoresOfClient(question, scores, place));
    return { byLearned: isHit(learned), byOwner: isHit(ruleRanker) };
  });
}

function estateAtStart({ past, estate, fromDay }: Trial): EstateView {
  const lastSold = new Float64Array(estate.produits.length).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < past.lineCount; at++) {
    const produit = past.produit[at] ?? 0;
    if (past.isSale[at] === 1) lastSold[produit] = Math.max(lastSold[produit] ?? 0, past.day[at] ?? 0);
  }
  const asOfDay = fromDay - 1;
  const summary = summaryOf({
    ledger: past,
    wineOfProduit: wineOfProduit(estate),
    wineCount: estate.wines.length,
    asOfDay,
    minimumSupport: estate.rules.scenarios.cross_sell_minimum_support,
    segmentOf: () => undefined,
    isPrivate: () => true,
  });
  const produits = estate.produits.map((produit) => ({
    ...produit,
    isActive: (lastSold[produit.index] ?? 0) > asOfDay - onSaleDays,
  }));
  return buildEstateView({ ...estate, ...summary, asOfDay, produits, isStockKnown: false });
}

/** Product → wine, by index. */
export function wineOfProduit({ produits }: Pick<EstateView, 'produits'>): Int32Array {
  return Int32Array.from(produits, ({ wine }) => wine.index);
}

function boughtBetween({ today, estate, fromDay, toDay }: Trial, clientCode: string): ReadonlySet<number> {
  const wines = new Set<number>();
  const { start, end } = linesOf(today, clientCode);
  for (let at = end - 1; at >= start; at--) {
    const day = today.day[at] ?? 0;
    if (day < fromDay) break;
    if (day >= toDay || today.isSale[at] !== 1 || (today.milliBottles[at] ?? 0) <= 0) continue;
    const wine = estate.produits[today.produit[at] ?? 0]?.wine.index;
    if (wine !== undefined) wines.add(wine);
  }
  return wines;
}
