/** Why a sales line is refused: every reason, so that one correction mends the line. */
import { type Amounts, isAmountUnreadable } from './amounts.ts';
import { absent } from './decimal-column.ts';
import { issueReject, type Reject, type RejectCode } from './reject.ts';
import type { RowCursor } from './row-cursor.ts';
import type { VenteCells, VentesColumns } from './ventes-columns.ts';

/** The reasons to refuse a line; none for nearly all. `amounts` is undefined when nothing tells what the line is worth. */
export function venteReasons(
  columns: VentesColumns,
  row: RowCursor,
  cells: VenteCells,
  amounts: Amounts | undefined,
): readonly Reject[] {
  return isSound(cells, amounts) ? none : collect(columns, row, cells, amounts);
}

const none: readonly Reject[] = [];

function isSound(cells: VenteCells, amounts: Amounts | undefined): boolean {
  return (
    cells.issue === '' &&
    cells.client.reject === undefined &&
    cells.day.reject === undefined &&
    cells.sold.isNamed &&
    Number.isFinite(cells.qty) &&
    amounts !== undefined &&
    !isAmountUnreadable(cells) &&
    cells.type.kind !== undefined &&
    !cells.number.isEmpty
  );
}

function collect(
  columns: VentesColumns,
  row: RowCursor,
  cells: VenteCells,
  amounts: Amounts | undefined,
): readonly Reject[] {
  const reasons: Reject[] = cells.issue === '' ? [] : [issueReject(cells.issue)];
  const refuse = (code: RejectCode, column: string, index: number): void => {
    reasons.push({ code, column, raw: row.text(index) });
  };
  if (cells.client.reject) refuse(cells.client.reject, 'client_code', columns.client.column);
  if (cells.day.reject) refuse(cells.day.reject, 'date_livraison', columns.day.column);
  if (!cells.sold.isNamed) refuse('PRODUIT_EMPTY', 'produit_label', columns.sold.label);
  if (!Number.isFinite(cells.qty))
    refuse(cells.qty === absent ? 'QTY_EMPTY' : 'QTY_UNREADABLE', 'qty_line', columns.qty.index);
  for (const { value, column } of amountCells(columns, cells)) {
    if (Number.isNaN(value)) refuse('AMOUNT_UNREADABLE', column.column, column.index);
  }
  const hasPrice = Number.isFinite(cells.puHt) && !Number.isFinite(cells.qty);
  if (amounts === undefined && !hasPrice && !isAmountUnreadable(cells))
    refuse('AMOUNT_EMPTY', 'mt_ht', columns.mtHt.index);
  if (cells.type.kind === undefined) {
    refuse(
      cells.type.key === '' ? 'DOCUMENT_TYPE_EMPTY' : 'UNKNOWN_DOCUMENT_TYPE',
      'document_type',
      columns.type.column,
    );
  }
  if (cells.number.isEmpty) refuse('DOCUMENT_NO_EMPTY', 'document_no', columns.number.column);
  return reasons;
}

/** The amounts that must be readable: the unit price only where it is all there is. */
function amountCells(columns: VentesColumns, cells: VenteCells) {
  const written = [
    { value: cells.mtHt, column: columns.mtHt },
    { value: cells.mtTtc, column: columns.mtTtc },
  ];
  const hasAmount = cells.mtHt !== absent || cells.mtTtc !== absent;
  return hasAmount ? written : [{ value: cells.puHt, column: columns.puHt }];
}
