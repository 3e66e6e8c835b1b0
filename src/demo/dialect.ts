import type { Dataset } from '../values/dataset.ts';
import { writtenDay } from './calendar.ts';
import type { DateStyle, MoneyStyle } from './dressing.ts';
import type { FlawName } from './flaws.ts';

export type Encoding = 'windows-1252' | 'iso-8859-15' | 'utf-8-bom' | 'utf-8' | 'utf-16le';
/** `tab.xls` and `html.xls`: what some software calls a workbook, and is tab text or a web page. */
export type Container = 'csv' | 'tsv' | 'xlsx' | 'csv.gz' | 'tab.xls' | 'html.xls';

/** How one export is written: what differs between two machines, two settings and two people who press the same button. */
export interface Dialect {
  readonly container: Container;
  readonly encoding: Encoding;
  readonly delimiter: ';' | ',' | '\t';
  readonly newline: '\r\n' | '\n';
  /** The estate's own column names, or those of formats.md's aliases. */
  readonly headers: 'estate' | 'aliases';
  readonly dates: DateStyle;
  /** What stands between thousands where nobody typed otherwise. */
  readonly thousands: 'plain' | 'narrow';
  /** Whether quantities carry decimals: `12` or `12,00`. */
  readonly hasDecimalQuantities: boolean;
  readonly hasTitle: boolean;
  readonly hasTotal: boolean;
  readonly hasBlankLines: boolean;
  readonly yesNo: 'words' | 'letters' | 'cross';
}

const plain: Dialect = {
  container: 'csv',
  encoding: 'windows-1252',
  delimiter: ';',
  newline: '\r\n',
  headers: 'estate',
  dates: 'dmy',
  thousands: 'plain',
  hasDecimalQuantities: false,
  hasTitle: false,
  hasTotal: false,
  hasBlankLines: false,
  yesNo: 'words',
};

const titled = { hasTitle: true, hasTotal: true, hasBlankLines: true } as const;

// The habits rotate: the first export of each dataset, the second, the third, then again from the second.
const dialects: Record<Dataset, readonly [Dialect, Dialect, Dialect]> = {
  ventes_lignes: [
    { ...plain, hasBlankLines: true },
    {
      ...plain,
      ...titled,
      encoding: 'utf-8-bom',
      headers: 'aliases',
      dates: 'dmy_dash',
      thousands: 'narrow',
      hasDecimalQuantities: true,
    },
    { ...plain, hasTotal: true, dates: 'iso_time' },
  ],
  clients: [
    { ...plain },
    { ...plain, encoding: 'utf-16le', headers: 'aliases', dates: 'iso', yesNo: 'letters' },
    { ...plain, ...titled, encoding: 'utf-8-bom', yesNo: 'cross' },
  ],
  produits: [
    { ...plain },
    { ...plain, container: 'xlsx', encoding: 'utf-8', headers: 'aliases' },
    { ...plain, encoding: 'utf-8', delimiter: ',', newline: '\n' },
  ],
  stock: [
    { ...plain, ...titled, container: 'xlsx', encoding: 'utf-8' },
    { ...plain, container: 'html.xls', encoding: 'utf-8', dates: 'iso', hasTotal: true },
    { ...plain, container: 'csv.gz', encoding: 'iso-8859-15', headers: 'aliases', dates: 'iso_time' },
  ],
  contacts: [
    { ...plain, container: 'tab.xls', delimiter: '\t' },
    { ...plain, container: 'tsv', delimiter: '\t', dates: 'iso_time' },
    { ...plain, dates: 'dmy_dot', headers: 'aliases' },
  ],
};

/** How the export of a dataset is written, counted from 0. Without flaws every file is the plain French one. */
export function dialectOf(dataset: Dataset, ordinal: number, flaws: boolean): Dialect {
  if (!flaws) return plain;
  const [first, second, third] = dialects[dataset];
  if (ordinal === 0) return first;
  return ordinal % 2 === 1 ? second : third;
}

/** What the name of a file ends with. */
export function fileEnding(container: Container): string {
  return container.endsWith('.xls') ? 'xls' : container;
}

