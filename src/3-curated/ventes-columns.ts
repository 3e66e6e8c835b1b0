/** The columns of a sales export, each with what its cells mean; and the cells of one row together. */
import { cleanText } from '../values/clean-text.ts';
import type { Decimal4 } from '../values/decimal.ts';
import { numberKey } from '../values/document-id.ts';
import { stripDecimalArtefact } from '../values/spreadsheet-guard.ts';
import { CellMemo, isPlainCode, type PlainCells } from './cell-memo.ts';
import { type EncodedCell, encodeCell, encodeLike } from './curated-rows.ts';
import { columnIndex, type CurationContext, dayOrderOf } from './curator.ts';
import { type DecimalColumn, decimalColumn, largestMoney, largestQuantity } from './decimal-column.ts';
import { type DocumentNumberCell, type DocumentTypeCell, documentCells } from './document-cells.ts';
import * as identity from './identity-cells.ts';
import { type KindMatch, matchArticle } from './line-kind.ts';
import type { RowCursor } from './row-cursor.ts';
import { type TextCell, textCell } from './text-cell.ts';
import { type LabelCell, labelCells } from './wine-cells.ts';

/** The article of a sales line: also what rule of the profile it matches, and its key where articles name the products. */
export interface VenteArticle extends identity.ArticleCell {
  readonly match: KindMatch | undefined;
  readonly encodedKey: EncodedCell;
}

export interface VentesColumns {
  readonly sourceFile: number;
  readonly sourceLine: number;
  readonly issue: CellMemo<string>;
  readonly client: CellMemo<identity.ClientCell>;
  readonly day: CellMemo<identity.DayCell>;
  readonly label: CellMemo<LabelCell>;
  readonly article: CellMemo<VenteArticle>;
  readonly packaging: CellMemo<identity.PackagingCell>;
  readonly type: CellMemo<DocumentTypeCell>;
  readonly number: CellMemo<DocumentNumberCell>;
  readonly lineRef: CellMemo<EncodedCell>;
  readonly email: CellMemo<identity.EmailsCell>;
  readonly codePostal: CellMemo<identity.CodePostalCell>;
  readonly ville: CellMemo<TextCell>;
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
  readonly label: LabelCell;
  readonly article: VenteArticle;
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
  const { line_kinds: rules, product_identity: namedBy } = context.profile;
  const memo = <Value>(column: string, parse: (raw: string) => Value, plain?: PlainCells<Value>): CellMemo<Value> =>
    new CellMemo(columnIndex(context, column), parse, plain);
  const money = (column: string): DecimalColumn => decimalColumn(context, column, { largest: largestMoney });
  const dayOrder = dayOrderOf(context, 'ventes_lignes', 'date_livraison');
  return {
    sourceFile: columnIndex(context, 'source_file'),
    sourceLine: columnIndex(context, 'source_line'),
    issue: memo('source_issue', (raw) => raw),
    client: memo('client_code', identity.clientCell, { isPlain: isPlainCode, value: identity.clientCell('C1') }),
    day: memo('date_livraison', identity.dayCells(dayOrder, context.exportedDay)),
    label: memo('produit_label', labelCells(rules, namedBy)),
    article: memo('article', (raw) => {
      const cell = identity.articleCell(raw);
      return { ...cell, match: matchArticle(cell.key, rules), encodedKey: encodeCell(cell.key) };
    }),
    packaging: memo('packaging', identity.packagingCell),
    type: memo('document_type', typeCell),
    number: memo('document_no', numberCell, plainNumbers),
    lineRef: memo('order_detail_no', (raw) => encodeLike(raw, numberKey(stripDecimalArtefact(cleanText(raw).text)))),
    email: memo('email', identity.emailsCell),
    // A sales row does not say its country: it is that of the estate.
    codePostal: memo('code_postal', (raw) => identity.codePostalCell(raw, context.settings.country)),
    ville: memo('ville', textCell),
    qty: decimalColumn(context, 'qty_line', { largest: largestQuantity, places: 3 }),
    puHt: money('pu_ht'),
    mtHt: money('mt_ht'),
    mtTtc: money('mt_ttc'),
    marge: money('marge'),
  };
}

/** The deciding cells of a row. */
export function readVente(columns: VentesColumns, row: RowCursor): VenteCells {
  const number = columns.number.of(row);
  const type = columns.type.of(row);
  return {
    issue: columns.issue.of(row),
    client: columns.client.of(row),
    day: columns.day.of(row),
    label: columns.label.of(row),
    article: columns.article.of(row),
    type: type.key === '' ? (number.typeByPrefix ?? type) : type,
    number,
    qty: columns.qty.of(row),
    puHt: columns.puHt.of(row),
    mtHt: columns.mtHt.of(row),
    mtTtc: columns.mtTtc.of(row),
  };
}
