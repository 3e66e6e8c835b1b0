/** What a person corrected in the exports, as the cleaning reads it: by the words of the row, whatever file repeats them. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Dataset } from '../../values/dataset.ts';
import { stableHash } from '../../values/stable-json.ts';
import type { CuratedRows } from '../curated-rows.ts';
import type { Curator } from '../curator.ts';
import type { Ledger } from '../ledger.ts';
import type { RowCursor } from '../row-cursor.ts';
import { rowHash, type WordColumn, wordColumns } from './row-words.ts';

const listCorrections = loadSql(import.meta.url, './list-corrections.sql');

interface CorrectionRow {
  readonly source: string;
  readonly dataset: string;
  readonly rowHash: string;
  readonly columnName: string;
  readonly value: string;
}

/** The corrections of one dataset of one source: row hash → column → value. */
export type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** All corrections of an estate. */
export interface EstateCorrections {
  readonly of: (file: { readonly source: string; readonly dataset: Dataset }) => Corrections;
}

const none: Corrections = new Map();

/** Reads every correction of an estate once; most estates have a handful. */
export async function readCorrections(session: Session, estate: string): Promise<EstateCorrections> {
  const byFile = new Map<string, Map<string, Record<string, string>>>();
  for (const row of await session.rows<CorrectionRow>(listCorrections, { estate })) {
    const key = `${row.source}/${row.dataset}`;
    const rows = byFile.get(key) ?? new Map<string, Record<string, string>>();
    rows.set(row.rowHash, { ...rows.get(row.rowHash), [row.columnName]: row.value });
    byFile.set(key, rows);
  }
  return { of: ({ source, dataset }) => byFile.get(`${source}/${dataset}`) ?? none };
}

/** What of the corrections decides how a file is cleaned; undefined without any, so that nobody's files are cleaned anew for nothing. */
export function correctionsHash(corrections: Corrections): string | undefined {
  return corrections.size === 0 ? undefined : stableHash(Object.fromEntries(corrections));
}

/**
 * Puts corrected values into the rows of one file. Only a row that would be refused is looked up, as only refused rows are ever
 * corrected: a million good rows cost nothing.
 */
export class RowCorrector {
  readonly #corrections: Corrections;
  readonly #header: readonly string[];
  readonly #columns: readonly WordColumn[];
  #isMended = false;
  /** Rows corrected so far. */
  rowsCorrected = 0;

  constructor(corrections: Corrections, header: readonly string[]) {
    this.#corrections = corrections;
    this.#header = header;
    this.#columns = wordColumns(header);
  }

  /** Curates the row the cursor stands on; where it is refused and a person corrected it, once more with their values. */
  curate(curator: Curator, row: RowCursor, out: CuratedRows, ledger: Ledger): void {
    this.#isMended = false;
    if (this.#corrections.size === 0) return curator.curate(row, out, ledger);
    ledger.mend = (refused) => this.#mend(refused, ledger);
    curator.curate(row, out, ledger);
    if (!this.#isMended) return;
    ledger.mend = undefined;
    curator.curate(row, out, ledger);
  }

  #mend(row: RowCursor, ledger: Ledger): boolean {
    const values = this.#corrections.get(rowHash(this.#columns, (index) => row.text(index)));
    if (values === undefined) return false;
    for (const [column, value] of Object.entries(values)) {
      const index = this.#header.indexOf(column);
      if (index < 0) continue;
      ledger.warn('CORRECTED_BY_HAND', row, { column, index });
      row.replace(index, value);
    }
    this.rowsCorrected++;
    this.#isMended = true;
    return true;
  }
}
