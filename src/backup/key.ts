/**
 * The key pair of the backups. Archives are encrypted to its public half (age, X25519); without the secret half nobody reads
 * them, and nobody can make it again. It lies in the home folder, never beside the archives and never inside one.
 */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

export interface BackupKey {
  /** `AGE-SECRET-KEY-1…`: opens archives. */
  readonly identity: string;
  /** `age1…`: archives are made for it. */
  readonly recipient: string;
}

/** Where the key of an installation lies. */
export function backupKeyPath(home: string): string {
  return join(home, 'backup-key');
}

/** The key of this installation, made at the first use. Several processes at once end with the same one. */
export async function backupKey(home: string): Promise<BackupKey> {
  return (await kept(backupKeyPath(home))) ?? make(home);
}

/** The key in a file a person kept, or in its text. Throws Failure('BACKUP_KEY_UNREADABLE') where there is none. */
export async function keyOfFile(path: string): Promise<BackupKey> {
  const key = await kept(path);
  if (key) return key;
  throw new Failure(
    'BACKUP_KEY_UNREADABLE',
    sentence(
      `Aucune clé de sauvegarde dans ${path}. Donnez le fichier où « cuvee backup key » l'a écrite : il contient une ligne AGE-SECRET-KEY-1….`,
      `No backup key in ${path}. Give the file "cuvee backup key" wrote it to: it holds a line AGE-SECRET-KEY-1….`,
    ),
    { facts: { path } },
  );
}

/** The text of a key file, as it is kept and printed. */
export function keyText({ identity, recipient }: BackupKey): string {
  return `# Cuvée: the key of the backups. Without it no backup can be read.\n# public key: ${recipient}\n${identity}\n`;
}

async function kept(path: string): Promise<BackupKey | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const identity = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(text)?.[0];
  return identity === undefined ? undefined : { identity, recipient: await identityToRecipient(identity) };
}

// Written whole under another name and linked into place: nobody ever reads half a key, and the first one stays.
async function make(home: string): Promise<BackupKey> {
  await mkdir(home, { recursive: true });
  const identity = await generateX25519Identity();
  const path = backupKeyPath(home);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, keyText({ identity, recipient: await identityToRecipient(identity) }), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return keyOfFile(path);
}
