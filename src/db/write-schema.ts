/** Writes `schema.sql` anew: applies all migrations to an empty database of its own and dumps what they add up to. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { dumpSchema } from './schema-dump.ts';

const folder = await mkdtemp(join(tmpdir(), 'cuvee-schema-'));
try {
  await chmod(folder, 0o711);
  const database = await openDatabase({ embeddedFolder: join(folder, 'postgres') });
  try {
    await migrate(database);
    await writeFile(new URL('./schema.sql', import.meta.url), await dumpSchema(database));
  } finally {
    await database.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
