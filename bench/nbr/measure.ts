/** One method on each fold: fit, rank every test user, and compare with what was bought. */
import type { FittedModel, RankedItem, RankQuestion } from '../../src/6-recommend/model/model.ts';
import { type ListedHistory, linesOfClient } from './basket-history.ts';
import { hitAt, type IdealGain, Means, ndcgAt, recallAt } from './metrics.ts';
import type { Fold } from './protocols.ts';

/** Learns from a history: our own model, or a baseline. */
export interface Method {
  readonly name: string;
  /** `ideal` is for those that choose settings by their own figures. */
  fit(history: ListedHistory, ideal: IdealGain): FittedModel;
}

/** Figures of one kind of item: those bought before by the user (repeat), or never (explore). */
export interface PartFigures {
  /** Users with such an item in their target. */
  readonly users: number;
  /** In the one list of k: share of such items of the target that it holds, mean over those users. */
  readonly 'recall@10': number;
  readonly 'recall@20': number;
  readonly 'phr@10': number;
  /** The same recall of a list of 10 asked for this kind alone. */
  readonly 'slotRecall@10': number;
  /** Share of such items in the one list of 10, mean over all users. */
  readonly 'share@10': number;
}

export interface FoldFigures {
  readonly fold: string;
  readonly users: number;
  readonly items: number;
  readonly 'recall@10': number;
  readonly 'ndcg@10': number;
  readonly 'phr@10': number;
  readonly 'recall@20': number;
  readonly 'ndcg@20': number;
  readonly repeat: PartFigures;
  readonly explore: PartFigures;
  readonly fitMs: number;
  /** For one list of 20 for every test user. */
  readonly rankMs: number;
  /** Of the whole process, after ranking. */
  readonly rssMb: number;
  readonly params: FittedModel['parameters'];
}

const longest = 20;

/** Every fold, one after the other. Folds that share a history (the reality check's) share what was learnt from it. */
export function measureFolds(method: Method, folds: readonly Fold[], ideal: IdealGain): FoldFigures[] {
  let learnt: Learnt | undefined;
  return folds.map((fold) => {
    if (learnt?.history !== fold.history) learnt = learn(method, fold.history, ideal);
    return measureFold(learnt, fold, ideal);
  });
}

interface Learnt {
  readonly history: ListedHistory;
  readonly model: FittedModel;
  readonly fitMs: number;
}

function learn(method: Method, history: ListedHistory, ideal: IdealGain): Learnt {
  const start = performance.now();
  const model = method.fit(history, ideal);
  return { history, model, fitMs: performance.now() - start };
}

function measureFold({ model, fitMs }: Learnt, fold: Fold, ideal: IdealGain): FoldFigures {
  const rankStart = performance.now();
  const lists = rankAll(model, fold, { count: longest });
  const rankMs = performance.now() - rankStart;
  const rssMb = process.memoryUsage.rss() / 1e6;
  const means = new Means();
  const repeats = rankAll(model, fold, { count: 10, slot: 'repeat' });
  const discoveries = rankAll(model, fold, { count: 10, slot: 'discovery' });
  for (const [at, client] of fold.testClients.entries()) {
    const bought = new Set(linesOfClient(fold.history, client));
    const truth = new Set(fold.truths[at]);
    const list = lists[at] ?? [];
    addWhole(means, list, truth, ideal);
    addPart(means, 'repeat', list, repeats[at] ?? [], truth, (item) => bought.has(item));
    addPart(means, 'explore', list, discoveries[at] ?? [], truth, (item) => !bought.has(item));
  }
  return {
    fold: fold.name,
    users: fold.testClients.length,
    items: fold.history.itemCount,
    'recall@10': means.of('recall@10'),
    'ndcg@10': means.of('ndcg@10'),
    'phr@10': means.of('phr@10'),
    'recall@20': means.of('recall@20'),
    'ndcg@20': means.of('ndcg@20'),
    repeat: partOf(means, 'repeat'),
    explore: partOf(means, 'explore'),
    fitMs,
    rankMs,
    rssMb,
    params: model.parameters,
  };
}

function rankAll(model: FittedModel, fold: Fold, question: Pick<RankQuestion, 'count' | 'slot'>): number[][] {
  const days = fold.targetDays;
  return Array.from(fold.testClients, (client, at) => {
    const day = days?.[at];
    return itemsOf(model.rank({ ...question, client, ...(day === undefined ? undefined : { asOfDay: day }) }));
  });
}

function addWhole(means: Means, list: readonly number[], truth: ReadonlySet<number>, ideal: IdealGain): void {
  for (const k of [10, 20]) {
    means.add(`recall@${k}`, recallAt(k, list, truth));
    means.add(`ndcg@${k}`, ndcgAt(k, list, truth, ideal));
  }
  means.add('phr@10', hitAt(10, list, truth));
}

function addPart(
  means: Means,
  part: 'repeat' | 'explore',
  list: readonly number[],
  slotList: readonly number[],
  truth: ReadonlySet<number>,
  isOfPart: (item: number) => boolean,
): void {
  means.add(`${part} share@10`, list.slice(0, 10).filter(isOfPart).length / Math.max(1, Math.min(10, list.length)));
  const wanted = new Set([...truth].filter(isOfPart));
  means.add(`${part} users`, wanted.size > 0 ? 1 : 0);
  if (wanted.size === 0) return;
  means.add(`${part} recall@10`, recallAt(10, list, wanted));
  means.add(`${part} recall@20`, recallAt(20, list, wanted));
  means.add(`${part} phr@10`, hitAt(10, list, wanted));
  means.add(`${part} slotRecall@10`, recallAt(10, slotList, wanted));
}

function partOf(means: Means, part: 'repeat' | 'explore'): PartFigures {
  return {
    users: means.total(`${part} users`),
    'recall@10': means.of(`${part} recall@10`),
    'recall@20': means.of(`${part} recall@20`),
    'phr@10': means.of(`${part} phr@10`),
    'slotRecall@10': means.of(`${part} slotRecall@10`),
    'share@10': means.of(`${part} share@10`),
  };
}

function itemsOf(ranked: readonly RankedItem[]): number[] {
  return ranked.map(({ item }) => item);
}
