/** How one file is read: decided from its bytes before a row is written, and kept in `etl.stagings.reading`. */
import type { SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import type { Sentence } from '../values/sentence.ts';
import { CsvScanner } from './csv-reader.ts';
import { type CsvRecord, readRecords } from './csv-records.ts';
import type { DayOrder } from './day-order.ts';
import { toUtf8 } from './decode.ts';
import { type Dialect, detectDialect } from './dialect.ts';
import { ByteSurvey, type EncodingFinding } from './encoding.ts';
import { countKnownHeaders, datasetProfileOf, type HeaderMapping, mapHeaders } from './headers.ts';
import { headerRows, withoutHoles } from './header-rows.ts';
import { readRawBytes } from './raw-bytes.ts';
import { commonWidth, findHeaderIndex } from './table.ts';
import { stop } from './unreadable.ts';
import { isWorkbook, type OpenWorkbook, openWorkbook } from './workbook-rows.ts';

const sampleBytes = 1024 * 1024;
const sampleRecords = 200;

/** What is kept about how a file was read, as JSON. */
export interface Reading {
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  readonly escape: string | null;
  readonly sheet?: string | undefined;
  /** Physical line of the header, 1-based, and what lies above it. */
  readonly headerLine: number;
  readonly preambleLines: number;
  readonly blankLines: number;
  readonly titleLines: number;
  readonly totalLines: number;
  readonly repeatedHeaderLines: number;
  readonly paddedLines: number;
  readonly headers: readonly { readonly header: string; readonly column: string | null }[];
  readonly dayOrders: Readonly<Record<string, DayOrder>>;
  readonly profile: string;
  readonly warnings: readonly ReadingWarning[];
  readonly draftProfile?: SourceProfile | undefined;
}

export interface ReadingWarning {
  readonly code: string;
  readonly count: number;
  readonly sentence: Sentence;
}

/** The layout of a file, known before its rows are walked. */
export interface ReadingPlan {
  readonly dataset: Dataset;
  readonly source: TextSource | WorkbookSource;
  /** Where the header is, and its cells as written. */
  readonly headerLine: number;
  readonly headerCells: readonly string[];
  /** The two rows the header stands on, as written; none where it is one. */
  readonly headerRows: readonly (readonly string[])[];
  /** How many of the last header cells were not there at all, though most rows have cells below them. */
  readonly unnamedColumns: number;
  readonly mapping: HeaderMapping;
  /** Rows below the header, as far as the sample goes. */
  readonly sampleRows: readonly CsvRecord[];
}

export interface TextSource {
  readonly kind: 'text';
  readonly path: string;
  readonly finding: EncodingFinding;
  readonly dialect: Dialect;
  /** How many cells most records have: what a suspicious quote is judged by as long as the header is not known. */
  readonly width: number;
}

export interface WorkbookSource {
  readonly kind: 'workbook';
  readonly open: OpenWorkbook;
}

/**
 * Decides how a file (absolute path) is read. Throws `UnreadableFile` when it is empty, no text and no workbook, or has no
 * table in it. Whoever planned closes the plan.
 */
export async function planReading(path: string, dataset: Dataset, profile: SourceProfile): Promise<ReadingPlan> {
  return (await isWorkbook(path)) ? planWorkbook(path, dataset, profile) : planText(path, dataset, profile);
}

/** Ends the process that reads a workbook; nothing for text. Twice is fine. */
export function closePlan(plan: ReadingPlan): void {
  if (plan.source.kind === 'workbook') plan.source.open.reading.close();
}

async function planText(path: string, dataset: Dataset, profile: SourceProfile): Promise<ReadingPlan> {
  const own = datasetProfileOf(profile, dataset);
  const { finding, sample, isWhole } = await surveyText(path, own.encoding);
  const dialect = detectDialect(sample, isWhole, { delimiter: own.delimiter });
  const options = { maximumRecords: sampleRecords, isWhole };
  const width = commonWidth(readRecords(sample, dialect, options).map(({ fields }) => fields));
  const records = readRecords(sample, dialect, { ...options, expectedFields: width });
  return planTable({ kind: 'text', path, finding, dialect, width }, records, dataset, profile);
}

/** Walks a planned text from its first record; who walks it past the header tells the scanner how many fields that has. */
export function scannerOf({ dialect, width }: TextSource): CsvScanner {
  const scanner = new CsvScanner(dialect);
  scanner.expectedFields = width;
  return scanner;
}

async function planWorkbook(path: string, dataset: Dataset, profile: SourceProfile): Promise<ReadingPlan> {
  const open = await openWorkbook(path, datasetProfileOf(profile, dataset).sheet, sampleRecords);
  try {
    const records = open.firstRows.map(
      ({ row, cells }) => ({ fields: cells, line: row, issue: '', irregularity: '' }) as const,
    );
    return planTable({ kind: 'workbook', open }, records, dataset, profile);
  } catch (error) {
    open.reading.close();
    throw error;
  }
}

function planTable(
  source: TextSource | WorkbookSource,
  records: readonly CsvRecord[],
  dataset: Dataset,
  profile: SourceProfile,
): ReadingPlan {
  const cells = records.map(({ fields }) => fields);
  const countKnown = (names: readonly string[]): number => countKnownHeaders(names, dataset, profile);
  const found = findHeaderIndex(cells, countKnown);
  if (found === undefined) throw noTable();
  const { index, names, written } = headerRows(cells, found, (name) => countKnown([name]) > 0);
  const sampleRows = records.slice(index + 1);
  const trimmed = withoutTrailingBlanks(names, sampleRows);
  // A sheet keeps every cell in its column; only in a text can a delimiter too many have moved the names.
  const named = source.kind === 'text' ? withoutHoles(trimmed, cells.slice(index + 1)) : trimmed;
  const unnamedColumns = countUnnamed(named.length, beforeSameHeader(sampleRows, names[0] ?? ''));
  const headerCells = [...named, ...Array<string>(unnamedColumns).fill('')];
  const mapping = mapHeaders(headerCells, dataset, profile);
  return {
    dataset,
    source,
    headerLine: records[index]?.line ?? 1,
    headerCells,
    headerRows: written,
    unnamedColumns,
    mapping,
    sampleRows,
  };
}

function beforeSameHeader(rows: readonly CsvRecord[], firstName: string): readonly CsvRecord[] {
  const next = rows.findIndex(({ fields }) => isFilled(firstName) && fields[0] === firstName);
  return next < 0 ? rows : rows.slice(0, next);
}

/** A cell too many in fewer rows than these is a slip of theirs. */
const leastLongerRows = 2;
const leastLongerShare = 0.02;

// When most rows have more cells, and what is there is not only a delimiter at their end, it is the header that lacks a name or a delimiter.
function countUnnamed(width: number, rows: readonly CsvRecord[]): number {
  const table = rows.map(({ fields }) => fields).filter((cells) => cells.some(isFilled));
  const longer = table.filter((cells) => cells.length > width);
  const filled = longer
    .map((cells) => cells.slice(0, cells.findLastIndex(isFilled) + 1))
    .filter(({ length }) => length > width);
  const isSlip = filled.length < leastLongerRows || filled.length < longer.length * leastLongerShare;
  return longer.length * 2 > table.length && !isSlip ? commonWidth(filled) - width : 0;
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}

// Spreadsheets end each line with the delimiters of columns nobody filled: no header, no value, no column.
function withoutTrailingBlanks(header: readonly string[], rows: readonly CsvRecord[]): string[] {
  let width = header.length;
  const isUnused = (place: number) =>
    (header[place] ?? '').trim() === '' && rows.every(({ fields }) => (fields[place] ?? '').trim() === '');
  while (width > 1 && isUnused(width - 1)) width--;
  return header.slice(0, width);
}

async function surveyText(
  path: string,
  declared: EncodingFinding['encoding'] | undefined,
): Promise<{ finding: EncodingFinding; sample: Buffer; isWhole: boolean }> {
  const survey = new ByteSurvey();
  const first: Buffer[] = [];
  let kept = 0;
  for await (const chunk of readRawBytes(path)) {
    survey.add(chunk);
    if (kept < sampleBytes) first.push(chunk);
    kept += chunk.length;
  }
  if (kept === 0) throw emptyFile();
  const finding = declaredFinding(survey.finish(), declared);
  const head = Buffer.concat(first);
  const sample = await decodeSample(head, finding);
  refuseBinary(head, sample, survey.counts.nul, finding);
  if (sample.toString('latin1').trim() === '') throw emptyFile();
  return { finding, sample, isWhole: kept === head.length };
}

// What the profile declares wins, save where the bytes prove it wrong: then saying so is better than damage.
function declaredFinding(found: EncodingFinding, declared: EncodingFinding['encoding'] | undefined): EncodingFinding {
  if (declared === undefined || declared === found.encoding) return found;
  const isSingleByte = ['windows-1252', 'iso-8859-15', 'cp850', 'macintosh'].includes(declared);
  if (isSingleByte && found.bomBytes === 0 && !found.encoding.startsWith('utf-16')) {
    return { encoding: declared, bomBytes: 0, strayBytes: 0 };
  }
  return declared.startsWith('utf-16') && found.bomBytes === 0 ? { ...found, encoding: declared } : found;
}

async function decodeSample(head: Buffer, finding: EncodingFinding): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of toUtf8(only(head), finding.encoding, finding.bomBytes)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const magics: readonly (readonly [string, string])[] = [
  ['%PDF', 'PDF'],
  ['\u0089PNG', 'PNG'],
  ['ÿØÿ', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z¼¯', '7-Zip'],
  ['PK\u0003\u0004', 'ZIP'],
  ['ÐÏ\u0011à', 'Office'],
];

// A text has next to no control characters; one damaged by a bad transfer has a few NULs, and its rows say so.
function refuseBinary(head: Buffer, sample: Buffer, nulBytes: number, finding: EncodingFinding): void {
  const start = head.toString('latin1', 0, 8);
  const magic = magics.find(([bytes]) => start.startsWith(bytes));
  let control = 0;
  for (const byte of sample) if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) control++;
  const isUtf16 = finding.encoding.startsWith('utf-16');
  const isMostlyNul = !isUtf16 && nulBytes > 100 && nulBytes > head.length * 0.05;
  if (!magic && !isMostlyNul && control <= sample.length * 0.02) return;
  const fr = magic ? `c’est un fichier ${magic[1]}` : 'ce n’est pas du texte (fichier binaire ou abîmé)';
  const en = magic ? `it is a ${magic[1]} file` : 'it is no text (a binary or damaged file)';
  throw stop(
    'BINARY_FILE',
    `${fr}, pas un export. Refaites l’export en CSV ou en XLSX`,
    `${en}, no export. Export it again as CSV or XLSX`,
  );
}

function emptyFile(): Error {
  return stop('EMPTY_FILE', 'il est vide. Refaites l’export', 'it is empty. Export it again');
}

function noTable(): Error {
  return stop(
    'NO_TABLE',
    'aucun tableau n’y a été trouvé : toutes les lignes sont vides. Refaites l’export',
    'no table was found in it: all its lines are blank. Export it again',
  );
}
