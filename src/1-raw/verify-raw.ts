/** `cuvee doctor --verify-raw`: is every archived file still what was received? */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { hashFile } from './content-hash.ts';
import { pathOnDisk, storedPath } from './folders.ts';
import { listReceived, type RegisteredFile } from './received-files.ts';
import { errorCode } from './write-atomically.ts';

export interface RawVerification {
  readonly checked: number;
  /** Files that are missing or no longer hold the bytes received; `path` is relative to the estate's root. */
  readonly damaged: readonly { readonly path: string; readonly reason: Sentence }[];
  readonly notices: readonly Sentence[];
}

/** Hashes every archived file again. Repairs nothing: dropping the same export again does. */
export async function verifyRaw(world: World): Promise<RawVerification> {
  const files = await listReceived(world.database, world.estate);
  const damaged: { path: string; reason: Sentence }[] = [];
  for (const [index, file] of files.entries()) {
    world.progress.advance('RAW', index, files.length);
    const reason = await damageOf(world, file);
    if (reason) damaged.push({ path: file.archivedPath, reason });
  }
  world.progress.end();
  return { checked: files.length, damaged, notices: await strangers(world, files) };
}

async function damageOf(world: World, file: RegisteredFile): Promise<Sentence | undefined> {
  try {
    const { fileHash } = await hashFile(pathOnDisk(world.folders, file.archivedPath));
    if (fileHash === file.lyingHash) return undefined;
    return sentence(
      `Le contenu de ${file.archivedPath} a changé depuis sa réception. Déposez à nouveau ${file.originalName} s’il vous en reste une copie.`,
      `The content of ${file.archivedPath} has changed since it was received. Drop ${file.originalName} again if you still have it.`,
    );
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') {
      return sentence(
        `${file.archivedPath} manque. Déposez à nouveau ${file.originalName}, ou restaurez une sauvegarde.`,
        `${file.archivedPath} is missing. Drop ${file.originalName} again, or restore a backup.`,
      );
    }
    return sentence(
      `${file.archivedPath} ne peut pas être lu (${code}). Vérifiez le disque et les droits.`,
      `${file.archivedPath} cannot be read (${code}). Check the disk and its permissions.`,
    );
  }
}

/** Files in the archive that no register knows: left by a run that was killed (the next one takes them up), or by a hand. */
async function strangers(world: World, files: readonly RegisteredFile[]): Promise<Sentence[]> {
  const known = new Set(files.map((file) => file.archivedPath));
  const entries = await readdir(world.folders.raw, { withFileTypes: true, recursive: true }).catch(() => []);
  const unknown = entries
    .filter((entry) => entry.isFile())
    .map((entry) => storedPath(world.folders, join(entry.parentPath, entry.name)))
    .filter((path) => path.includes('/archive/') && !known.has(path));
  if (unknown.length === 0) return [];
  const first = [...unknown].sort()[0] ?? '';
  return [
    sentence(
      `${countFr(unknown.length, 'fichier')} de l’archive sans inscription au registre (par exemple ${first}).`,
      `${countEn(unknown.length, 'file')} in the archive that the register does not know (for example ${first}).`,
    ),
  ];
}
