/** Sales lines, cleaned: one row per line of a document, with its wine, its quantities and both sides of its amount. */
import type { LineKind } from '../estate/settings.ts';
import { decimalFromNumber } from '../values/decimal.ts';
import { numberKey } from '../values/document-id.ts';
import { quantitiesOf } from '../values/packaging.ts';
import { type Amounts, type Counted, countAmounts, settleAmounts } from './amounts.ts';
import type { CuratedRows } from './curated-rows.ts';
import { CreditNotes, type NoteSign } from './credit-notes.ts';
import type { CurationContext, Curator } from './curator.ts';
import { numberText } from './document-cells.ts';
import { knownOrNothing } from './decimal-column.ts';
import type { Ledger } from './ledger.ts';
import { encodedKind, lineKindOf } from './line-kind.ts';
import type { PlaceCells, PlaceColumns } from './place-cells.ts';
import type { RowCursor } from './row-cursor.ts';
import { SaidNames } from './said-names.ts';
import type { SoldCells, SoldColumns } from './sold-cells.ts';
import { venteReasons } from './vente-reasons.ts';
import { readVente, type VenteCells, type VentesColumns, ventesColumns } from './ventes-columns.ts';

/** The columns of a curated sales file, in order. */
export const curatedVentesColumns: readonly string[] = (
  'source_file file_line document_id line_ref document_type document_no line_kind client_code source_client_code date_livraison ' +
  'produit_label label_key wine_key millesime format article packaging qty_line qty_bottles qty_unit pu_ht mt_ht mt_ttc marge ' +
  'is_ht_derived is_ttc_derived email code_postal ville'
).split(' ');

/** A line that is kept, all decided. */
interface KeptVente {
  readonly cells: VenteCells;
  readonly amounts: Amounts;
  readonly counted: Counted;
  readonly kind: LineKind;
  readonly place: PlaceCells;
}

/** Cleans sales lines by formats.md (What each value becomes; Business rules on lines). */
export function ventesLignesCurator(context: CurationContext): Curator {
  const columns = ventesColumns(context);
  const vatRate = decimalFromNumber(context.settings.vat_rate);
  const names = new SaidNames();
  const notes = new CreditNotes();
  return {
    columns: curatedVentesColumns,
    names,
    notes,
    decimals: [columns.qty, columns.puHt, columns.mtHt, columns.mtTtc, columns.marge],
    curate(row, out, ledger) {
      const cells = readVente(columns, row);
      const amounts = settleAmounts(cells, vatRate);
      const counted = countAmounts(cells.qty, amounts, noteOf(columns, row, { cells, amounts, notes }));
      ledger.read(counted.mtHt);
      const reasons = venteReasons(columns, row, cells, amounts);
      if (reasons.length > 0 || amounts === undefined)
        return ledger.reject(row, reasons, counted.mtHt, documentOf(columns, row, cells));
      const kept = { cells, amounts, counted, kind: kindOf(cells, counted), place: columns.place.cells.of(row) };
      warn(columns, row, kept, ledger);
      write(columns, row, kept, out);
      nameOnce(cells.sold, names);
      ledger.keep(kept.counted.mtHt, cells.day.day);
    },
  };
}

/** The document of a line that is refused for something else; empty where its type, its number, or the year of its number is unreadable. */
function documentOf(columns: VentesColumns, row: RowCursor, { type, day, number }: VenteCells): string {
  const isYearUnknown = columns.isNumberedYearly && day.day === '';
  if (type.key === '' || number.isEmpty || isYearUnknown) return '';
  const key = numberKey(numberText(row.text(columns.number.column)));
  return `${Buffer.from(type.idStart(day.day)).toString('utf8')}${key}`;
}

/** What the credit note of a line says of its signs; nothing for any other document. */
function noteOf(
  columns: VentesColumns,
  row: RowCursor,
  line: { readonly cells: VenteCells; readonly amounts: Amounts | undefined; readonly notes: CreditNotes },
): { readonly isReturn: boolean; readonly sign: NoteSign } {
  const { cells, amounts, notes } = line;
  if (cells.type.kind !== 'return') return noCreditNote;
  const year = columns.isNumberedYearly ? cells.day.day.slice(0, 4) : '';
  const note = `${cells.type.key}_${year}_${row.text(columns.number.column)}`;
  return { isReturn: true, sign: notes.signOf(note, { isGoods: cells.sold.isWine, mtHt: amounts?.mtHt ?? 0 }) };
}

const noCreditNote = { isReturn: false, sign: undefined } as const;

function kindOf({ type, sold }: VenteCells, { qty, mtHt, mtTtc }: Counted): LineKind {
  return lineKindOf({ documentKind: type.kind ?? 'ignored', matched: sold.matched, qty, mtHt, mtTtc });
}

