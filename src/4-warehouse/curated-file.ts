/** The way from a curated file to a temporary table: its bytes go into COPY as they are, nothing is parsed here. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CopySource } from '../db/copy.ts';
import type { Session } from '../db/database.ts';
import { Failure } from '../errors.ts';
import { readOwnCsvBytes } from '../values/own-csv.ts';
import { sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import type { Export } from './load-plan.ts';

/** Whether the curated file of an export is still on disk. */
export function isCuratedFileAtHand(world: World, file: Export): boolean {
  return existsSync(join(world.folders.root, file.curatedPath));
}

/**
 * Copies a curated file into a temporary table whose columns bear the names of its header, in the same order, and gives the
 * rows copied. Throws a Failure when the file is gone or damaged, or when it holds fewer or more rows than were kept.
 */
export async function copyCurated(world: World, session: Session, table: string, file: Export): Promise<number> {
  const copied = await copyCuratedRows(session, table, curatedBlocks(world, file));
  if (copied !== file.rowsKept) throw ledgerBroken(file, { rowsKept: file.rowsKept, rowsCopied: copied });
  return copied;
}

/** Copies records of a curated file, its header first, into such a temporary table; gives the rows copied. */
export async function copyCuratedRows(session: Session, table: string, records: CopySource): Promise<number> {
  return session.copyIn(`copy pg_temp.${table} from stdin with (format csv, header match, delimiter ';')`, records);
}

/** The bytes of a curated file in blocks of whole records. Throws a Failure when the file is gone or damaged. */
export function curatedBlocks(world: World, file: Export): AsyncGenerator<Buffer> {
  if (!isCuratedFileAtHand(world, file)) throw curatedMissing(file);
  return readOwnCsvBytes(join(world.folders.root, file.curatedPath));
}

/** What is thrown when the warehouse would hold another sum than what was kept: not a euro may be lost on the way. */
export function ledgerBroken(file: Export, facts: Readonly<Record<string, unknown>>): Failure {
  const name = basename(file.curatedPath);
  return new Failure(
    'LEDGER_BROKEN',
    sentence(
      `Le fichier ${name} ne contient plus ce qui avait été retenu (lignes ou montants) : rien n’a été chargé. Il a été modifié ou tronqué ; restaurez-le depuis une sauvegarde, puis relancez.`,
      `The file ${name} no longer holds what was kept (rows or amounts): nothing was loaded. It was altered or cut short; restore it from a backup and run again.`,
    ),
    { facts: { curatedPath: file.curatedPath, ...facts } },
  );
}

function curatedMissing(file: Export): Failure {
  const name = basename(file.curatedPath);
  return new Failure(
    'CURATED_MISSING',
    sentence(
      `Le fichier nettoyé ${name} n’est plus là : rien n’a été chargé. Restaurez-le depuis une sauvegarde, puis relancez.`,
      `The curated file ${name} is no longer there: nothing was loaded. Restore it from a backup and run again.`,
    ),
    { facts: { curatedPath: file.curatedPath } },
  );
}
