/** What a step may touch. Verbs take a `World` first; nouns never see it. */
import type { Database } from './db/database.ts';
import type { Settings } from './estate/settings.ts';
import type { Dataset } from './values/dataset.ts';
import type { Sentence } from './values/sentence.ts';

/** The folders of one estate (DESIGN, Folders on disk). Paths kept in the database are relative to `root`, with `/`. */
export interface EstateFolders {
  readonly root: string;
  readonly raw: string;
  readonly staging: string;
  readonly curated: string;
  readonly config: string;
  readonly logs: string;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Says how far long work is; silent in a pipe. `total` may be unknown. */
export interface Progress {
  advance(label: string, done: number, total?: number): void;
  end(): void;
}

export interface World {
  readonly estate: string;
  readonly database: Database;
  readonly folders: EstateFolders;
  readonly settings: Settings;
  /** Hash of the whole settings: a change of any number changes it. */
  readonly configHash: string;
  readonly codeVersion: string;
  /** Who acts: a person's name, or `cuvee` for the house itself. */
  readonly actor: string;
  readonly clock: () => Date;
  readonly log: Log;
  readonly progress: Progress;
}

/** A world in which a run is under way. `asOf` is the only day that computations know. */
export interface RunWorld extends World {
  readonly runId: string;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** The reason a person gave to publish in spite of drift. */
  readonly acceptDrift?: string;
}

/** What a step says of itself when it is done. */
export interface StepResult {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  /** What a person should know: skipped files, stopped files, warnings with their counts. */
  readonly notices: readonly Sentence[];
}

/** One file as rooms 2 to 4 know it: the key of `etl.files`, and where it came from. */
export interface ReceivedFile {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly originalName: string;
  /** Relative to the estate's root. */
  readonly archivedPath: string;
  readonly exportedAt: Date;
}
