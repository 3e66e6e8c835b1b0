/** Cleans the rows of one file, some of them at a time: in this thread, or in one that helps. */
import type { Dataset } from '../values/dataset.ts';
import { loadTelephoneParser, type TelephoneParser } from '../values/telephone.ts';
import { type Corrections, RowCorrector } from './corrections/corrections.ts';
import type { NoteUse } from './credit-notes.ts';
import { CuratedRows } from './curated-rows.ts';
import { columnIndex, type CurationContext, type Curator } from './curator.ts';
import { curators } from './curators.ts';
import type { DecimalEvidence } from './decimal-column.ts';
import { type Account, Ledger, type RefusedRow } from './ledger.ts';
import { RowCursor } from './row-cursor.ts';

/** A file to be cleaned, and all that decides how: values alone, that can be told to another thread. */
export interface CleaningTask {
  readonly dataset: Dataset;
  /** What a failure calls the staging file. */
  readonly fileName: string;
  readonly context: Omit<CurationContext, 'parseTelephone'>;
  readonly corrections: Corrections;
}

/** Some whole rows of the curated file. */
interface CleanedPiece {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/** What some rows of a file became, that stand one after the other: values alone. */
export interface CleanedRows {
  readonly pieces: readonly CleanedPiece[];
  readonly account: Account;
  readonly refused: readonly RefusedRow[];
  readonly rowsCorrected: number;
  /** The ways of naming that this cleaner had not met before. */
  readonly names: readonly string[];
  readonly noteUses: readonly NoteUse[];
  /** What each column of numbers showed so far. */
  readonly evidence: readonly DecimalEvidence[];
}

export class RowsCleaner {
  readonly curator: Curator;
  readonly #lineColumn: number;
  readonly #corrector: RowCorrector;
  readonly #cursor: RowCursor;
  readonly #out = new CuratedRows((bytes, rows) => this.#pieces.push({ bytes, rows }));
  #pieces: CleanedPiece[] = [];

  constructor({ dataset, fileName, context, corrections }: CleaningTask, parseTelephone: TelephoneParser) {
    const whole: CurationContext = { ...context, parseTelephone };
    this.curator = curators[dataset](whole);
    this.#lineColumn = columnIndex(whole, 'source_line');
    this.#corrector = new RowCorrector(corrections, context.header);
    this.#cursor = new RowCursor(context.header.length, fileName);
  }

  /** Cleans whole rows, those behind the last ones it was given; the buffer is changed. Throws a Failure when they are not ours. */
  clean(rows: Buffer): CleanedRows {
    const { curator } = this;
    const refused: RefusedRow[] = [];
    const ledger = new Ledger(this.#lineColumn, (row) => refused.push(row));
    this.#pieces = [];
    const correctedBefore = this.#corrector.rowsCorrected;
    this.#cursor.load(rows);
    while (this.#cursor.next()) this.#corrector.curate(curator, this.#cursor, this.#out, ledger);
    this.#out.flush();
    return {
      pieces: this.#pieces,
      account: ledger.account(),
      refused,
      rowsCorrected: this.#corrector.rowsCorrected - correctedBefore,
      names: curator.names?.takeFresh() ?? [],
      noteUses: curator.notes?.takeUses() ?? [],
      evidence: curator.decimals.map((column) => ({ ...column.evidence })),
    };
  }
}

/** A cleaner of one file. The numbering plans of the world are loaded only for rows that may hold a telephone. */
export async function openCleaner(task: CleaningTask): Promise<RowsCleaner> {
  return new RowsCleaner(task, task.dataset === 'ventes_lignes' ? noTelephone : await loadTelephoneParser());
}

function noTelephone(): never {
  throw new Error('a sales line has no telephone');
}
