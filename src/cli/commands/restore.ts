import { resolve } from 'node:path';
import { type RestoreResult, restore } from '../../backup/restore.ts';
import { readHead } from '../../backup/archive-reader.ts';
import { backupKey, keyOfFile } from '../../backup/key.ts';
import { RefusedByRule } from '../../errors.ts';
import { readSecret } from '../../estate/secret.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { codeVersion } from '../code-version.ts';
import { createLog, openMigrated } from '../open-world.ts';
import { createProgress } from '../progress.ts';

interface RestoreOptions {
  readonly estate?: string;
  readonly key?: string;
  readonly replace?: boolean;
  readonly confirm?: string;
}

/** `cuvee restore`: in an empty installation, beside another estate, or in the place of one (its name typed, backed up first). */
export async function restoreEstate(context: CommandContext, options: RestoreOptions, file: string): Promise<number> {
  const { environment, output } = context;
  const path = resolve(file);
  const { identity } = await (options.key === undefined ? backupKey(environment.home) : keyOfFile(options.key));
  const estate = options.estate ?? (await readHead(path, identity)).estate;
  if (options.replace === true && options.confirm !== estate) throw notConfirmed(estate);
  const installation = { home: environment.home, secret: await readSecret(environment.home, environment.secret) };
  const database = await openMigrated(environment);
  try {
    const result = await restore(
      {
        database,
        installation,
        codeVersion: codeVersion(),
        actor: environment.actor,
        clock: () => new Date(),
        log: createLog(environment),
        progress: createProgress(process.stderr.isTTY ?? false),
      },
      {
        path,
        estate,
        replace: options.replace === true,
        ...(options.key === undefined ? {} : { keyFile: options.key }),
      },
    );
    sayRestored(context, result);
    output.json({ ok: true, ...result });
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

function sayRestored({ output }: CommandContext, result: RestoreResult): void {
  const at = result.asOf.toISOString().slice(0, 16).replace('T', ' ');
  output.say(
    sentence(
      `Le domaine « ${result.estate} » est revenu à ce qu'il était le ${at} UTC : ${countFr(result.rows, 'ligne')}, ${countFr(result.files, 'fichier')}. ${result.erasuresReplayed > 0 ? `${countFr(result.erasuresReplayed, 'personne effacée')} depuis l'a été à nouveau. ` : ''}Il n'envoie rien avant : cuvee campaign confirm-instance --estate ${result.estate} --as PRÉNOM.`,
      `The estate "${result.estate}" is back as it was on ${at} UTC: ${countEn(result.rows, 'row')}, ${countEn(result.files, 'file')}. ${result.erasuresReplayed > 0 ? `${countEn(result.erasuresReplayed, 'person', 'people')} erased since: erased again. ` : ''}It sends nothing before: cuvee campaign confirm-instance --estate ${result.estate} --as NAME.`,
    ),
  );
  if (result.before) {
    output.say(
      sentence(
        `Ce qui était là est gardé dans ${result.before.path}.`,
        `What stood there is kept in ${result.before.path}.`,
      ),
    );
  }
  if (result.secret === 'kept') {
    output.warn(
      sentence(
        "Cette installation a un autre secret : les liens de désinscription des lettres déjà parties ne marchent pas ici. Donnez l'ancien dans CUVEE_SECRET.",
        'This installation has another secret: the unsubscribe links of letters already sent do not work here. Give the old one in CUVEE_SECRET.',
      ),
    );
  }
}

function notConfirmed(estate: string): RefusedByRule {
  return new RefusedByRule(
    'CONFIRMATION_NEEDED',
    sentence(
      `Remplacer un domaine demande d'écrire son nom : --replace --confirm ${estate}. Il est sauvegardé avant.`,
      `To replace an estate, type its name: --replace --confirm ${estate}. It is backed up first.`,
    ),
  );
}
