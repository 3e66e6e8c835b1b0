/** `config/manifest_raw.json`, a readable copy of the register of received files; the database stays the truth. */
import { join } from 'node:path';
import type { World } from '../world.ts';
import { makeFolder } from './folders.ts';
import { listReceived } from './received-files.ts';
import { writeJsonAtomically } from './write-atomically.ts';

/** Writes the list of all received files, each known by the hash of its bytes; same files, same bytes. */
export async function writeManifest(world: World): Promise<void> {
  const received = await listReceived(world.database, world.estate);
  const files = received.map((file) => ({
    sha256: file.fileHash,
    source: file.source,
    dataset: file.dataset,
    name: file.originalName,
    bytes: file.byteCount,
    exportedAt: file.exportedAt.toISOString(),
    archived: file.archivedPath,
  }));
  await makeFolder(world.folders.config);
  await writeJsonAtomically(join(world.folders.config, 'manifest_raw.json'), { estate: world.estate, files });
}
