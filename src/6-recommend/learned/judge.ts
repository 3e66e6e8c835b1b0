/** Learned order against the owner's, on the estate's latest months: the same clients, the same candidates, the same slots. */
import type { Settings } from '../../estate/settings.ts';
import { diversified } from '../diversify.ts';
import { buildEstateView, type EstateView } from '../estate-view.ts';
import { evaluated, listRules } from '../proposal.ts';
import { ranked } from '../rank.ts';
import { linesOf, type SalesLedger } from '../sales-ledger.ts';
import { summaryOf } from '../sales-summary.ts';
import { type Ranker, ruleRanker } from '../score.ts';
import { pastPage } from './past-page.ts';
import { learnedOrder, winesOf } from './ranker.ts';
import type { Scorer } from './teach.ts';

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

/** Counts hits on the clients who ordered in the months judged, in the order given. */
export function judge(trial: Trial, scorer: Scorer): Judgement {
  const estate = estateAtStart(trial);
  const counts = { clients: 0, learnedHits: 0, ownerHits: 0, onlyLearned: 0, onlyOwner: 0 };
  for (const clientCode of trial.clientCodes) {
    if (counts.clients === trial.mostClients) break;
    const bought = boughtBetween(trial, clientCode);
    const row = trial.past.rowOfClient.get(clientCode);
    if (bought.size === 0 || row === undefined) continue;
    const found = evaluated(pastPage(clientCode, trial.past, estate, trial.settings), trial.past, estate);
    if (found.candidates.length === 0) continue;
    const wines = winesOf(found.candidates);
    const scores = scorer.scores({ client: row, day: trial.fromDay, wines, isExplained: false });
    const rules = listRules(found.client.tier, estate);
    const isHit = (ranker: Ranker): boolean =>
      diversified(ranked(found.candidates, found.client, estate, ranker), rules).some(({ produit }) =>
        bought.has(produit.wine.index),
      );
    const [byLearned, byOwner] = [isHit(learnedOrder(wines, scores)), isHit(ruleRanker)];
    counts.clients++;
    counts.learnedHits += Number(byLearned);
    counts.ownerHits += Number(byOwner);
    counts.onlyLearned += Number(byLearned && !byOwner);
    counts.onlyOwner += Number(byOwner && !byLearned);
  }
  return counts;
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