/** What is notable about a file as a whole. */
export function fileMarks(dialect: Dialect): readonly FlawName[] {
  const marks: FlawName[] = [];
  if (dialect.container === 'xlsx')
    return dialect.headers === 'aliases' ? ['xlsx_file', 'alias_headers'] : ['xlsx_file'];
  marks.push(encodingMarks[dialect.encoding]);
  if (dialect.container === 'csv.gz') marks.push('gzip_file');
  if (dialect.container === 'tsv') marks.push('tsv_file');
  if (dialect.container === 'tab.xls') marks.push('tab_text_called_xls');
  if (dialect.container === 'html.xls') marks.push('html_called_xls');
  if (dialect.delimiter === ',') marks.push('comma_file');
  if (dialect.newline === '\n') marks.push('lf_file');
  if (dialect.headers === 'aliases') marks.push('alias_headers');
  return marks;
}

const encodingMarks: Record<Encoding, FlawName> = {
  'windows-1252': 'windows_1252_file',
  'iso-8859-15': 'iso_8859_15_file',
  'utf-8-bom': 'utf8_bom_file',
  'utf-8': 'utf8_file',
  'utf-16le': 'utf16_file',
};

/** A day as a style writes it. */
export function writeDay(day: number, style: DateStyle): string {
  return arrange(writtenDay(day), style);
}

/** The thirty-first of February of the day's year, in the same style. */
export function writeImpossibleDay(day: number, style: DateStyle): string {
  return arrange(`${writtenDay(day).slice(0, 4)}-02-31`, style);
}

function arrange(iso: string, style: DateStyle): string {
  if (style === 'iso') return iso;
  if (style === 'iso_time') return `${iso} 00:00:00`;
  const separator = style === 'dmy_dash' ? '-' : style === 'dmy_dot' ? '.' : '/';
  const year = style === 'dmy_short' ? iso.slice(2, 4) : iso.slice(0, 4);
  return iso.slice(8, 10) + separator + iso.slice(5, 7) + separator + year;
}

export const dateMarks: Partial<Record<DateStyle, FlawName>> = {
  dmy_short: 'date_two_digit_year',
  dmy_dash: 'date_dash',
  dmy_dot: 'date_dot',
  iso: 'date_iso',
  iso_time: 'date_iso_time',
};

/** Cents as French euros with a decimal comma; only UTF-8 has a narrow no-break space. */
export function writeCents(cents: number, typed: MoneyStyle, { thousands, encoding }: Dialect): string {
  const style = typed === 'plain' ? thousands : typed;
  const size = Math.abs(cents);
  const euros = groupThousands(Math.floor(size / 100), thousandsOf(style, encoding));
  const text = `${euros},${String(size % 100).padStart(2, '0')}`;
  if (style === 'euro') return `${cents < 0 ? '-' : ''}${text} €`;
  if (cents >= 0) return text;
  return style === 'parentheses' ? `(${text})` : style === 'trailing' ? `${text}-` : `-${text}`;
}

/** What an amount written in this style shows; a thousand is needed before anything separates it. */
export function moneyMark(cents: number, typed: MoneyStyle, { thousands, encoding }: Dialect): FlawName | null {
  const style = typed === 'plain' ? thousands : typed;
  if (style === 'plain') return null;
  if (style === 'euro') return 'euro_sign';
  if (style === 'parentheses') return cents < 0 ? 'negative_parentheses' : null;
  if (style === 'trailing') return cents < 0 ? 'negative_trailing' : null;
  if (Math.abs(cents) < 100_000) return null;
  if (style === 'narrow') return encoding === 'windows-1252' ? 'thousands_nbsp' : 'thousands_narrow_nbsp';
  return `thousands_${style}`;
}

function thousandsOf(style: MoneyStyle, encoding: Encoding): string {
  if (style === 'space') return ' ';
  if (style === 'nbsp' || (style === 'narrow' && encoding === 'windows-1252')) return '\u00a0';
  if (style === 'narrow') return '\u202f';
  return style === 'dot' ? '.' : '';
}

function groupThousands(whole: number, separator: string): string {
  const digits = String(whole);
  return separator === '' || whole < 1000 ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
}

/** A cell as the file needs it: quoted when it holds the delimiter, a quote or a line break; a guard stays as Excel leaves it. */
export function writeCell(text: string, delimiter: string): string {
  if (text.startsWith('="')) return text;
  if (!text.includes(delimiter) && !text.includes('"') && !text.includes('\n')) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

/** What quoting a cell shows to a reader. */
export function quotingMarks(text: string, delimiter: string): readonly FlawName[] {
  if (text.startsWith('="')) return [];
  const marks: FlawName[] = [];
  if (text.includes('\n')) marks.push('quoted_line_break');
  if (text.includes(delimiter)) marks.push('quoted_delimiter');
  if (text.includes('"')) marks.push('quoted_quote');
  return marks;
}
