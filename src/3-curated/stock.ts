/** Stock, cleaned: one row per product and day of stock-taking, in the units of its packaging. */
import { cleanText } from '../values/clean-text.ts';
import { columnIndex, type CurationContext, type Curator, dayOrderOf } from './curator.ts';
import { absent, type DecimalColumn, decimalColumn, largestQuantity } from './decimal-column.ts';
import { dayCells } from './identity-cells.ts';
import { OpenRow } from './open-row.ts';
import { readProduct } from './product-row.ts';
import type { RowCursor } from './row-cursor.ts';

const curatedColumns =
  'source_file file_line label label_key wine_key millesime format article packaging stock_total stock_reserve date_snapshot'.split(
    ' ',
  );

/** Cleans stock rows. A figure that cannot be read refuses the row: bottles must never be promised on a guess. */
export function stockCurator(context: CurationContext): Curator {
  const sourceFile = columnIndex(context, 'source_file');
  const sourceLine = columnIndex(context, 'source_line');
  const total = decimalColumn(context, 'stock_total', { largest: largestQuantity, places: 3 });
  const reserve = decimalColumn(context, 'stock_reserve', { largest: largestQuantity, places: 3 });
  const readDay = dayCells(dayOrderOf(context, 'stock', 'date_snapshot'), context.exportedDay);
  return {
    columns: curatedColumns,
    decimals: [total, reserve],
    curate(row, out, ledger) {
      const open = new OpenRow(context, row);
      const hasLabel = cleanText(open.raw('produit')).text !== '';
      const product = readProduct(open, context, hasLabel ? 'produit' : 'produit_key');
      if (product.labelKey === '') open.refuse('PRODUIT_EMPTY', 'produit');
      const stockTotal = readStock(open, row, total, 'required');
      const stockReserve = readStock(open, row, reserve, 'optional');
      // A file without a day of its own was counted when it was exported.
      const day = readDay(open.raw('date_snapshot'));
      if (day.reject !== undefined && day.reject !== 'DAY_EMPTY') open.refuse(day.reject, 'date_snapshot');
      if (!open.settle(ledger)) return;
      out.same(row, sourceFile);
      out.same(row, sourceLine);
      for (const text of [product.label, product.labelKey, product.wineKey, String(product.millesime ?? '')])
        out.text(text);
      for (const text of [product.unit.format, product.article, product.unit.code]) out.text(text);
      out.decimal(stockTotal);
      out.decimal(stockReserve);
      out.text(day.day || context.exportedDay);
      out.endRow();
    },
  };
}

function readStock(open: OpenRow, row: RowCursor, column: DecimalColumn, need: 'required' | 'optional'): number {
  const value = column.of(row);
  if (Number.isNaN(value)) open.refuse('STOCK_UNREADABLE', column.column);
  else if (value === absent && need === 'required') open.refuse('STOCK_EMPTY', column.column);
  else if (value < 0) open.notice('NEGATIVE_STOCK', column.column);
  return Number.isFinite(value) ? value : 0;
}
