/**
 * Which order ranks this week: the owner's weights, or what was learned from the estate's own sales. A model is taught on
 * what was known half a year ago and judged on what was bought since; it is taken only where it serves more clients than the
 * owner's weights by more than chance would (McNemar's test on the clients whom only one of the two served well).
 */
import type { Settings } from '../../estate/settings.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { nbsp } from '../french.ts';
import type { EstateView } from '../estate-view.ts';
import { alone, type Crew } from '../model/crew.ts';
import type { BasketHistory } from '../model/history.ts';
import { knownBefore } from '../model/knowledge.ts';
import { countAside } from '../model/learning-tasks.ts';
import type { SalesLedger } from '../sales-ledger.ts';
import { attributesOf, historyOf } from './estate-history.ts';
import { type Judgement, judge, wineOfProduit } from './judge.ts';
import { cutLedger } from './past-ledger.ts';
import { openScoring } from './scoring.ts';
import { type Learned, teach } from './teach.ts';

/** The latest sales, hidden from the model and then judged by: long enough for a yearly buyer to have half a chance. */
const judgedDays = 182;
/** Clients a choice is taught and judged on: their neighbours and co-purchases come from among them. */
const mostClients = 5000;
const mostJudged = 1000;
/** Below it the difference of two counts is chance. */
const leastJudged = 100;
/** One-sided, five in a hundred. */
const significance = 1.645;

export interface ChoiceQuestion {
  readonly ledger: SalesLedger;
  readonly estate: EstateView;
  readonly settings: Pick<Settings, 'recommender' | 'rfm' | 'segments' | 'vat_rate'>;
  /** Dealers and the till buy for others. */
  readonly isPrivate: (clientCode: string) => boolean;
}

export type Choice =
  | {
      readonly by: 'owner';
      readonly because: 'SET' | 'HISTORY_TOO_SHORT' | 'NOT_BETTER';
      readonly judgement?: Judgement;
    }
  | {
      readonly by: 'learned';
      readonly because: 'SET' | 'BETTER';
      readonly judgement?: Judgement;
      readonly learned: Learned;
    };

/**
 * Chooses, and where the choice falls on it gives the model with all that is known today. The crew helps to learn, and counts what
 * the model is judged by and what it will be asked with while this thread goes on.
 */
export async function chooseRanking(question: ChoiceQuestion, crew: Crew = alone): Promise<Choice> {
  const { mode } = question.settings.recommender;
  if (mode === 'owner') return { by: 'owner', because: 'SET' };
  const { ledger, estate } = question;
  const attributes = attributesOf(estate.wines, estate.offerPrices, estate.aromaScale);
  const fromDay = estate.asOfDay + 1 - judgedDays;
  const past = pastOf(question, fromDay);
  const history = historyOf({
    ...shapeOf(estate),
    ledger: past,
    isLeftOut: new Uint8Array(past.starts.length),
    beforeDay: fromDay,
  });
  const count = (counted: BasketHistory) => countAside(knownBefore(counted, undefined), attributes, crew);
  const groundThen = count(history);
  const combiner = teach(history, attributes, crew);
  if (combiner.kind === 'plain') return { by: 'owner', because: 'HISTORY_TOO_SHORT' };
  const groundToday = count(historyToday(question));
  const trial = { past, today: ledger, estate, settings: question.settings, fromDay, toDay: estate.asOfDay + 1 };
  const clientCodes = [...past.rowOfClient.keys()];
  const scoring = openScoring({ combiner, ground: await groundThen() }, crew);
  const judgement = await judge({ ...trial, clientCodes, mostClients: mostJudged }, scoring);
  if (mode === 'auto' && judgement.clients < leastJudged)
    return { by: 'owner', because: 'HISTORY_TOO_SHORT', judgement };
  if (mode === 'auto' && !isBetter(judgement)) return { by: 'owner', because: 'NOT_BETTER', judgement };
  const learned = { combiner, ground: await groundToday() };
  return { by: 'learned', because: mode === 'auto' ? 'BETTER' : 'SET', judgement, learned };
}

