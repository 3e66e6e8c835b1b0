/**
 * What to load, in which order. The warehouse must end the same whatever the order in which files arrive, so a file older
 * than one already loaded is not squeezed in: the newer ones are applied again after it, from their curated files.
 */
import type { Dataset } from '../values/dataset.ts';

/** A curated file, loaded or not. */
export interface Export {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly originalName: string;
  readonly exportedAt: Date;
  readonly receivedAt: Date;
  /** Relative to the estate's root. */
  readonly curatedPath: string;
  /** The refused lines beside it; null where none was. */
  readonly rejectsPath: string | null;
  readonly rowsKept: number;
  /** Exact decimal. */
  readonly mtHtKept: string;
  /** The days its kept rows cover, `YYYY-MM-DD`; null without any. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Of the settings it was curated under. */
  readonly configHash: string;
  /** The earlier export that says the same, word for word; null when none does. */
  readonly repeatsHash: string | null;
  readonly loadedAt: Date | null;
  readonly isLoaded: boolean;
  /** It was loaded, and then curated again under other settings: its rows are to be told anew. */
  readonly isCuratedAnew: boolean;
}

/**
 * One file to apply. `replay`: it was loaded before, and speaks again after a file that came late. `repeat`: it says what the file
 * applied right before it said, so that nothing can change.
 */
export interface PlannedExport {
  readonly file: Export;
  readonly mode: 'load' | 'replay' | 'repeat';
}

export interface LoadPlan {
  readonly produits: readonly PlannedExport[];
  readonly clients: readonly PlannedExport[];
  readonly sales: readonly SalesPlan[];
  readonly stock: readonly PlannedExport[];
  readonly contacts: readonly PlannedExport[];
}

/**
 * The sales files of one source. `rewind`: a file came late or was curated anew, so the ledger of the source is emptied and told again from its
 * first export, all in the one transaction of the run: which documents vanished depends on all that came before.
 */
export interface SalesPlan {
  readonly source: string;
  readonly rewind: boolean;
  readonly files: readonly PlannedExport[];
}

/**
 * The plan for all curated files of an estate. `isAtHand` says whether a curated file is still on disk: one that is gone
 * cannot speak again, and its rows keep what they say.
 */
export function planLoad(exports: readonly Export[], isAtHand: (file: Export) => boolean): LoadPlan {
  const of = (dataset: Dataset): Export[] => exports.filter((file) => file.dataset === dataset).sort(byExport);
  return {
    produits: withReplays(of('produits'), isAtHand),
    clients: withReplays(of('clients'), isAtHand),
    sales: sourcesOf(of('ventes_lignes')).map(([source, files]) => planSales(source, files, isAtHand)),
    stock: withReplays(of('stock'), isAtHand),
    // A contact happened or it did not: no export replaces what another told.
    contacts: pendingOf(of('contacts')),
  };
}

/**
 * The order in which exports speak: when they were made, then when they came (an export done again the same day often has the same
 * stamp in its name, and the later one corrects the other), then their name and content.
 */
export function byExport(one: Export, other: Export): number {
  return (
    one.exportedAt.getTime() - other.exportedAt.getTime() ||
    one.receivedAt.getTime() - other.receivedAt.getTime() ||
    compareTexts(one.originalName, other.originalName) ||
    compareTexts(one.fileHash, other.fileHash) ||
    compareTexts(one.source, other.source)
  );
}

function planSales(source: string, files: readonly Export[], isAtHand: (file: Export) => boolean): SalesPlan {
  const loaded = files.filter((file) => file.isLoaded);
  const mustRewind = comesLate(files) || files.some((file) => file.isCuratedAnew);
  if (!mustRewind) return { source, rewind: false, files: withRepeats(files, isAtHand) };
  if (!loaded.every(isAtHand)) return { source, rewind: false, files: pendingOf(files) };
  return { source, rewind: true, files: files.map(planned) };
}

// Only where nothing came late: there the file before a pending one is also the last that spoke.
function withRepeats(files: readonly Export[], isAtHand: (file: Export) => boolean): PlannedExport[] {
  return files.flatMap((file, index) => {
    if (file.isLoaded) return [];
    const before = files[index - 1];
    const isRepeat = before !== undefined && repeats(file, before) && spokeLast(before, files) && isAtHand(file);
    return [{ file, mode: isRepeat ? 'repeat' : 'load' }];
  });
}

function repeats(file: Export, before: Export): boolean {
  return file.repeatsHash === before.fileHash && file.configHash === before.configHash;
}

/** Whether no other file was loaded after this one; a pending one is loaded last. */
function spokeLast({ loadedAt }: Export, files: readonly Export[]): boolean {
  return loadedAt === null || files.every((other) => other.loadedAt === null || other.loadedAt <= loadedAt);
}

// Files that say what is true now, row by row: what the newest mention says stands, so only newer files speak again.
function withReplays(files: readonly Export[], isAtHand: (file: Export) => boolean): PlannedExport[] {
  const firstPending = files.findIndex((file) => !file.isLoaded);
  if (firstPending < 0) return [];
  return files
    .slice(firstPending)
    .filter((file) => !file.isLoaded || isAtHand(file))
    .map(planned);
}

function planned(file: Export): PlannedExport {
  return { file, mode: file.isLoaded ? 'replay' : 'load' };
}

function pendingOf(files: readonly Export[]): PlannedExport[] {
  return files.filter((file) => !file.isLoaded).map(planned);
}

function comesLate(files: readonly Export[]): boolean {
  const firstPending = files.findIndex((file) => !file.isLoaded);
  return firstPending >= 0 && files.slice(firstPending).some((file) => file.isLoaded);
}

function sourcesOf(files: readonly Export[]): [string, Export[]][] {
  const bySource = new Map<string, Export[]>();
  for (const file of files) bySource.set(file.source, [...(bySource.get(file.source) ?? []), file]);
  return [...bySource].sort(([one], [other]) => compareTexts(one, other));
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
