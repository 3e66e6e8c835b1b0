/** The figures of every method on every fold, for a terminal and as one JSON document. */
import type { FoldFigures } from './measure.ts';
import type { Protocol } from './protocols.ts';

export interface MethodFigures {
  readonly method: string;
  readonly folds: readonly FoldFigures[];
  /** `params`: those that are the same in every fold. */
  readonly mean: Omit<FoldFigures, 'fold'>;
  /** Standard deviation between folds; 0 for one fold. */
  readonly spread: { readonly 'recall@10': number; readonly 'ndcg@10': number };
}

/** The mean over folds, and how far the folds lie apart. */
export function summarised(method: string, folds: readonly FoldFigures[]): MethodFigures {
  return {
    method,
    folds,
    mean: { ...meanOf(folds), params: commonParams(folds.map(({ params }) => params)) },
    spread: { 'recall@10': spreadOf(folds, 'recall@10'), 'ndcg@10': spreadOf(folds, 'ndcg@10') },
  };
}

const columns: readonly (readonly [string, (figures: MethodFigures['mean']) => string])[] = [
  ['R@10', (figures) => share(figures['recall@10'])],
  ['N@10', (figures) => share(figures['ndcg@10'])],
  ['PHR@10', (figures) => share(figures['phr@10'])],
  ['R@20', (figures) => share(figures['recall@20'])],
  ['N@20', (figures) => share(figures['ndcg@20'])],
  ['repeat R@10', (figures) => share(figures.repeat['recall@10'])],
  ['explore R@10', (figures) => share(figures.explore['recall@10'])],
  ['explore slot', (figures) => share(figures.explore['slotRecall@10'])],
  ['fit s', (figures) => (figures.fitMs / 1000).toFixed(1)],
  ['rank s', (figures) => (figures.rankMs / 1000).toFixed(1)],
  ['MB', (figures) => figures.rssMb.toFixed(0)],
];

/** One line per method: means over folds, and below them each fold. */
export function asTable(protocol: Protocol, methods: readonly MethodFigures[]): string {
  const head = `${protocol.name}: ${protocol.users} users, ${protocol.items} items, ${protocol.baskets} baskets, ${protocol.folds.length} fold(s), IDCG ${protocol.ideal}`;
  const titles = ['method'.padEnd(22), ...columns.map(([title]) => title.padStart(widthOf(title)))].join('');
  const lines = methods.flatMap(({ method, mean, folds, spread }) => [
    line(method, mean),
    ...(folds.length > 1 ? folds.map((fold) => line(`  fold ${fold.fold}`, fold)) : []),
    ...(folds.length > 1 ? [`  spread ${share(spread['recall@10'])} ${share(spread['ndcg@10'])}`] : []),
    `  ${JSON.stringify(folds[0]?.params ?? {})}`,
  ]);
  return `${[head, titles, ...lines].join('\n')}\n`;
}

function line(name: string, figures: MethodFigures['mean']): string {
  return [name.padEnd(22), ...columns.map(([title, of]) => of(figures).padStart(widthOf(title)))].join('');
}

function widthOf(title: string): number {
  return Math.max(8, title.length + 2);
}

function share(value: number): string {
  return value.toFixed(4);
}

function spreadOf(folds: readonly FoldFigures[], name: 'recall@10' | 'ndcg@10'): number {
  const mean = average(folds.map((fold) => fold[name]));
  return folds.length < 2
    ? 0
    : Math.sqrt(folds.reduce((sum, fold) => sum + (fold[name] - mean) ** 2, 0) / (folds.length - 1));
}

type Params = FoldFigures['params'];

function commonParams([first = {}, ...others]: readonly Params[]): Params {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => one[name] === value)),
  );
}

type Figures = Omit<MethodFigures['mean'], 'params'>;

function meanOf(folds: readonly Figures[]): Figures {
  const of = (pick: (figures: Figures) => number) => average(folds.map(pick));
  return {
    users: of((fold) => fold.users),
    items: of((fold) => fold.items),
    'recall@10': of((fold) => fold['recall@10']),
    'ndcg@10': of((fold) => fold['ndcg@10']),
    'phr@10': of((fold) => fold['phr@10']),
    'recall@20': of((fold) => fold['recall@20']),
    'ndcg@20': of((fold) => fold['ndcg@20']),
    repeat: partMeanOf(folds.map(({ repeat }) => repeat)),
    explore: partMeanOf(folds.map(({ explore }) => explore)),
    fitMs: of((fold) => fold.fitMs),
    rankMs: of((fold) => fold.rankMs),
    rssMb: of((fold) => fold.rssMb),
  };
}

function partMeanOf(parts: readonly Figures['repeat'][]): Figures['repeat'] {
  const of = (pick: (part: Figures['repeat']) => number) => average(parts.map(pick));
  return {
    users: of((part) => part.users),
    'recall@10': of((part) => part['recall@10']),
    'recall@20': of((part) => part['recall@20']),
    'phr@10': of((part) => part['phr@10']),
    'slotRecall@10': of((part) => part['slotRecall@10']),
    'share@10': of((part) => part['share@10']),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
