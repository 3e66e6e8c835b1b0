/** Stock-takings that name far fewer wines than the one before: what they leave out counts as sold out, and a person should know. */
import type { Export } from '../load-plan.ts';

/** A stock export, and how many lines the one before it had. */
export interface ShrunkStock {
  readonly originalName: string;
  readonly rows: number;
  readonly rowsBefore: number;
}

/** Some wines sell out each week; half of a list does not. */
const leastShare = 0.5;
const leastDifference = 10;

/** Those among the exports not loaded yet. `exports`: all of an estate, in the order they speak. */
export function shrunkStock(exports: readonly Export[]): ShrunkStock[] {
  const stock = exports.filter(({ dataset }) => dataset === 'stock');
  return stock.flatMap(({ originalName, source, rowsKept, isLoaded }, index) => {
    const before = stock.slice(0, index).findLast((earlier) => earlier.source === source);
    const rowsBefore = before?.rowsKept ?? 0;
    const isShrunk = rowsKept < rowsBefore * leastShare && rowsBefore - rowsKept >= leastDifference;
    return isShrunk && !isLoaded ? [{ originalName, rows: rowsKept, rowsBefore }] : [];
  });
}
