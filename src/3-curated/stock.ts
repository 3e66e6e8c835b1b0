/** Stock, cleaned: one row per product and day of stock-taking, in bottles (magnums, boxes of wine) whatever unit the file counts in. */
import { cleanText } from '../values/clean-text.ts';
import { decimalScale } from '../values/decimal.ts';
import { isBareBox, parsePackaging } from '../values/packaging.ts';
import { columnIndex, type CurationContext, type Curator, dayOrderOf } from './curator.ts';
import { absent, type DecimalColumn, decimalColumn, largestQuantity } from './decimal-column.ts';
import { dayCells, packagingCell } from './identity-cells.ts';
import { OpenRow } from './open-row.ts';
import { type ProductRow, readProduct } from './product-row.ts';
import type { RowCursor } from './row-cursor.ts';

const curatedColumns =
  'source_file file_line label label_key wine_key millesime format article packaging stock_total stock_reserve date_snapshot'.split(
    ' ',
  );

/** Cleans stock rows. A figure that cannot be read refuses the row: bottles must never be promised on a guess. */
export function stockCurator(context: CurationContext): Curator {
  const sourceFile = columnIndex(context, 'source_file');
  const sourceLine = columnIndex(context, 'source_line');
  const quantity = { largest: largestQuantity, places: 3, bare: withoutUnit } as const;
  const total = decimalColumn(context, 'stock_total', quantity);
  const reserve = decimalColumn(context, 'stock_reserve', quantity);
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
      const bottlesEach = bottlesCountedBy(open, context, product);
      // A file without a day of its own was counted when it was exported.
      const day = readDay(open.raw('date_snapshot'));
      if (day.reject !== undefined && day.reject !== 'DAY_EMPTY') open.refuse(day.reject, 'date_snapshot');
      if (!open.settle(ledger)) return;
      out.same(row, sourceFile);
      out.same(row, sourceLine);
      for (const text of [product.label, product.labelKey, product.wineKey, String(product.millesime ?? '')])
        out.text(text);
      for (const text of [product.unit.format, product.article, product.unit.code]) out.text(text);
      out.decimal(stockTotal * bottlesEach);
      out.decimal(stockReserve * bottlesEach);
      out.text(day.day || context.exportedDay);
      out.endRow();
    },
  };
}

/** A number, and the unit written behind it: `12 cartons`, `1 200 btl`, `8 CT6`. */
const countedUnit = /^([-+]?\d[\d\s.,\u00a0\u202f]*?)\s*(\p{L}[\p{L}\d. ]*)$/u;

/** The number without a unit we know behind it; any other text as it is, which then is no number. */
function withoutUnit(text: string): string {
  const [, number = '', unit = ''] = countedUnit.exec(text.trim()) ?? [];
  return isBareBox(unit) || parsePackaging(unit) !== undefined ? number : text;
}

/**
 * How many bottles one of the file's units is: what stands behind the figure, else the column of units. A carton that does not say
 * its bottles has those of the article's packaging. Where no unit is said, figures are bottles: none is promised on a guess.
 */
function bottlesCountedBy(open: OpenRow, context: CurationContext, { unit }: ProductRow): number {
  const behind = countedUnit.exec(open.raw('stock_total').trim())?.[2];
  const [column, said] =
    behind === undefined ? (['unite', open.raw('unite')] as const) : (['stock_total', behind] as const);
  const isOfBoxes = unit.code.startsWith('CARTON');
  if (said.trim() === '') {
    if (isOfBoxes) open.notice('STOCK_OF_BOXES', 'packaging');
    return 1;
  }
  const { packaging } = packagingCell(said, context.profile.bottles_per_carton);
  if (packaging !== undefined) return packaging.pieces;
  if (isBareBox(said) && isOfBoxes) return unit.bottlesPerUnit / decimalScale;
  if (column !== 'unite' || open.raw('packaging') !== '') open.notice('UNKNOWN_PACKAGING', column);
  return 1;
}

function readStock(open: OpenRow, row: RowCursor, column: DecimalColumn, need: 'required' | 'optional'): number {
  const value = column.of(row);
  if (Number.isNaN(value)) open.refuse('STOCK_UNREADABLE', column.column);
  else if (value === absent && need === 'required') open.refuse('STOCK_EMPTY', column.column);
  else if (value < 0) open.notice('NEGATIVE_STOCK', column.column);
  return Number.isFinite(value) ? value : 0;
}
