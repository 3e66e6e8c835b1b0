/** Opens an archive in a scratch database and a folder, in the schema it was made in: ready to be compared, migrated or moved. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../db/database.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { createEstate } from '../estate/estates.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { readArchive } from './archive-reader.ts';
import type { ArchiveHead, Manifest } from './manifest.ts';
import { copyInto, type EstateTable } from './tables.ts';

export interface OpenedArchive {
  readonly manifest: Manifest;
  readonly secret: string;
}

/**
 * Reads the whole archive: rows into `scratch` (empty), files into `folder`. Throws the Failure of a damaged archive, and
 * Failure('BACKUP_NEWER') for one made by a newer Cuvée, before anything is kept.
 */
export async function openArchive(
  path: string,
  identity: string,
  { scratch, folder }: { readonly scratch: Database; readonly folder: string },
): Promise<OpenedArchive> {
  const tables = new Map<string, EstateTable>();
  let secret = '';
  const manifest = await readArchive(path, identity, {
    async head(head) {
      await refuseNewer(path, head);
      await migrate(scratch, undefined, { upTo: head.schemaVersion });
      for (const table of head.tables) tables.set(table.name, table);
    },
    async secrets(secrets) {
      secret = secrets.secret;
    },
    async rows(name, part) {
      const table = tables.get(name);
      if (!table) throw new Error(`the archive never announced ${name}`);
      await scratch.copyIn(copyInto(table), Readable.from([part]));
    },
    async file(relative, bytes) {
      const target = join(folder, ...relative.split('/'));
      await mkdir(dirname(target), { recursive: true });
      await pipeline(Readable.from(bytes), createWriteStream(target, { mode: modeOf(relative) }));
    },
  });
  // Settings and rows are kept per estate; the estate itself is a row like the others, made again where an old archive lacks it.
  await createEstate(scratch, { slug: manifest.estate, name: manifest.estateName, isDemo: manifest.isDemo });
  return { manifest, secret };
}

/** RAW is kept read-only. */
function modeOf(relative: string): number {
  return relative.startsWith('raw/') && relative.includes('/archive/') ? 0o444 : 0o644;
}

/** Refuses an archive whose schema this Cuvée does not know yet. */
export async function refuseNewer(path: string, head: ArchiveHead): Promise<void> {
  const known = (await readMigrations(new URL('../db/migrations/', import.meta.url))).length;
  if (head.schemaVersion <= known) return;
  throw new Failure(
    'BACKUP_NEWER',
    sentence(
      `${basename(path)} a été fait par une version plus récente de Cuvée (${head.codeVersion}, base à l'étape ${head.schemaVersion} ; celle-ci connaît ${known}). Installez la dernière version, puis recommencez.`,
      `${basename(path)} was made by a newer Cuvée (${head.codeVersion}, schema step ${head.schemaVersion}; this one knows ${known}). Install the latest version, then try again.`,
    ),
    { facts: { schemaVersion: head.schemaVersion, known } },
  );
}
