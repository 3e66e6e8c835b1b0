/** Sales lines, cleaned: one row per line of a document, with its wine, its quantities and both sides of its amount. */
import type { LineKind } from '../estate/settings.ts';
import { decimalFromNumber } from '../values/decimal.ts';
import { KnownBytes } from '../values/known-bytes.ts';
import { quantitiesOf } from '../values/packaging.ts';
import { type Amounts, type Counted, countAmounts, settleAmounts } from './amounts.ts';
import { type CuratedRows, emptyCell } from './curated-rows.ts';
import { CreditNotes, type NoteSign } from './credit-notes.ts';
import type { CurationContext, Curator } from './curator.ts';
import { knownOrNothing } from './decimal-column.ts';
import type { Ledger } from './ledger.ts';
import { encodedKind, firstMatch, isNoWine, lineKindOf } from './line-kind.ts';
import type { RowCursor } from './row-cursor.ts';
import { venteReasons } from './vente-reasons.ts';
import { readVente, type VenteCells, type VentesColumns, ventesColumns } from './ventes-columns.ts';
import { noUnit, type UnitCell, unitOf } from './wine-cells.ts';

/** The columns of a curated sales file, in order. */
export const curatedVentesColumns: readonly string[] = (
  'source_file file_line document_id line_ref document_type document_no line_kind client_code source_client_code date_livraison ' +
  'produit_label label_key wine_key millesime format article packaging qty_line qty_bottles qty_unit pu_ht mt_ht mt_ttc marge ' +
  'is_ht_derived is_ttc_derived email code_postal ville'
).split(' ');

/** So many ways to name wines no estate has: what names more is a column of something else, and is not kept in mind. */
const mostNames = 50_000;

/** A line that is kept, all decided. */
interface KeptVente {
  readonly cells: VenteCells;
  readonly amounts: Amounts;
  readonly counted: Counted;
  readonly kind: LineKind;
  readonly unit: UnitCell;
}

/** Cleans sales lines by formats.md (What each value becomes; Business rules on lines). */
export function ventesLignesCurator(context: CurationContext): Curator {
  const columns = ventesColumns(context);
  const vatRate = decimalFromNumber(context.settings.vat_rate);
  const names = new KnownBytes(mostNames);
  const notes = new CreditNotes();
  return {
    columns: curatedVentesColumns,
    names,
    decimals: [columns.qty, columns.puHt, columns.mtHt, columns.mtTtc, columns.marge],
    curate(row, out, ledger) {
      const cells = readVente(columns, row);
      const amounts = settleAmounts(cells, vatRate);
      const counted = countAmounts(cells.qty, amounts, noteOf(columns, row, { cells, amounts, notes }));
      ledger.read(counted.mtHt);
      const reasons = venteReasons(columns, row, cells, amounts);
      if (reasons.length > 0 || amounts === undefined) return ledger.reject(row, reasons, counted.mtHt);
      const kept = decide(columns, row, { cells, amounts, counted });
      warn(columns, row, kept, ledger);
      write(columns, row, kept, out, names);
      ledger.keep(kept.counted.mtHt, cells.day.day);
    },
  };
}

/** What the credit note of a line says of its signs; nothing for any other document. */
function noteOf(
  columns: VentesColumns,
  row: RowCursor,
  line: { readonly cells: VenteCells; readonly amounts: Amounts | undefined; readonly notes: CreditNotes },
): { readonly isReturn: boolean; readonly sign: NoteSign } {
  const { cells, amounts, notes } = line;
  if (cells.type.kind !== 'return') return noCreditNote;
  const matched = firstMatch(cells.label.match, cells.article.match)?.kind;
  const note = `${cells.type.key}_${row.text(columns.number.column)}`;
  return { isReturn: true, sign: notes.signOf(note, { isGoods: !isNoWine(matched), mtHt: amounts?.mtHt ?? 0 }) };
}

const noCreditNote = { isReturn: false, sign: undefined } as const;

function decide(
  columns: VentesColumns,
  row: RowCursor,
  line: Pick<KeptVente, 'cells' | 'amounts' | 'counted'>,
): KeptVente {
  const { cells, amounts, counted } = line;
  const matched = firstMatch(cells.label.match, cells.article.match)?.kind;
  const documentKind = cells.type.kind ?? 'ignored';
  const kind = lineKindOf({ documentKind, matched, qty: counted.qty, mtHt: counted.mtHt, mtTtc: counted.mtTtc });
  // Packaging comes from its own column, else from the article when it is a packaging code, else from the label.
  const packaging = columns.packaging.of(row).packaging ?? cells.article.packaging;
  const unit = isNoWine(matched) ? noUnit : unitOf(cells.label, packaging);
  return { cells, amounts, counted, kind, unit };
}

