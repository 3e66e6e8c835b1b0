/**
 * Writes the fixture of a released version: `node --import tsx test/support/write-version-fixture.ts HOME ESTATE VERSION`, where
 * HOME is the data folder that version's own code filled (embedded database). The archive and its key go to
 * test/fixtures/versions/VERSION, with the figures a later version must still show.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { estateFolders } from '../../src/1-raw/folders.ts';
import { writeArchive } from '../../src/backup/archive-writer.ts';
import { backupKey } from '../../src/backup/key.ts';
import { openDatabase } from '../../src/db/database.ts';
import { versionFigures } from './version-figures.ts';

const [home = '', estate = '', version = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../fixtures/versions', version);
await mkdir(folder, { recursive: true });
const { recipient } = await backupKey(folder);
const database = await openDatabase({ embeddedFolder: join(home, '.postgres') });
try {
  const path = join(folder, `${estate}.cuvee.age`);
  const folders = estateFolders(home, estate);
  const source = { estate, database, folders, codeVersion: version, now: new Date('2026-07-27T04:30:00Z') };
  await writeArchive(
    { ...source, reason: 'before_upgrade', secret: 'the secret of a fixture, of nobody' },
    path,
    recipient,
  );
  const figures = await versionFigures(database, estate);
  await writeFile(join(folder, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  await database.close();
}
