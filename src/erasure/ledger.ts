/**
 * The ledger of erasures outside the database: one line per person forgotten, hashes only, beside the backups and in each of
 * their targets. A database restored from before an erasure learns from it whom to forget again.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../1-raw/write-atomically.ts';
import { flushFile } from '../backup/streams.ts';

export const ledgerFile = 'erasures.jsonl';

const lineSchema = z.object({
  erasureId: z.string(),
  subjectHashes: z.array(z.string()),
  pseudonym: z.string(),
  reason: z.enum(['asked', 'retention']),
  requestedAt: z.iso.datetime(),
});
export type LedgerLine = z.infer<typeof lineSchema>;

/** The lines of the ledger in a folder of backups, as they are written; a last one cut off by a crash is left out. */
export async function ledgerLines(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, ledgerFile), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => readLine(line) !== undefined);
}

/** The erasures a folder of backups knows of. */
export async function readLedger(folder: string): Promise<LedgerLine[]> {
  return (await ledgerLines(folder)).flatMap((line) => readLine(line) ?? []);
}

/** Adds one erasure and flushes it to the disk: it is in the ledger before the person is gone from the database. */
export async function noteErasure(folder: string, line: LedgerLine): Promise<void> {
  await appendLedgerLines(folder, [JSON.stringify(lineSchema.parse(line))]);
}

/** Adds lines as they are. A line begun by a process that was killed is ended first. */
export async function appendLedgerLines(folder: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(folder, { recursive: true });
  const path = join(folder, ledgerFile);
  const before = await readFile(path, 'utf8').catch(() => '');
  const start = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(path, start + lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  await flushFile(path);
}

function readLine(line: string): LedgerLine | undefined {
  if (line === '') return undefined;
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
