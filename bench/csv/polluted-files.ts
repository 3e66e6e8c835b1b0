/**
 * One table written wrongly in every way the paper lists (Vitagliano et al., "Pollock: A Data Loading Benchmark", PVLDB 16, 2023):
 * the file as a whole, its header and preamble, a delimiter too many or too few at each place, a quote too many in each cell, a row with
 * another delimiter, and other signs everywhere. Below them, ways of French software the paper has not, which no score counts.
 */
import { Buffer } from 'node:buffer';
import { singleByteToUtf8 } from '../../src/2-staging/decode.ts';
import type { Cell } from './estate-table.ts';
import type { Table } from './table-score.ts';

export interface PollutedFile {
  readonly name: string;
  readonly group: string;
  readonly bytes: Buffer;
  /** What the file says, whatever its looks. */
  readonly expected: Table;
}

/**
 * How much each file of a group weighs: how often its pollution was met in the 3,712 real files the authors annotated, as published in
 * `pollock_weights.json` of their repository (HPI-Information-Systems/Pollock). Groups that are not named here have no weight.
 */
export const publishedWeights: Readonly<Record<string, number>> = {
  source: 1,
  no_payload: 15,
  no_trailing_newline: 184,
  double_trailing_newline: 5,
  no_header: 470,
  header_multirow_2: 47,
  header_multirow_3: 47,
  preamble: 282,
  multitable_less: 188 / 3,
  multitable_same: 188 / 3,
  multitable_more: 188 / 3,
  header_only: 3,
  one_data_row: 4,
  record_delimiter_LF: 1691,
  record_delimiter_CR: 7,
  field_delimiter_semicolon: 834,
  field_delimiter_tab: 4,
  field_delimiter_comma_space: 101,
  field_delimiter_space: 4,
  quotation_apostrophe: 11,
  escape_backslash: 1,
  escape_none: 7,
  row_more_sep: 260 / 707,
  row_less_sep: 260 / 707,
  row_extra_quote: 7 / 756,
  row_field_delimiter_space: 12 / 84,
};

/** How a file is written; what is not said is as RFC 4180 has it. */
interface Signs {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly lineEnd?: string;
}

/** What is wrong at one place of one row. */
interface Slip {
  readonly row: number;
  readonly place?: number;
  readonly kind: 'more_sep' | 'less_sep' | 'extra_quote' | 'field_delimiter_space';
}

/** Every polluted version of a table, header row first, itself included: 2,290 of the paper for 84 rows of nine columns, then our own. */
export function* pollutedFiles(table: readonly (readonly Cell[])[]): Generator<PollutedFile> {
  yield* wholeFiles(table);
  yield* slips(table);
  yield* otherSigns(table);
  yield* waysOfFrenchSoftware(table);
}

function* wholeFiles(table: readonly (readonly Cell[])[]): Generator<PollutedFile> {
  const [header = [], ...rows] = table;
  const text = write(table);
  const said = textOf(table);
  const blank = header.map(() => plain(''));
  yield file('source', text, said);
  yield file('no_payload', '', { header: [], rows: [] });
  yield file('no_trailing_newline', text.slice(0, -2), said);
  yield file('double_trailing_newline', `${text}\r\n`, said);
  // The paper's scoring takes the first row of such a file for its header.
  yield file('no_header', write(rows), textOf(rows));
  for (const lines of [2, 3]) {
    const repeated = header.map(({ text: name }) => Array<string>(lines).fill(name).join(' '));
    const text = write([...Array<readonly Cell[]>(lines).fill(header), ...rows]);
    yield file(`header_multirow_${lines}`, text, { ...said, header: repeated });
  }
  yield file('preamble', write([[plain('PREAMBLE'), ...blank.slice(1)], blank, ...table]), said);
  const wider = (row: readonly Cell[], index: number): Cell[] => [
    ...row,
    plain(index === 0 ? 'col1' : (row.at(-1)?.text ?? '')),
  ];
  yield file('multitable_less', text + write(table.map((row) => row.slice(0, -1))), said);
  yield file('multitable_same', text + text, said);
  yield file('multitable_more', text + write(table.map(wider)), said);
  yield file('header_only', write([header]), textOf([header]));
  yield file('one_data_row', write(table.slice(0, 2)), textOf(table.slice(0, 2)));
}

function* slips(table: readonly (readonly Cell[])[]): Generator<PollutedFile> {
  for (const [row, cells] of table.entries()) {
    for (const place of cells.keys()) {
      yield slipped(table, { row, place, kind: 'more_sep' });
      if (place > 0) yield slipped(table, { row, place, kind: 'less_sep' });
      yield slipped(table, { row, place, kind: 'extra_quote' });
    }
    yield slipped(table, { row, kind: 'field_delimiter_space' });
  }
}

function slipped(table: readonly (readonly Cell[])[], slip: Slip): PollutedFile {
  const text = table.map((row, index) => writeRow(row, {}, index === slip.row ? slip : undefined)).join('');
  const said = table.map((row, index) =>
    row.map((cell, place) =>
      slip.kind === 'extra_quote' && index === slip.row && place === slip.place ? plain(`"${cell.text}`) : cell,
    ),
  );
  return {
    ...file(`row_${slip.kind}`, text, textOf(said)),
    name: `row_${slip.kind}_${slip.row}_${slip.place ?? 'all'}`,
  };
}

