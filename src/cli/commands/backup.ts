import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type BackupResult, backUp } from '../../backup/back-up.ts';
import { type Backup, backupFolder, listBackups } from '../../backup/backups.ts';
import { installationOf } from '../../backup/installation.ts';
import { backupKey, backupKeyPath, keyOfFile, keyText } from '../../backup/key.ts';
import { rowCount } from '../../backup/manifest.ts';
import { restoreDrill } from '../../backup/restore-drill.ts';
import { verifyBackup } from '../../backup/verify-backup.ts';
import { Failure } from '../../errors.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface EstateOption {
  readonly estate?: string;
}

/** `cuvee backup`: makes one now, copies it, lets the old ones go. A copy that failed is an exit code of its own. */
export async function backup(context: CommandContext, options: EstateOption): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const installation = await installationOf(world);
    const made = await backUp(world, { reason: 'by_hand', now: world.clock(), installation });
    sayBackup(context, made);
    const isWhole = made.missing.length + made.damaged.length === 0 && made.copies.every(({ ok }) => ok);
    context.output.json({ ok: isWhole, ...made });
    return isWhole ? exitCodes.done : exitCodes.failed;
  });
}

function sayBackup({ output }: CommandContext, made: BackupResult): void {
  output.say(
    sentence(
      `Sauvegarde faite : ${made.path} (${countFr(made.rows, 'ligne')} de ${made.tables} tables, ${countFr(made.files, 'fichier')}, ${megabytes(made.bytes)} Mo). Elle se lit avec la clé seule : cuvee backup key.`,
      `Backed up: ${made.path} (${countEn(made.rows, 'row')} of ${made.tables} tables, ${countEn(made.files, 'file')}, ${megabytes(made.bytes)} MB). Only the key reads it: cuvee backup key.`,
    ),
  );
  for (const { target, ok, error } of made.copies) {
    if (ok) output.say(sentence(`Copie vérifiée : ${target}.`, `Copy verified: ${target}.`));
    else output.warn(sentence(`Pas de copie vers ${target} : ${error}.`, `No copy to ${target}: ${error}.`));
  }
  for (const path of made.missing) {
    output.warn(
      sentence(
        `${path} manque : il n'est pas dans la sauvegarde. Voyez cuvee doctor --verify-raw.`,
        `${path} is missing: it is not in the backup. See cuvee doctor --verify-raw.`,
      ),
    );
  }
  for (const path of made.damaged) {
    output.warn(
      sentence(
        `${path} n'a plus ses octets d'origine : remettez-le depuis une sauvegarde plus ancienne. Voyez cuvee doctor --verify-raw.`,
        `${path} no longer has the bytes it came with: put it back from an older backup. See cuvee doctor --verify-raw.`,
      ),
    );
  }
}

/** `cuvee backup list`. */
export async function list(context: CommandContext, options: EstateOption): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const backups = await listBackups(world.database, world.estate);
    if (backups.length === 0) {
      context.output.say(sentence('Aucune sauvegarde encore : cuvee backup.', 'No backup yet: cuvee backup.'));
    } else {
      context.output.print(
        formatTable(
          ['quand', 'état', 'Mo', 'copies', 'fichier'],
          backups.map((made) => [
            made.startedAt.toISOString().slice(0, 16).replace('T', ' '),
            made.state,
            megabytes(made.bytes ?? 0),
            `${made.copies.filter(({ ok }) => ok).length}/${made.copies.length}`,
            made.fileName ?? '',
          ]),
        ),
      );
    }
    context.output.json({ folder: backupFolder(context.environment.home, world.estate), backups });
    return exitCodes.done;
  });
}

/** `cuvee backup verify`: every byte of one archive, with its key. */
export async function verify(
  context: CommandContext,
  options: EstateOption & { readonly key?: string },
  file?: string,
): Promise<number> {
  const { home } = context.environment;
  const { identity } = await (options.key === undefined ? backupKey(home) : keyOfFile(options.key));
  return withWorld(context.environment, options.estate, async (world) => {
    const backups = await listBackups(world.database, world.estate);
    const wanted = file === undefined ? lastGood(backups) : resolve(file);
    const path = typeof wanted === 'string' ? wanted : join(backupFolder(home, world.estate), wanted.fileName ?? '');
    const known = backups.find(({ fileName }) => fileName !== null && path.endsWith(fileName));
    const manifest = await verifyBackup(path, identity, known?.sha256 ?? null);
    context.output.say(
      sentence(
        `${path} est intacte : ${countFr(rowCount(manifest), 'ligne')}, ${countFr(manifest.files.length, 'fichier')}, du ${manifest.createdAt}.`,
        `${path} is intact: ${countEn(rowCount(manifest), 'row')}, ${countEn(manifest.files.length, 'file')}, of ${manifest.createdAt}.`,
      ),
    );
    context.output.json({
      ok: true,
      path,
      createdAt: manifest.createdAt,
      tables: manifest.tables,
      files: manifest.files,
    });
    return exitCodes.done;
  });
}

function lastGood(backups: readonly Backup[]): Backup {
  const found = backups.find(({ state }) => state === 'done');
  if (found) return found;
  throw new Failure('NO_BACKUP', sentence('Aucune sauvegarde encore : cuvee backup.', 'No backup yet: cuvee backup.'));
}

/** `cuvee backup drill`: the weekly rehearsal, now. */
export async function drill(context: CommandContext, options: EstateOption): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const result = await restoreDrill(world, { now: world.clock() });
    const { rpoHours, rtoSeconds, tables, rows, files } = result;
    context.output.say(
      result.ok
        ? sentence(
            `Restauration répétée : ${countFr(rows, 'ligne')} de ${tables} tables et ${countFr(files, 'fichier')} revenus à l'identique en ${rtoSeconds} s, dernier passage refait ; sauvegarde vieille de ${rpoHours} h.`,
            `Restore rehearsed: ${countEn(rows, 'row')} of ${tables} tables and ${countEn(files, 'file')} came back the same in ${rtoSeconds} s, the last run done again; the backup is ${rpoHours} h old.`,
          )
        : sentence('La répétition a trouvé ceci :', 'The rehearsal found this:'),
    );
    for (const finding of result.findings) context.output.warn(finding.sentence);
    context.output.json(result);
    return result.ok ? exitCodes.done : exitCodes.failed;
  });
}

/** `cuvee backup key`: prints it, or writes it to a file, with what it is worth. Opens no database. */
export async function key(context: CommandContext, options: { readonly out?: string }): Promise<number> {
  const { home } = context.environment;
  const known = await backupKey(home);
  context.output.warn(
    sentence(
      `Sans cette clé, aucune sauvegarde ne se lit, et personne ne peut la refaire. Imprimez-la ou gardez-la hors de cette machine. Ici, elle est dans ${backupKeyPath(home)}.`,
      `Without this key no backup can be read, and nobody can make it again. Print it, or keep it away from this machine. Here it lies in ${backupKeyPath(home)}.`,
    ),
  );
  if (options.out === undefined) context.output.print(keyText(known).trimEnd());
  else await writeFile(options.out, keyText(known), { mode: 0o600, flag: 'wx' });
  context.output.json({
    recipient: known.recipient,
    ...(options.out === undefined ? { identity: known.identity } : {}),
  });
  return exitCodes.done;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
