/** One staging file becomes a curated file and, where lines are refused, a file of rejects. The database is not touched here. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stampOf } from '../1-raw/export-name.ts';
import { pathOnDisk, storedPath } from '../1-raw/folders.ts';
import { chooseProfile } from '../2-staging/profile.ts';
import { sourceMark } from '../2-staging/stage.ts';
import type { Dataset } from '../values/dataset.ts';
import { formatDecimal } from '../values/decimal.ts';
import { type OwnCsvFile, OwnCsvWriter, readOwnCsvBytes } from '../values/own-csv.ts';
import type { World } from '../world.ts';
import { cleanTogether, helpersFor, startHelpers } from './clean-together.ts';
import type { Corrections } from './corrections/corrections.ts';
import { CleanedFile, type DayOrders } from './cleaned-file.ts';
import { type Ledger, printable, type RefusedRow } from './ledger.ts';
import { rejectSentence } from './reject.ts';
import { type CleaningTask, openCleaner } from './rows-cleaner.ts';

/** A staged file, and what 2-staging decided about it. */
export interface StagedFile {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly originalName: string;
  readonly exportedAt: Date;
  /** Relative to the estate's root. */
  readonly stagingPath: string;
  readonly rowsStaged: number;
  readonly dayOrders: DayOrders;
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

/**
 * Curates one file. Its columns of numbers are read once; only when a column turns out to write its decimals otherwise than
 * its doubtful numbers (`1.234`) were read is the whole file read again, so that no number is ever judged by its row alone.
 */
export async function curateFile(
  world: World,
  file: StagedFile,
  helperCount = helpersFor({ dataset: file.dataset, rows: file.rowsStaged }),
): Promise<CuratedFile> {
  const context = contextOf(world, file);
  const first = await pass(world, file, context, helperCount);
  const signs = first.cleaned.signsToReadAgain();
  if (signs === undefined) return first.finish();
  await first.abandon();
  const second = await pass(world, file, { ...context, decimalSigns: signs }, helperCount);
  return second.finish();
}

/** What decides how a file is cleaned, beside its columns. */
type FileContext = Omit<CleaningTask['context'], 'header'>;

function contextOf(world: World, file: StagedFile): FileContext {
  return {
    exportedDay: file.exportedAt.toISOString().slice(0, 10),
    settings: world.settings,
    profile: chooseProfile(world.settings, file.source, file.dataset).profile,
    dayOrders: Object.fromEntries(Object.entries(file.dayOrders).map(([column, { order }]) => [column, order])),
    decimalSigns: {},
  };
}

interface Pass {
  readonly cleaned: CleanedFile;
  readonly finish: () => Promise<CuratedFile>;
  readonly abandon: () => Promise<void>;
}

/** Reads the whole file once. What it wrote is on disk under its name only after `finish`. */
async function pass(world: World, file: StagedFile, context: FileContext, helperCount: number): Promise<Pass> {
  const writer = new OwnCsvWriter(curatedPathOf(world, file, 'curated'));
  const rejects = new RejectsFile(curatedPathOf(world, file, 'rejects'), file.fileHash.slice(0, 8));
  const abandon = async (): Promise<void> => {
    await writer.abandon();
    await rejects.abandon();
  };
  const finish = (cleaned: CleanedFile): Promise<CuratedFile> =>
    finishFile(world, file, { cleaned, writer, rejects }).catch(async (error: unknown) => {
      await abandon();
      throw error;
    });
  try {
    const cleaned = await walk(world, file, context, { writer, rejects, helperCount });
    cleaned.warnOfColumns(file.dayOrders, context.decimalSigns);
    return { cleaned, finish: () => finish(cleaned), abandon };
  } catch (error) {
    await abandon();
    throw error;
  }
}

async function walk(
  world: World,
  file: StagedFile,
  context: FileContext,
  to: { readonly writer: OwnCsvWriter; readonly rejects: RejectsFile; readonly helperCount: number },
): Promise<CleanedFile> {
  const path = pathOnDisk(world.folders, file.stagingPath);
  const blocks = readOwnCsvBytes(path);
  const { header, rows } = await readHeader(blocks, path);
  const { dataset, corrections } = file;
  const task = { dataset, corrections, fileName: basename(path), context: { ...context, header } };
  const cleaner = await openCleaner(task);
  to.writer.write(cleaner.curator.columns);
  const whole = new CleanedFile(cleaner.curator);
  const helpers = startHelpers(task, to.helperCount);
  try {
    for await (const cleaned of cleanTogether(startingWith(rows, blocks), cleaner, helpers)) {
      for (const { bytes, rows: count } of cleaned.pieces) to.writer.writeBytes(asBuffer(bytes), count);
      for (const row of cleaned.refused) to.rejects.add(row);
      whole.add(cleaned);
      await to.writer.ready();
      await to.rejects.ready();
    }
  } finally {
    await Promise.all(helpers.map((helper) => helper.end()));
  }
  return whole;
}

/** The columns of a staging file, and the rows that came with them. */
async function readHeader(
  blocks: AsyncGenerator<Buffer>,
  path: string,
): Promise<{ readonly header: readonly string[]; readonly rows: Buffer }> {
  const { value } = await blocks.next();
  if (!Buffer.isBuffer(value)) throw new Error(`${path} has no header`);
  const end = value.indexOf('\n') + 1;
  // Our own headers need no quotes: they are canonical names and normalised ones.
  return { header: value.toString('utf8', 0, end - 1).split(';'), rows: value.subarray(end) };
}

async function* startingWith(first: Buffer, others: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* others;
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

async function finishFile(
  world: World,
  file: StagedFile,
  made: { readonly cleaned: CleanedFile; readonly writer: OwnCsvWriter; readonly rejects: RejectsFile },
): Promise<CuratedFile> {
  const { ledger, names, rowsCorrected } = made.cleaned;
  ledger.assertBalanced(file.originalName);
  const rejects = await made.rejects.close();
  const curated = await made.writer.close();
  return {
    curatedPath: storedPath(world.folders, curated.path),
    rejectsPath: rejects && storedPath(world.folders, rejects.path),
    ledger,
    rowsCorrected,
    names,
  };
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
  'document_id',
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
  add({ line, reasons, mtHt, documentId }: RefusedRow): void {
    if (this.#writer === undefined) {
      this.#writer = new OwnCsvWriter(this.#path);
      this.#writer.write(rejectColumns);
    }
    for (const [index, { code, column, raw }] of reasons.entries()) {
      const shown = printable(raw);
      const euros = index === 0 ? formatDecimal(mtHt) : '';
      const why = rejectSentence(code, shown);
      this.#writer.write([this.#sourceFile, String(line), column, code, shown, why, euros, documentId]);
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