function write(columns: VentesColumns, row: RowCursor, kept: KeptVente, out: CuratedRows): void {
  const { cells, amounts, counted, kind, place } = kept;
  const quantities = quantitiesOf(counted.qty, cells.sold.unit);
  out.same(row, columns.sourceFile);
  out.same(row, columns.sourceLine);
  out.start(cells.type.idStart(cells.day.day));
  out.written(cells.number.encodedKey, row, columns.number.column);
  out.written(columns.lineRef.of(row), row, columns.lineRef.column);
  out.cell(cells.type.encoded);
  out.written(cells.number.encoded, row, columns.number.column);
  out.cell(encodedKind(kind));
  out.written(cells.client.encoded, row, columns.client.column);
  out.written(cells.client.encodedSource, row, columns.client.column);
  out.cell(cells.day.encoded);
  out.cell(cells.sold.encoded);
  out.decimal(counted.qty);
  out.decimal(quantities.bottles);
  out.decimal(quantities.equivalents);
  out.decimal(knownOrNothing(cells.puHt));
  out.decimal(counted.mtHt);
  out.decimal(counted.mtTtc);
  out.decimal(knownOrNothing(columns.marge.of(row) * counted.turn));
  out.boolean(amounts.isHtDerived);
  out.boolean(amounts.isTtcDerived);
  out.written(place.email.encoded, row, columns.place.email);
  out.written(place.codePostal.encoded, row, columns.place.codePostal);
  out.written(place.ville.encoded, row, columns.place.ville);
  out.endRow();
}

/** A way of naming is kept in mind when the first line of it is kept. */
function nameOnce(sold: SoldCells, names: SaidNames): void {
  if (sold.isSaid) return;
  sold.isSaid = true;
  names.say(Buffer.from(sold.encoded).toString('utf8'));
}

/** What is worth telling of a kept line: values left out, values completed by a rule. */
function warn(columns: VentesColumns, row: RowCursor, kept: KeptVente, ledger: Ledger): void {
  const { cells, amounts, counted } = kept;
  warnAmounts(columns, row, kept, ledger);
  if (counted.isTurned) {
    ledger.warn('SIGN_TURNED', row, { column: 'mt_ht', index: columns.mtHt.index });
    // What the file wrote is this much more than what is counted.
    if (counted.turn === -1) ledger.warnEuros('SIGN_TURNED', 2 * Math.abs(counted.mtHt));
  } else if (cells.sold.isWine && counted.qty * counted.mtHt < 0) {
    // What is no wine has its quantity anyhow: a discount is one of minus five euros.
    ledger.warn('SIGNS_DISAGREE', row, { column: 'qty_line', index: columns.qty.index });
  }
  if (counted.qty === 0 && counted.mtHt !== 0)
    ledger.warn('ZERO_QUANTITY', row, { column: 'qty_line', index: columns.qty.index });
  warnSold(columns.sold, row, cells.sold, ledger);
  warnPlace(columns.place, row, kept.place, ledger);
  if (amounts.isFromPrice) ledger.warn('AMOUNT_FROM_PRICE', row, { column: 'pu_ht', index: columns.puHt.index });
}

function warnAmounts(columns: VentesColumns, row: RowCursor, { cells, amounts }: KeptVente, ledger: Ledger): void {
  if (amounts.isHtDerived && !amounts.isFromPrice)
    ledger.warn('HT_DERIVED', row, { column: 'mt_ttc', index: columns.mtTtc.index });
  if (amounts.isTtcDerived && !amounts.isFromPrice)
    ledger.warn('TTC_DERIVED', row, { column: 'mt_ht', index: columns.mtHt.index });
  if (Number.isNaN(cells.puHt)) ledger.warn('PU_HT_UNREADABLE', row, { column: 'pu_ht', index: columns.puHt.index });
  if (Number.isNaN(columns.marge.of(row)))
    ledger.warn('MARGE_UNREADABLE', row, { column: 'marge', index: columns.marge.index });
}

function warnSold(columns: SoldColumns, row: RowCursor, sold: SoldCells, ledger: Ledger): void {
  if (sold.isPackagingUnknown) ledger.warn('UNKNOWN_PACKAGING', row, { column: 'packaging', index: columns.packaging });
  if (sold.isArticleLost) ledger.warn('EAN_LOST', row, { column: 'article', index: columns.article });
  if (sold.isLabelRepaired) ledger.warn('MOJIBAKE_REPAIRED', row, { column: 'produit_label', index: columns.label });
}

function warnPlace(columns: PlaceColumns, row: RowCursor, place: PlaceCells, ledger: Ledger): void {
  const { email, codePostal, ville } = place;
  if (!place.isNoticed) return;
  if (email.hasInvalid) ledger.warn('EMAIL_INVALID', row, { column: 'email', index: columns.email });
  if (email.hasOthers) ledger.warn('EXTRA_EMAILS', row, { column: 'email', index: columns.email });
  const postCode = { column: 'code_postal', index: columns.codePostal };
  if (codePostal.isInvalid) ledger.warn('CODE_POSTAL_INVALID', row, postCode);
  if (codePostal.isRestored) ledger.warn('CODE_POSTAL_RESTORED', row, postCode);
  if (ville.isRepaired) ledger.warn('MOJIBAKE_REPAIRED', row, { column: 'ville', index: columns.ville });
}
