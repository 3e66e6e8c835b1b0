/** One staging file becomes a curated file and, where lines are refused, a file of rejects. The database is not touched here. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stampOf } from '../1-raw/export-name.ts';
import { pathOnDisk, storedPath } from '../1-raw/folders.ts';
import { chooseProfile } from '../2-staging/profile.ts';
import { sourceMark } from '../2-staging/stage.ts';
import type { DayOrder } from '../values/day.ts';
import type { Dataset } from '../values/dataset.ts';
import type { DecimalSign } from '../values/decimal.ts';
import { formatDecimal } from '../values/decimal.ts';
import { type OwnCsvFile, OwnCsvWriter, readOwnCsvBytes } from '../values/own-csv.ts';
import { loadTelephoneParser } from '../values/telephone.ts';
import type { World } from '../world.ts';
import { type Corrections, RowCorrector } from './corrections/corrections.ts';
import { CuratedRows } from './curated-rows.ts';
import { columnIndex, type CurationContext, type Curator } from './curator.ts';
import { curators } from './curators.ts';
import { Ledger, printable, type RefusedRow } from './ledger.ts';
import { rejectSentence } from './reject.ts';
import { RowCursor } from './row-cursor.ts';

/** A staged file, and what 2-staging decided about it. */
export interface StagedFile {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly originalName: string;
  readonly exportedAt: Date;
  /** Relative to the estate's root. */
  readonly stagingPath: string;
  readonly dayOrders: Readonly<
    Record<string, { readonly order: DayOrder; readonly evidence: string; readonly days: number }>
  >;
  /** What a person corrected in rows like those of this file. */
  readonly corrections: Corrections;
}

/** What curating a file left on disk, and its balanced account. Paths as the database keeps them. */
export interface CuratedFile {
  readonly curatedPath: string;
  readonly rejectsPath: string | undefined;
  readonly ledger: Ledger;
  readonly rowsCorrected: number;
  /** The ways sales name what was sold (see Curator); undefined when the file holds none, or too many to keep. */
  readonly names: readonly string[] | undefined;
}

type DecimalSigns = Readonly<Record<string, DecimalSign>>;

/**
 * Curates one file. Its columns of numbers are read once; only when a column turns out to write its decimals otherwise than
 * its doubtful numbers (`1.234`) were read is the whole file read again, so that no number is ever judged by its row alone.
 */
export async function curateFile(world: World, file: StagedFile): Promise<CuratedFile> {
  const context = await contextOf(world, file);
  const first = await pass(world, file, context);
  const signs = signsToReadAgain(first.curator);
  if (signs === undefined) return first.finish();
  await first.abandon();
  const second = await pass(world, file, { ...context, decimalSigns: signs });
  return second.finish();
}

async function contextOf(world: World, file: StagedFile): Promise<Omit<CurationContext, 'header'>> {
  return {
    exportedDay: file.exportedAt.toISOString().slice(0, 10),
    settings: world.settings,
    profile: chooseProfile(world.settings, file.source, file.dataset).profile,
    dayOrders: Object.fromEntries(Object.entries(file.dayOrders).map(([column, { order }]) => [column, order])),
    decimalSigns: {},
    parseTelephone: await loadTelephoneParser(),
  };
}

interface Pass {
  readonly curator: Curator;
  readonly finish: () => Promise<CuratedFile>;
  readonly abandon: () => Promise<void>;
}

/** Reads the whole file once. What it wrote is on disk under its name only after `finish`. */
async function pass(world: World, file: StagedFile, context: Omit<CurationContext, 'header'>): Promise<Pass> {
  const writer = new OwnCsvWriter(curatedPathOf(world, file, 'curated'));
  const rejects = new RejectsFile(curatedPathOf(world, file, 'rejects'), file.fileHash.slice(0, 8));
  const abandon = async (): Promise<void> => {
    await writer.abandon();
    await rejects.abandon();
  };
  try {
    const { curator, ledger, corrector } = await walk(pathOnDisk(world.folders, file.stagingPath), file, context, {
      writer,
      rejects,
    });
    warnOfColumns(file, curator, context.decimalSigns, ledger);
    const finish = (): Promise<CuratedFile> =>
      finishFile(world, file, {
        ledger,
        writer,
        rejects,
        rowsCorrected: corrector.rowsCorrected,
        names: namesOf(curator),
      }).catch(async (error: unknown) => {
        await abandon();
        throw error;
      });
    return { curator, finish, abandon };
  } catch (error) {
    await abandon();
    throw error;
  }
}

async function walk(
  path: string,
  file: Pick<StagedFile, 'dataset' | 'corrections'>,
  context: Omit<CurationContext, 'header'>,
  to: { readonly writer: OwnCsvWriter; readonly rejects: RejectsFile },
): Promise<Omit<OpenFile, 'cursor'>> {
  const out = new CuratedRows((bytes, rows) => to.writer.writeBytes(bytes, rows));
  let open: OpenFile | undefined;
  for await (const records of readOwnCsvBytes(path)) {
    let rows = records;
    if (open === undefined) {
      const headerEnd = records.indexOf('\n') + 1;
      // Our own headers need no quotes: they are canonical names and normalised ones.
      const header = records.toString('utf8', 0, headerEnd - 1).split(';');
      open = openFile({ ...file, header, fileName: basename(path) }, context, to.rejects);
      to.writer.write(open.curator.columns);
      rows = records.subarray(headerEnd);
    }
    open.cursor.load(rows);
    while (open.cursor.next()) open.corrector.curate(open.curator, open.cursor, out, open.ledger);
    await to.writer.ready();
    await to.rejects.ready();
  }
  out.flush();
  if (open === undefined) throw new Error(`${path} has no header`);
  return open;
}

