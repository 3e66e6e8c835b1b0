/** The ledger of erasures beside the backups, and its copies elsewhere: lines are only ever added, whoever lost some. */
import { appendLedgerLines, ledgerFile, ledgerLines } from '../erasure/ledger.ts';
import type { BackupTarget } from './targets/target.ts';

/** Makes the ledger of a folder and that of a target the same: what either knows, both know. */
export async function shareLedger(folder: string, target: Pick<BackupTarget, 'read' | 'write'>): Promise<void> {
  const here = await ledgerLines(folder);
  const there = ((await target.read(ledgerFile)) ?? '').split('\n').filter((line) => line !== '');
  const known = new Set(here);
  await appendLedgerLines(
    folder,
    there.filter((line) => !known.has(line)),
  );
  const all = [...new Set([...there, ...here])];
  if (all.length > there.length) await target.write(ledgerFile, all.map((line) => `${line}\n`).join(''));
}