function write(columns: VentesColumns, row: RowCursor, kept: KeptVente, out: CuratedRows, names: KnownBytes): void {
  const { cells, amounts, counted, kind, unit } = kept;
  const { label, article } = cells;
  const isNamedByArticle = label.namedBy === 'article' && article.key !== '';
  const quantities = quantitiesOf(counted.qty, unit.packaging);
  out.same(row, columns.sourceFile);
  out.same(row, columns.sourceLine);
  out.start(cells.type.encodedIdStart);
  out.written(cells.number.encodedKey, row, columns.number.column);
  out.written(columns.lineRef.of(row), row, columns.lineRef.column);
  out.cell(cells.type.encoded);
  out.written(cells.number.encoded, row, columns.number.column);
  out.cell(encodedKind(kind));
  out.written(cells.client.encoded, row, columns.client.column);
  out.written(cells.client.encodedSource, row, columns.client.column);
  out.cell(cells.day.encoded);
  out.mark();
  out.cell(label.label === '' ? article.encodedAsLabel : label.encoded);
  out.cell(label.labelKey === '' ? article.encodedKey : label.encodedKey);
  out.cell(unit === noUnit ? emptyCell : isNamedByArticle ? article.encodedKey : label.encodedWineKey);
  out.cell(unit === noUnit ? emptyCell : label.encodedMillesime);
  out.cell(unit.encodedFormat);
  out.written(article.encodedAsWritten, row, columns.article.column);
  out.cell(unit.encodedCode);
  out.learnSince(names);
  out.decimal(counted.qty);
  out.decimal(quantities.bottles);
  out.decimal(quantities.equivalents);
  out.decimal(knownOrNothing(cells.puHt));
  out.decimal(counted.mtHt);
  out.decimal(counted.mtTtc);
  out.decimal(knownOrNothing(columns.marge.of(row) * counted.turn));
  out.boolean(amounts.isHtDerived);
  out.boolean(amounts.isTtcDerived);
  out.written(columns.email.of(row).encoded, row, columns.email.column);
  out.written(columns.codePostal.of(row).encoded, row, columns.codePostal.column);
  out.written(columns.ville.of(row).encoded, row, columns.ville.column);
  out.endRow();
}

/** What is worth telling of a kept line: values left out, values completed by a rule. */
function warn(columns: VentesColumns, row: RowCursor, kept: KeptVente, ledger: Ledger): void {
  const { cells, amounts, counted, unit } = kept;
  warnAmounts(columns, row, kept, ledger);
  if (counted.isTurned) {
    ledger.warn('SIGN_TURNED', row, { column: 'mt_ht', index: columns.mtHt.index });
    // What the file wrote is this much more than what is counted.
    if (counted.turn === -1) ledger.warnEuros('SIGN_TURNED', 2 * Math.abs(counted.mtHt));
  } else if (counted.qty * counted.mtHt < 0) {
    ledger.warn('SIGNS_DISAGREE', row, { column: 'qty_line', index: columns.qty.index });
  }
  if (counted.qty === 0 && counted.mtHt !== 0)
    ledger.warn('ZERO_QUANTITY', row, { column: 'qty_line', index: columns.qty.index });
  if (unit !== noUnit && columns.packaging.of(row).isUnknown) {
    ledger.warn('UNKNOWN_PACKAGING', row, { column: 'packaging', index: columns.packaging.column });
  }
  if (cells.article.isLost) ledger.warn('EAN_LOST', row, { column: 'article', index: columns.article.column });
  if (cells.label.isRepaired)
    ledger.warn('MOJIBAKE_REPAIRED', row, { column: 'produit_label', index: columns.label.column });
  warnPlace(columns, row, ledger);
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

function warnPlace(columns: VentesColumns, row: RowCursor, ledger: Ledger): void {
  const email = columns.email.of(row);
  const codePostal = columns.codePostal.of(row);
  if (email.hasInvalid) ledger.warn('EMAIL_INVALID', row, { column: 'email', index: columns.email.column });
  if (email.hasOthers) ledger.warn('EXTRA_EMAILS', row, { column: 'email', index: columns.email.column });
  if (codePostal.isInvalid)
    ledger.warn('CODE_POSTAL_INVALID', row, { column: 'code_postal', index: columns.codePostal.column });
  if (codePostal.isRestored)
    ledger.warn('CODE_POSTAL_RESTORED', row, { column: 'code_postal', index: columns.codePostal.column });
  if (columns.ville.of(row).isRepaired)
    ledger.warn('MOJIBAKE_REPAIRED', row, { column: 'ville', index: columns.ville.column });
}