// The model and the judgement stand on the same clients: every n-th private one, in the order of the codes.
function pastOf({ ledger, estate, isPrivate }: ChoiceQuestion, beforeDay: number): SalesLedger {
  const codes = [...ledger.rowOfClient.keys()].filter(isPrivate).sort();
  const step = Math.max(1, Math.ceil(codes.length / mostClients));
  const rows = codes.filter((_, place) => place % step === 0).map((code) => ledger.rowOfClient.get(code) ?? 0);
  return cutLedger(ledger, { rows, beforeDay, produits: estate.produits });
}

function historyToday({ ledger, estate, isPrivate }: ChoiceQuestion): BasketHistory {
  const isLeftOut = new Uint8Array(ledger.starts.length);
  for (const [clientCode, row] of ledger.rowOfClient) isLeftOut[row] = isPrivate(clientCode) ? 0 : 1;
  return historyOf({ ...shapeOf(estate), ledger, isLeftOut, beforeDay: estate.asOfDay + 1 });
}

function shapeOf(estate: EstateView): { readonly wineOfProduit: Int32Array; readonly wineCount: number } {
  return { wineOfProduit: wineOfProduit(estate), wineCount: estate.wines.length };
}

/**
 * Whether those served only by the learned order are more than chance would have it. With Edwards' correction for continuity, which
 * agrees with the exact binomial: without it three clients against none would do, and they are one chance in eight.
 */
export function isBetter({ onlyLearned, onlyOwner }: Pick<Judgement, 'onlyLearned' | 'onlyOwner'>): boolean {
  const differing = onlyLearned + onlyOwner;
  return differing > 0 && (onlyLearned - onlyOwner - 1) / Math.sqrt(differing) >= significance;
}

/** The choice as the run keeps it: counts, and no model. */
export function choiceRecord(choice: Choice): Readonly<Record<string, unknown>> {
  const { by, because, judgement } = choice;
  return { by, because, judgedDays, ...judgement };
}

/** What the person at the estate is told; nothing where they chose by the settings. */
export function choiceNotice(choice: Choice): Sentence | undefined {
  const { because, judgement } = choice;
  if (because === 'SET') return undefined;
  if (!judgement || because === 'HISTORY_TOO_SHORT') return tooShort(judgement?.clients ?? 0);
  const { clients, learnedHits, ownerHits } = judgement;
  const [learned, owner] = [shareOf(learnedHits, clients), shareOf(ownerHits, clients)];
  if (because === 'BETTER') {
    return sentence(
      `Classement appris sur les ventes du domaine : sur les six derniers mois, ${learned.fr} des ${clients} clients jugés ont pris un de leurs trois vins, contre ${owner.fr} avec vos pondérations.`,
      `Ranking learned from the estate's sales: over the last six months ${learned.en} of the ${clients} clients judged bought one of their three wines, against ${owner.en} with your weights.`,
    );
  }
  return sentence(
    `Vos pondérations sont gardées : sur les six derniers mois, ${owner.fr} des ${clients} clients jugés ont pris un de leurs trois vins, contre ${learned.fr} avec le classement appris, sans différence sûre.`,
    `Your weights are kept: over the last six months ${owner.en} of the ${clients} clients judged bought one of their three wines, against ${learned.en} with the learned ranking, too little to tell.`,
  );
}

function tooShort(clients: number): Sentence {
  return sentence(
    `Historique trop court pour apprendre un classement (${clients} clients à juger, ${leastJudged} au moins) : vos pondérations sont gardées.`,
    `Too little history to learn a ranking (${clients} clients to judge, ${leastJudged} at least): your weights are kept.`,
  );
}

function shareOf(hits: number, clients: number): { readonly fr: string; readonly en: string } {
  const percent = ((100 * hits) / Math.max(1, clients)).toFixed(1);
  return { fr: `${percent.replace('.', ',')}${nbsp}%`, en: `${percent}%` };
}
