/**
 * A secret of one estate in a file of its `config` folder, sealed under the installation's secret: never a setting, since settings are
 * shown and journaled. It is in the estate's backups, sealed as well.
 */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { openSealed, type Seal, sealText } from '../estate/seal.ts';
import type { World } from '../world.ts';
import { makeFolder } from './folders.ts';
import { errorCode, writeJsonAtomically } from './write-atomically.ts';

/** Which secret: the file's name, and the use its seal is bound to. */
export interface SealedFile {
  readonly name: string;
  readonly use: string;
}

/** Whose secret. */
export type SecretPlace = Pick<World, 'estate' | 'folders'>;

const keptSchema = z.object({ sealed: z.string() });

/** The text that is kept; undefined where none is. Throws where it was changed, moved to another estate, or sealed under another secret. */
export async function readSealed(place: SecretPlace, file: SealedFile, secret: string): Promise<string | undefined> {
  const text = await readFile(pathOf(place, file), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined
    ? undefined
    : openSealed(keptSchema.parse(JSON.parse(text)).sealed, sealOf(place, file, secret));
}

/** Whether a text is kept, even one that cannot be opened here. */
export async function isSealedKept(place: SecretPlace, file: SealedFile): Promise<boolean> {
  const found = await stat(pathOf(place, file)).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  return found !== undefined;
}

/** Keeps a text, in the place of the one before. */
export async function writeSealed(
  place: SecretPlace,
  file: SealedFile,
  kept: { text: string; secret: string },
): Promise<void> {
  await makeFolder(place.folders.config);
  const sealed = sealText(kept.text, sealOf(place, file, kept.secret));
  await writeJsonAtomically(pathOf(place, file), { sealed });
}

/** Forgets the text that is kept, where one is. */
export async function removeSealed(place: SecretPlace, file: SealedFile): Promise<void> {
  await rm(pathOf(place, file), { force: true });
}

function pathOf({ folders }: SecretPlace, { name }: SealedFile): string {
  return join(folders.config, `${name}.json`);
}

function sealOf({ estate }: SecretPlace, { use }: SealedFile, secret: string): Seal {
  return { secret, use, place: estate };
}
