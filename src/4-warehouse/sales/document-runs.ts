/**
 * What a curated sales file tells of each document, without a line of it in the database: its lines, euros, days and client, and
 * its words as two hashes. A document told again in the same words needs nothing more; one told in other words is compared by
 * its content. The order of its lines, their place in the file and the file's mark are neither words nor content.
 */
import { HashLanes } from '../../values/hash-lanes.ts';
import { DocumentStarts } from './document-starts.ts';
import { columns, nothingRemembered, type SalesRecord } from './sales-record.ts';

/** A run of lines of one document and one client. Cells are as in the file, one character per byte; hashes are sums over lines. */
export interface DocumentRun {
  readonly documentId: string;
  readonly documentType: string;
  readonly clientCode: string;
  readonly sourceClientCode: string;
  /** Where its first line stands in the raw file. */
  readonly firstLine: string;
  lines: number;
  /** Net HT in ten-thousandths of a euro. */
  mtHt: number;
  /** Days as numbers: 20261005. */
  firstDay: number;
  lastDay: number;
  contentOne: number;
  contentOther: number;
  wordsOne: number;
  wordsOther: number;
}

/** Takes the records of a file one after the other and tells each run of lines. A document whose lines lie apart has several. */
export class DocumentRuns {
  /** Lines of the runs told so far. */
  lines = 0;
  readonly #tell: (run: DocumentRun) => void;
  readonly #lanes = new HashLanes();
  #run: DocumentRun | undefined;
  readonly #starts = new DocumentStarts();
  readonly #codes = nothingRemembered();
  readonly #dayCell = nothingRemembered();
  #day = 0;

  constructor(tell: (run: DocumentRun) => void) {
    this.#tell = tell;
  }

  /** Takes a record; true when another document begins with it. Throws NotASalesRecord. */
  take(record: SalesRecord): boolean {
    const isBeginning = this.#starts.isBeginning(record);
    const isSameRun = !isBeginning && record.isSame(this.#codes, columns.clientCode, columns.sourceClientCode);
    const run = isSameRun && this.#run !== undefined ? this.#run : this.#begin(record);
    const day = this.#dayOf(record);
    if (day < run.firstDay) run.firstDay = day;
    if (day > run.lastDay) run.lastDay = day;
    run.mtHt += record.tenThousandths(columns.mtHt);
    run.lines++;
    this.#hash(record, run);
    return isBeginning;
  }

  /** Once all records are taken: the last run. */
  finish(): void {
    if (this.#run === undefined) return;
    this.lines += this.#run.lines;
    this.#tell(this.#run);
    this.#run = undefined;
  }

  #begin(record: SalesRecord): DocumentRun {
    this.finish();
    record.remember(this.#codes, columns.clientCode, columns.sourceClientCode);
    const day = this.#dayOf(record);
    const run = {
      documentId: record.text(columns.documentId),
      documentType: record.text(columns.documentType),
      clientCode: record.text(columns.clientCode),
      sourceClientCode: record.text(columns.sourceClientCode),
      firstLine: record.text(columns.fileLine),
      lines: 0,
      mtHt: 0,
      firstDay: day,
      lastDay: day,
      contentOne: 0,
      contentOther: 0,
      wordsOne: 0,
      wordsOther: 0,
    };
    this.#run = run;
    return run;
  }

  // Nearly every line is of the day of the line before.
  #dayOf(record: SalesRecord): number {
    if (record.isSame(this.#dayCell, columns.day)) return this.#day;
    this.#day = record.day(columns.day);
    record.remember(this.#dayCell, columns.day);
    return this.#day;
  }

  #hash(record: SalesRecord, run: DocumentRun): void {
    const lanes = this.#lanes;
    const { view } = record;
    lanes.begin();
    lanes.mix(view, record.startOf(columns.documentId), record.startOf(columns.sourceClientCode));
    lanes.mix(view, record.startOf(columns.day), record.startOf(columns.wineKey));
    lanes.mix(view, record.startOf(columns.article), record.endOf(columns.last));
    run.contentOne += lanes.one();
    run.contentOther += lanes.other();
    // No content, these only say how the line was read: the code as written, the wine as understood.
    lanes.mix(view, record.startOf(columns.sourceClientCode), record.startOf(columns.day));
    lanes.mix(view, record.startOf(columns.wineKey), record.startOf(columns.article));
    run.wordsOne += lanes.one();
    run.wordsOther += lanes.other();
  }
}

/** A run as a row of `incoming_runs`, in CSV. */
export function runRow(run: DocumentRun): string {
  const { documentId, documentType, clientCode, sourceClientCode, firstLine } = run;
  const what = `${documentId};${documentType};${clientCode};${sourceClientCode};${firstLine};${run.lines};${run.mtHt}`;
  return `${what};${daysOf(run)};${run.contentOne};${run.contentOther};${run.wordsOne};${run.wordsOther}\n`;
}

/** `2026-10-05;2026-10-05`: the days of a run, mostly the same. */
export function daysOf({ firstDay, lastDay }: { readonly firstDay: number; readonly lastDay: number }): string {
  const first = dayText(firstDay);
  return `${first};${lastDay === firstDay ? first : dayText(lastDay)}`;
}

/** `2026-10-05` for 20261005. */
function dayText(day: number): string {
  const figures = String(day).padStart(8, '0');
  return `${figures.slice(0, 4)}-${figures.slice(4, 6)}-${figures.slice(6)}`;
}
