/** `cuvee backup verify`: every byte of an archive, read and checked, without a database. */
import { basename } from 'node:path';
import { archiveGone, damagedArchive, readArchive } from './archive-reader.ts';
import type { Manifest } from './manifest.ts';
import { hashOfFile } from './streams.ts';

/** Reads the whole archive with its key; `sha256` is what the register says of the file, if it knows it. Throws what is wrong. */
export async function verifyBackup(path: string, identity: string, sha256: string | null): Promise<Manifest> {
  const manifest = await readArchive(path, identity);
  // Everything inside holds: a file that differs all the same has bytes behind its end, or was made again under this name.
  await checkArchiveFile(path, sha256);
  return manifest;
}

/** Whether the file is, byte for byte, the one that was written. Throws the Failure of a missing or damaged archive. */
export async function checkArchiveFile(path: string, sha256: string | null): Promise<void> {
  const lying = await hashOfFile(path).catch((error: unknown) => {
    throw archiveGone(path, error);
  });
  if (sha256 !== null && lying.sha256 !== sha256) throw damagedArchive(path, basename(path));
}
