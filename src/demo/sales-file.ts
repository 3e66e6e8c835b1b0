import {
  type Dialect,
  dateMarks,
  fileMarks,
  moneyMark,
  quotingMarks,
  writeCell,
  writeCents,
  writeDay,
  writeImpossibleDay,
} from './dialect.ts';
import type { SaleDocument, SaleLine } from './dressing.ts';
import { countMarks } from './flaws.ts';
import { learnLabel, type TruthLedger } from './ledger.ts';
import { FileSink } from './sink.ts';
import type { DemoFile } from './truth.ts';

/** One export of the sales being written, with what a reader should find in it so far. */
export interface SalesFile {
  readonly dialect: Dialect;
  readonly sink: FileSink;
  readonly ledger: TruthLedger;
  readonly path: string;
  dataLines: number;
  titleLines: number;
  totalLines: number;
  blankLines: number;
  netHtCents: number;
  readonly rejects: Record<string, number>;
}

// The second names are aliases of formats.md; both rows are in the order of the columns.
const headers = {
  estate:
    'client_code date_livraison produit_label qty_line pu_ht mt_ht mt_ttc marge document_type document_no order_detail_no article packaging email code_postal ville'.split(
      ' ',
    ),
  aliases:
    'Code client|Date facture|Libellé|Qté|Prix unitaire HT|Montant HT|Montant TTC|Marge|Type pièce|N° pièce|N° ligne|Code article|Conditionnement|Courriel|CP|Ville'.split(
      '|',
    ),
};

/** Opens an export of the sales at `absolutePath`; `path` is how the truth names it, `title` what stands above the table. */
export function openSalesFile(
  ledger: TruthLedger,
  dialect: Dialect,
  { path, absolutePath, title }: { path: string; absolutePath: string; title: string },
): SalesFile {
  const sink = new FileSink(absolutePath, dialect.encoding, dialect.container === 'csv.gz');
  const counts = { dataLines: 0, titleLines: 0, totalLines: 0, blankLines: 0, netHtCents: 0 };
  const file: SalesFile = { dialect, sink, ledger, path, ...counts, rejects: {} };
  countMarks(ledger.flaws, fileMarks(dialect));
  if (dialect.hasTitle) writeTitles(file, ['Domaine de la Petite Cuvée', title]);
  sink.add(headers[dialect.headers].join(dialect.delimiter) + dialect.newline);
  return file;
}

/** Writes all lines of a document; the caller flushes the sink when it is full. */
export function writeDocument(file: SalesFile, document: SaleDocument): void {
  const { flaws } = file.ledger;
  const style = document.dateStyle ?? file.dialect.dates;
  const shared = sharedCells(document, file.dialect);
  const day = writeDay(document.day, style);
  countMarks(flaws, document.marks);
  for (const line of document.lines) {
    const date = line.reject === 'date_impossible' ? writeImpossibleDay(document.day, style) : day;
    file.sink.add(writeLine(file, shared, date, line));
    countLine(file, line);
    const dateMark = dateMarks[style];
    if (dateMark !== undefined) flaws[dateMark]++;
  }
  // Somebody pressed Enter in the middle of the list.
  if (file.dialect.hasBlankLines && document.number.endsWith('0077')) writeBlankLine(file);
}

/** Ends the export with what stands below the table. */
export async function closeSalesFile(file: SalesFile, exportedOn: string): Promise<DemoFile> {
  if (file.dialect.hasTotal) writeTotal(file);
  if (file.dialect.hasBlankLines) writeBlankLine(file);
  await file.sink.close();
  const { path, dialect, dataLines, titleLines, totalLines, blankLines, rejects } = file;
  const counts = { dataLines, titleLines, totalLines, blankLines };
  return { path, dataset: 'ventes_lignes', exportedOn, dialect, bytes: file.sink.bytes, ...counts, rejects };
}

interface SharedCells {
  readonly before: string;
  readonly document: string;
  readonly after: string;
}

// The cells every line of a document repeats are written once.
function sharedCells(document: SaleDocument, { delimiter, newline }: Dialect): SharedCells {
  const cell = (text: string) => writeCell(text, delimiter);
  return {
    before: cell(document.clientCell) + delimiter,
    document: delimiter + document.type + delimiter + document.number + delimiter,
    after:
      delimiter +
      cell(document.email) +
      delimiter +
      cell(document.codePostal) +
      delimiter +
      cell(document.ville) +
      newline,
  };
}

function writeLine(file: SalesFile, shared: SharedCells, date: string, line: SaleLine): string {
  const { delimiter, hasDecimalQuantities } = file.dialect;
  const quantity = hasDecimalQuantities ? `${line.quantity},00` : String(line.quantity);
  return (
    shared.before +
    date +
    delimiter +
    writeCell(line.label, delimiter) +
    delimiter +
    quantity +
    delimiter +
    amountCells(file.dialect, line) +
    shared.document +
    line.no +
    delimiter +
    line.article +
    delimiter +
    line.packagingCell +
    shared.after
  );
}

function amountCells(dialect: Dialect, line: SaleLine): string {
  const { delimiter } = dialect;
  if (line.reject === 'amount_not_a_number') return ['nan', 'nan', 'nan', 'nan'].join(delimiter);
  const money = (cents: number) => writeCents(cents, line.money, dialect);
  const pu = line.missing === 'pu_ht' ? '' : money(line.puHtCents);
  const ht = line.missing === 'mt_ht' ? '' : money(line.mtHtCents);
  const ttc = line.missing === 'mt_ttc' ? '' : money(line.mtTtcCents);
  return pu + delimiter + ht + delimiter + ttc + delimiter + writeCents(line.margeCents, 'plain', dialect);
}

function countLine(file: SalesFile, line: SaleLine): void {
  const { ledger, dialect } = file;
  file.dataLines++;
  if (line.reject === null) file.netHtCents += line.mtHtCents;
  else file.rejects[line.reject] = (file.rejects[line.reject] ?? 0) + 1;
  countMarks(ledger.flaws, line.marks);
  countMarks(ledger.flaws, quotingMarks(line.label, dialect.delimiter));
  const mark = line.reject === 'amount_not_a_number' ? null : moneyMark(line.mtHtCents, line.money, dialect);
  if (mark !== null) ledger.flaws[mark]++;
  if (line.kind === 'wine' && line.product !== null) learnLabel(ledger, line.label, line.product.wine.label);
}

function writeTitles(file: SalesFile, titles: readonly string[]): void {
  for (const title of titles) file.sink.add(title + file.dialect.newline);
  file.titleLines += titles.length;
  file.ledger.flaws.title_row += titles.length;
  writeBlankLine(file);
}

// The software adds up all it lists, quotes and delivery notes too: a total row must never be believed.
function writeTotal(file: SalesFile): void {
  const { dialect, sink, ledger } = file;
  const style = dialect.thousands === 'plain' ? 'space' : 'plain';
  const mark = moneyMark(file.netHtCents, style, dialect);
  const cells = ['TOTAL GENERAL', '', '', '', '', writeCents(file.netHtCents, style, dialect)];
  while (cells.length < headers.estate.length) cells.push('');
  sink.add(cells.join(dialect.delimiter) + dialect.newline);
  file.totalLines++;
  if (mark !== null) ledger.flaws[mark]++;
  ledger.flaws.total_row++;
}

function writeBlankLine(file: SalesFile): void {
  file.sink.add(file.dialect.newline);
  file.blankLines++;
  file.ledger.flaws.blank_line++;
}