interface OpenFile {
  readonly curator: Curator;
  readonly ledger: Ledger;
  readonly corrector: RowCorrector;
  readonly cursor: RowCursor;
}

function openFile(
  file: Pick<StagedFile, 'dataset' | 'corrections'> & { readonly header: readonly string[]; readonly fileName: string },
  context: Omit<CurationContext, 'header'>,
  rejects: RejectsFile,
): OpenFile {
  const whole: CurationContext = { ...context, header: file.header };
  const ledger = new Ledger(columnIndex(whole, 'source_line'), (row) => rejects.add(row));
  return {
    curator: curators[file.dataset](whole),
    ledger,
    corrector: new RowCorrector(file.corrections, file.header),
    cursor: new RowCursor(file.header.length, file.fileName),
  };
}

async function finishFile(
  world: World,
  file: StagedFile,
  made: {
    readonly ledger: Ledger;
    readonly writer: OwnCsvWriter;
    readonly rejects: RejectsFile;
    readonly rowsCorrected: number;
    readonly names: readonly string[] | undefined;
  },
): Promise<CuratedFile> {
  made.ledger.assertBalanced(file.originalName);
  const rejects = await made.rejects.close();
  const curated = await made.writer.close();
  return {
    curatedPath: storedPath(world.folders, curated.path),
    rejectsPath: rejects && storedPath(world.folders, rejects.path),
    ledger: made.ledger,
    rowsCorrected: made.rowsCorrected,
    names: made.names,
  };
}

function namesOf({ names }: Curator): readonly string[] | undefined {
  return names === undefined || names.isFull ? undefined : names.texts().map((text) => text.toString('utf8'));
}

/** The signs by which the file must be read again: undefined when every doubtful number was read as its column shows. */
function signsToReadAgain(curator: Curator): DecimalSigns | undefined {
  const decided = curator.decimals.filter(
    (column) => column.shown().isAmbiguous && column.shown().sign !== 'undecided',
  );
  return decided.length === 0
    ? undefined
    : Object.fromEntries(decided.map((column) => [column.column, column.shown().sign]));
}

function warnOfColumns(file: StagedFile, curator: Curator, signs: DecimalSigns, ledger: Ledger): void {
  for (const [column, { evidence, days }] of Object.entries(file.dayOrders)) {
    const example = [{ line: 0, column, raw: '' }];
    if (evidence === 'ambiguous') ledger.warnColumn('DAYS_AMBIGUOUS', days, example);
    if (evidence === 'contradictory') ledger.warnColumn('DAYS_CONTRADICTORY', days, example);
  }
  for (const column of curator.decimals) {
    const isUndecided = column.shown().isAmbiguous && (signs[column.column] ?? 'undecided') === 'undecided';
    if (isUndecided) ledger.warnColumn('NUMBERS_AMBIGUOUS', 1, [{ line: 0, column: column.column, raw: '' }]);
  }
}

/** `VENTES_LIGNES_curated_20251229_060000_1a2b3c4d.csv`: the time of export in UTC, then what makes it unique. */
export function curatedPathOf(
  world: World,
  file: Pick<StagedFile, 'source' | 'dataset' | 'fileHash' | 'exportedAt'>,
  kind: 'curated' | 'rejects',
): string {
  const mark = `${file.fileHash.slice(0, 8)}${sourceMark(file.source)}`;
  const name = `${file.dataset.toUpperCase()}_${kind}_${stampOf(file.exportedAt)}_${mark}.csv`;
  return join(world.folders.curated, name);
}

export const rejectColumns = [
  'source_file',
  'file_line',
  'column_name',
  'code',
  'raw_value',
  'sentence_fr',
  'mt_ht',
] as const;

/** The file of rejects: made with the first of them, so that a clean file has none. */
class RejectsFile {
  readonly #path: string;
  readonly #sourceFile: string;
  #writer: OwnCsvWriter | undefined;

  constructor(path: string, sourceFile: string) {
    this.#path = path;
    this.#sourceFile = sourceFile;
  }

  /** One record per reason; the row's euros stand on the first, so that they are summed once. */
  add({ line, reasons, mtHt }: RefusedRow): void {
    if (this.#writer === undefined) {
      this.#writer = new OwnCsvWriter(this.#path);
      this.#writer.write(rejectColumns);
    }
    for (const [index, { code, column, raw }] of reasons.entries()) {
      const shown = printable(raw);
      const euros = index === 0 ? formatDecimal(mtHt) : '';
      this.#writer.write([this.#sourceFile, String(line), column, code, shown, rejectSentence(code, shown), euros]);
    }
  }

  async ready(): Promise<void> {
    await this.#writer?.ready();
  }

  async close(): Promise<OwnCsvFile | undefined> {
    if (this.#writer !== undefined) return this.#writer.close();
    // What a killed run under other settings may have refused.
    for (const path of [this.#path, `${this.#path}.gz`]) await rm(path, { force: true });
    return undefined;
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }
}