function* otherSigns(table: readonly (readonly Cell[])[]): Generator<PollutedFile> {
  const said = textOf(table);
  const signs: readonly (readonly [string, Signs])[] = [
    ['record_delimiter_LF', { lineEnd: '\n' }],
    ['record_delimiter_CR', { lineEnd: '\r' }],
    ['field_delimiter_semicolon', { delimiter: ';' }],
    ['field_delimiter_tab', { delimiter: '\t' }],
    ['field_delimiter_comma_space', { delimiter: ', ' }],
    ['field_delimiter_space', { delimiter: ' ' }],
    ['quotation_apostrophe', { quote: "'" }],
    ['escape_backslash', { escape: '\\' }],
    ['escape_none', { escape: '' }],
  ];
  for (const [group, written] of signs) yield file(group, write(table, written), said);
}

function* waysOfFrenchSoftware(table: readonly (readonly Cell[])[]): Generator<PollutedFile> {
  const said = textOf(table);
  const [header = [], ...rows] = table;
  const french = write(table, { delimiter: ';' });
  const inGroup = (group: string, text: string | Buffer, expected = said): PollutedFile =>
    file(`ours: ${group}`, text, expected);
  const latin = french.replaceAll('’', "'");
  const latinSaid = textOf(table.map((row) => row.map((cell) => ({ ...cell, text: cell.text.replaceAll('’', "'") }))));
  yield inGroup('UTF-8 with mark', `\ufeff${french}`);
  yield inGroup('Windows-1252', encoded(french, 'windows-1252'));
  yield inGroup('ISO-8859-15', encoded(latin, 'windows-1252'), latinSaid);
  yield inGroup('CP850', encoded(latin, 'cp850'), latinSaid);
  yield inGroup('Macintosh', encoded(french, 'macintosh'));
  yield inGroup('UTF-16 LE with mark', Buffer.from(`\ufeff${french}`, 'utf16le'));
  yield inGroup('UTF-16 BE', Buffer.from(french, 'utf16le').swap16());
  yield inGroup('bar', write(table, { delimiter: '|' }));
  yield inGroup(
    'titles without delimiters',
    `Domaine Petit, Colmar\r\nVentes du 01/01/2025 au 31/12/2025\r\n\r\n${french}`,
  );
  yield inGroup('total row', `${french}Total;;;541;12 345,60;;;;\r\n`);
  yield inGroup('page footer', `${french}\r\nÉdité le 02/01/2026 à 08:00 par le caveau\r\nPage 1/1\r\n`);
  yield inGroup('rows end with a delimiter', french.replaceAll('\r\n', ';\r\n').replace(';\r\n', '\r\n'));
  yield inGroup('every line ends with three delimiters', french.replaceAll('\r\n', ';;;\r\n'));
  yield inGroup(
    'header again on each page',
    write([...table.slice(0, 40), header, ...table.slice(40)], { delimiter: ';' }),
  );
  yield inGroup('blank lines', french.replaceAll('\r\n', '\r\n\r\n'));
  const wide = table.map((row, index) => [
    ...row,
    ...Array.from({ length: 200 }, (_, place) => plain(index === 0 ? `Note ${place}` : String(place))),
  ]);
  yield inGroup('209 columns', write(wide, { delimiter: ';' }), textOf(wide));
  const long = [header, ...Array.from({ length: 120 }, () => rows).flat()];
  yield inGroup('9,960 rows', write(long, { delimiter: ';' }), textOf(long));
}

function file(group: string, content: string | Buffer, expected: Table): PollutedFile {
  return { name: group, group, bytes: Buffer.from(content), expected };
}

function plain(text: string): Cell {
  return { text, isQuoted: false };
}

function textOf([header = [], ...rows]: readonly (readonly Cell[])[]): Table {
  return { header: header.map(({ text }) => text), rows: rows.map((row) => row.map(({ text }) => text)) };
}

function write(rows: readonly (readonly Cell[])[], signs: Signs = {}): string {
  return rows.map((row) => writeRow(row, signs)).join('');
}

function writeRow(row: readonly Cell[], signs: Signs, slip?: Slip): string {
  const { lineEnd = '\r\n' } = signs;
  const usual = slip?.kind === 'field_delimiter_space' ? ' ' : (signs.delimiter ?? ',');
  let line = '';
  for (const [place, cell] of row.entries()) {
    const isHere = place === slip?.place;
    if (place > 0 && !(isHere && slip.kind === 'less_sep')) line += usual;
    if (isHere && slip.kind === 'more_sep') line += usual;
    line += writeCell(cell, signs, isHere && slip.kind === 'extra_quote');
  }
  return line + lineEnd;
}

// As the authors write them: with other signs the same cells are quoted, and no apostrophe is escaped.
function writeCell({ text, isQuoted }: Cell, { quote = '"', escape = '"' }: Signs, hasExtraQuote: boolean): string {
  const inner = (hasExtraQuote ? quote : '') + text.replaceAll('"', quote === '"' ? `${escape}"` : '"');
  return isQuoted ? quote + inner + quote : inner;
}

function encoded(text: string, encoding: 'windows-1252' | 'cp850' | 'macintosh'): Buffer {
  const high = Array.from({ length: 128 }, (_, place) => 0x80 + place);
  const bytes = new Map(high.map((byte) => [singleByteToUtf8(Buffer.of(byte), encoding).toString('utf8'), byte]));
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter) ?? letter.charCodeAt(0)));
}
