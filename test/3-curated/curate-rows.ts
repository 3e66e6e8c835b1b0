/** Curates a few rows in memory: what tests of the nouns of room 3 share. */
import { builtInProfile, parseSettings, type SourceProfile } from '../../src/estate/settings.ts';
import { CuratedRows } from '../../src/3-curated/curated-rows.ts';
import type { CurationContext } from '../../src/3-curated/curator.ts';
import { curators } from '../../src/3-curated/curators.ts';
import { Ledger } from '../../src/3-curated/ledger.ts';
import { RowCursor } from '../../src/3-curated/row-cursor.ts';
import type { Dataset } from '../../src/values/dataset.ts';
import { ownCsvRecord } from '../../src/values/own-csv.ts';
import { loadTelephoneParser } from '../../src/values/telephone.ts';

export type Cells = Readonly<Record<string, string>>;

export interface CuratedRowsOfTest {
  /** Kept rows by column. */
  readonly kept: readonly Cells[];
  /** `line CODE column raw` of each reason. */
  readonly rejects: readonly string[];
  readonly warnings: Readonly<Record<string, number>>;
  readonly ledger: Ledger;
}

/** The line of the estate's own guide. */
export const cremant: Cells = {
  client_code: 'CL001',
  date_livraison: '27/12/2025',
  produit_label: 'Crémant Alsace Extra Brut',
  qty_line: '1',
  pu_ht: '8,50',
  mt_ht: '8,50',
  mt_ttc: '10,20',
  marge: '2,00',
  document_type: 'VENTE',
  document_no: 'V0001',
  order_detail_no: '1',
  article: 'CREMANT',
  packaging: '',
  email: 'Jean@Dupont.fr ',
  code_postal: '67000',
  ville: 'Strasbourg',
};

/** Some cells of a row, in the order asked. */
export function pick(row: Cells | undefined, ...columns: string[]): string[] {
  return columns.map((column) => row?.[column] ?? '(none)');
}

const parseTelephone = await loadTelephoneParser();

/** Rows as staging writes them, from line 2 on; columns are those that any row names. Exported on 2026-01-05. */
export function curateRows(
  dataset: Dataset,
  rows: readonly Cells[],
  options: { readonly profile?: Partial<SourceProfile>; readonly context?: Partial<CurationContext> } = {},
): CuratedRowsOfTest {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const header = [
    'source_file',
    'source_line',
    'source_issue',
    ...columns.filter((column) => column !== 'source_issue'),
  ];
  const context: CurationContext = {
    header,
    exportedDay: '2026-01-05',
    settings: parseSettings({}),
    profile: { ...builtInProfile, ...options.profile },
    dayOrders: {},
    decimalSigns: {},
    parseTelephone,
    ...options.context,
  };
  const rejects: string[] = [];
  const ledger = new Ledger(1, ({ line, reasons }) => {
    for (const { code, column, raw } of reasons) rejects.push(`${line} ${code} ${column} ${raw}`.trimEnd());
  });
  let text = '';
  const out = new CuratedRows((bytes) => {
    text += bytes.toString('utf8');
  });
  const curator = curators[dataset](context);
  const cursor = new RowCursor(header.length, 'test.csv');
  cursor.load(Buffer.from(rows.map((row, index) => stagingRecord(header, row, index + 2)).join('')));
  while (cursor.next()) curator.curate(cursor, out, ledger);
  out.flush();
  ledger.assertBalanced('test');
  const warnings = Object.fromEntries(Object.entries(ledger.warnings()).map(([code, { count }]) => [code, count]));
  return { kept: parseKept(curator.columns, text), rejects, warnings, ledger };
}

function stagingRecord(header: readonly string[], row: Cells, line: number): string {
  return ownCsvRecord(
    header.map((column) => row[column] ?? { source_file: 'a1b2c3d4', source_line: String(line) }[column] ?? ''),
  );
}

function parseKept(columns: readonly string[], text: string): Cells[] {
  const cursor = new RowCursor(columns.length, 'test.csv');
  cursor.load(Buffer.from(text));
  const rows: Cells[] = [];
  while (cursor.next()) rows.push(Object.fromEntries(columns.map((column, index) => [column, cursor.text(index)])));
  return rows;
}
