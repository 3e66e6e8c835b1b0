/** The secret of this installation: signs unsubscribe links and makes the paths of webhooks impossible to guess. */
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const leastLength = 32;

/**
 * The secret given by CUVEE_SECRET, else the one kept in `<home>/secret`, made once. It must outlive the machine: links of
 * letters sent years ago are checked with it, so that it belongs into the backups. Throws Failure('SECRET_TOO_SHORT').
 */
export async function readSecret(home: string, given?: string): Promise<string> {
  if (given !== undefined) return checked(given);
  const path = join(home, 'secret');
  return (await kept(path)) ?? make(home, path);
}

/** Another secret for another use: knowing one tells nothing of the others. Hexadecimal, 64 characters. */
export function secretFor(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex');
}

async function kept(path: string): Promise<string | undefined> {
  try {
    return checked((await readFile(path, 'utf8')).trim());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// Written whole under another name and linked into place: two processes at once end with the same secret.
async function make(home: string, path: string): Promise<string> {
  await mkdir(home, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await kept(path)) ?? '';
}

function checked(secret: string): string {
  if (secret.length >= leastLength) return secret;
  throw new Failure(
    'SECRET_TOO_SHORT',
    sentence(
      `Le secret de l'installation (CUVEE_SECRET ou le fichier secret) doit compter ${leastLength} caractères au moins.`,
      `The installation's secret (CUVEE_SECRET, or the file secret) must have at least ${leastLength} characters.`,
    ),
  );
}
