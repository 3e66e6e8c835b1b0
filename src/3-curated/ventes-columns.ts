/** The columns of a sales export, each with what its cells mean; and the cells of one row together. */
import type { Decimal4 } from '../values/decimal.ts';
import { numberKey } from '../values/document-id.ts';
import { CellMemo, isPlainCode, type PlainCells } from './cell-memo.ts';
import { asWritten, type EncodedCell, encodeLike } from './curated-rows.ts';
import { columnIndex, type CurationContext, dayOrderOf } from './curator.ts';
import { type DecimalColumn, decimalColumn, largestMoney, largestQuantity } from './decimal-column.ts';
import { type DocumentNumberCell, type DocumentTypeCell, documentCells, numberText } from './document-cells.ts';
import * as identity from './identity-cells.ts';
import { type PlaceColumns, placeColumns } from './place-cells.ts';
import type { RowCursor } from './row-cursor.ts';
import { type SoldCells, type SoldColumns, soldColumns } from './sold-cells.ts';

export interface VentesColumns {
  readonly sourceFile: number;
  readonly sourceLine: number;
  readonly issue: CellMemo<string>;
  readonly client: CellMemo<identity.ClientCell>;
  readonly day: CellMemo<identity.DayCell>;
  readonly sold: SoldColumns;
  readonly type: CellMemo<DocumentTypeCell>;
  readonly number: CellMemo<DocumentNumberCell>;
  /** Whether numbers begin anew each year: the same number of two years is two documents. */
  readonly isNumberedYearly: boolean;
  readonly lineRef: CellMemo<EncodedCell>;
  readonly place: PlaceColumns;
  readonly qty: DecimalColumn;
  readonly puHt: DecimalColumn;
  readonly mtHt: DecimalColumn;
  readonly mtTtc: DecimalColumn;
  readonly marge: DecimalColumn;
}

/** The cells of one row that decide what it is. Numbers may be `absent` or `unreadable`. */
export interface VenteCells {
  readonly issue: string;
  readonly client: identity.ClientCell;
  readonly day: identity.DayCell;
  readonly sold: SoldCells;
  /** By its column, else by the prefix of the number. */
  readonly type: DocumentTypeCell;
  readonly number: DocumentNumberCell;
  readonly qty: Decimal4;
  readonly puHt: Decimal4;
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
}

/** The columns of a file, as its source, its settings and what staging decided of it make them. */
export function ventesColumns(context: CurationContext): VentesColumns {
  const { typeCell, numberCell, plainNumbers } = documentCells(context.profile);
  const memo = <Value>(column: string, parse: (raw: string) => Value, plain?: PlainCells<Value>): CellMemo<Value> =>
    new CellMemo(columnIndex(context, column), (raw = '') => parse(raw), plain);
  const money = (column: string): DecimalColumn => decimalColumn(context, column, { largest: largestMoney });
  const dayOrder = dayOrderOf(context, 'ventes_lignes', 'date_livraison');
  return {
    sourceFile: columnIndex(context, 'source_file'),
    sourceLine: columnIndex(context, 'source_line'),
    issue: memo('source_issue', (raw) => raw),
    client: memo('client_code', identity.clientCell, { isPlain: isPlainCode, value: identity.clientCell('C1') }),
    day: memo('date_livraison', identity.dayCells(dayOrder, context.exportedDay)),
    sold: soldColumns(context),
    type: memo('document_type', typeCell),
    number: memo('document_no', numberCell, plainNumbers),
    isNumberedYearly: context.profile.document_numbers === 'yearly',
    lineRef: memo('order_detail_no', lineRefCell, { isPlain: isPlainCode, value: asWritten }),
    place: placeColumns(context),
    qty: decimalColumn(context, 'qty_line', { largest: largestQuantity, places: 3 }),
    puHt: money('pu_ht'),
    mtHt: money('mt_ht'),
    mtTtc: money('mt_ttc'),
    marge: money('marge'),
  };
}

function lineRefCell(raw: string): EncodedCell {
  return encodeLike(raw, numberKey(numberText(raw)));
}

/** The deciding cells of a row. */
export function readVente(columns: VentesColumns, row: RowCursor): VenteCells {
  const number = columns.number.of(row);
  const type = columns.type.of(row);
  return {
    issue: columns.issue.of(row),
    client: columns.client.of(row),
    day: columns.day.of(row),
    sold: columns.sold.cells.of(row),
    type: type.key === '' ? (number.typeByPrefix ?? type) : type,
    number,
    qty: columns.qty.of(row),
    puHt: columns.puHt.of(row),
    mtHt: columns.mtHt.of(row),
    mtTtc: columns.mtTtc.of(row),
  };
}
