/** Copies in another folder: a second disk, a network share. */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../1-raw/write-atomically.ts';
import { flushFile, hashOfFile } from '../streams.ts';
import type { BackupTarget } from './target.ts';

/** Keeps copies in `<path>/<estate>`, each under its name only once it is whole. */
export function folderTarget(path: string, estate: string): BackupTarget {
  const folder = join(path, estate);
  const place = async (name: string, fill: (draft: string) => Promise<void>): Promise<void> => {
    await mkdir(folder, { recursive: true });
    const draft = join(folder, `${name}.tmp-${process.pid}`);
    try {
      await fill(draft);
      await flushFile(draft);
      await rename(draft, join(folder, name));
    } finally {
      await rm(draft, { force: true });
    }
  };
  return {
    name: path,
    async put(name, from) {
      await place(name, (draft) => copyFile(from, draft));
      return (await hashOfFile(join(folder, name))).sha256;
    },
    read: (name) =>
      readFile(join(folder, name), 'utf8').catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return undefined;
        throw error;
      }),
    write: (name, text) => place(name, (draft) => writeFile(draft, text)),
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}
