import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { verifyRaw } from '../../1-raw/verify-raw.ts';
import type { Database } from '../../db/database.ts';
import { orphanedClusters } from '../../db/embedded-orphans.ts';
import { listEstates } from '../../estate/estates.ts';
import { Failure } from '../../errors.ts';
import { type JournalVerdict, verifyJournal } from '../../journal/verify-journal.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import { brevoKeyOf } from '../brevo-accounts.ts';
import type { CommandContext } from '../context.ts';
import type { Environment } from '../environment.ts';
import { exitCodes } from '../exit.ts';
import { openMigrated, openWorld } from '../open-world.ts';

interface DoctorOptions {
  readonly estate?: string;
  readonly verifyRaw?: boolean;
  readonly verifyJournal?: boolean;
}

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly sentence: Sentence;
}

const oldestNode = [20, 19] as const;
const leastFreeBytes = 2_000_000_000;

/** `cuvee doctor`: looks at everything a run needs and says of each thing that is missing how to mend it. */
export async function doctor(context: CommandContext, options: DoctorOptions): Promise<number> {
  const findings = [checkNode(process.versions.node), await checkHome(context.environment.home)];
  findings.push(...(await checkDatabase(context.environment, options)), ...(await checkOrphans()));
  for (const finding of findings) context.output.say(mark(finding));
  const ok = findings.every((finding) => finding.ok);
  context.output.json({
    ok,
    findings: findings.map(({ check, ok: isFine, sentence: words }) => ({
      check,
      ok: isFine,
      message: context.output.words(words),
    })),
  });
  return ok ? exitCodes.done : exitCodes.failed;
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    check: 'node',
    ok,
    sentence: ok
      ? sentence(`Node ${version}.`, `Node ${version}.`)
      : sentence(
          `Node ${version} est trop ancien : installez Node 20.19 ou plus récent (https://nodejs.org).`,
          `Node ${version} is too old: install Node 20.19 or newer (https://nodejs.org).`,
        ),
  };
}

async function checkHome(home: string): Promise<Finding> {
  try {
    await mkdir(home, { recursive: true });
    await access(home, constants.W_OK);
    const { bavail, bsize } = await statfs(home);
    const freeBytes = bavail * bsize;
    const ok = freeBytes > leastFreeBytes;
    const gigabytes = (freeBytes / 1e9).toFixed(1);
    return {
      check: 'home',
      ok,
      sentence: ok
        ? sentence(
            `Dossier ${home} : écriture possible, ${gigabytes} Go libres.`,
            `Folder ${home}: writable, ${gigabytes} GB free.`,
          )
        : sentence(
            `Il ne reste que ${gigabytes} Go sur le disque de ${home} : libérez de la place (2 Go au moins).`,
            `Only ${gigabytes} GB are left on the disk of ${home}: free some space (2 GB at least).`,
          ),
    };
  } catch {
    return {
      check: 'home',
      ok: false,
      sentence: sentence(
        `On ne peut pas écrire dans ${home} : donnez-vous le droit d'écrire, ou choisissez un autre dossier par CUVEE_HOME.`,
        `${home} cannot be written: give yourself the right to write, or choose another folder with CUVEE_HOME.`,
      ),
    };
  }
}

async function checkDatabase(environment: Environment, options: DoctorOptions): Promise<Finding[]> {
  let database: Database;
  try {
    database = await openMigrated(environment);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: 'database', ok: false, sentence: error.sentence }];
  }
  try {
    const which =
      environment.databaseUrl === undefined ? ['embarquée', 'embedded'] : ['de DATABASE_URL', 'of DATABASE_URL'];
    const open = sentence(
      `Base de données ${which[0]} : ouverte et à jour.`,
      `Database ${which[1]}: open and up to date.`,
    );
    return [{ check: 'database', ok: true, sentence: open }, ...(await checkEstates(environment, database, options))];
  } finally {
    await database.close();
  }
}

/** They only take room: nothing is wrong with this installation. */
async function checkOrphans(): Promise<Finding[]> {
  const orphans = await orphanedClusters();
  if (orphans.length === 0) return [];
  const gigabytes = (orphans.reduce((sum, { bytes }) => sum + bytes, 0) / 1e9).toFixed(1);
  const folders = orphans.map(({ folder }) => folder).join(', ');
  return [
    {
      check: 'orphans',
      ok: true,
      sentence: sentence(
        `${countFr(orphans.length, 'base embarquée abandonnée', 'bases embarquées abandonnées')} par des dossiers effacés (${gigabytes.replace('.', ',')} Go : ${folders}). Pour les retirer : cuvee db prune --remove.`,
        `${countEn(orphans.length, 'embedded database')} left behind by deleted folders (${gigabytes} GB: ${folders}). To remove them: cuvee db prune --remove.`,
      ),
    },
  ];
}

async function checkEstates(environment: Environment, database: Database, options: DoctorOptions): Promise<Finding[]> {
  const estates = (await listEstates(database)).filter(({ estate }) => (options.estate ?? estate) === estate);
  if (estates.length === 0) {
    const none = sentence(
      'Aucun domaine encore : cuvee start pour essayer, ou cuvee init --estate mon-domaine --from DOSSIER.',
      'No estate yet: cuvee start to try, or cuvee init --estate my-estate --from FOLDER.',
    );
    return [{ check: 'estates', ok: true, sentence: none }];
  }
  const findings: Finding[] = [];
  for (const { estate } of estates) {
    const world = await openWorld(environment, database, estate);
    findings.push({
      check: `estate ${estate}`,
      ok: true,
      sentence: sentence(
        `Domaine ${estate} : réglages valides, dossiers prêts.`,
        `Estate ${estate}: settings valid, folders ready.`,
      ),
    });
    if (world.settings.campaigns.channel === 'brevo') findings.push(await checkBrevoKey(environment, estate));
    if (options.verifyRaw) findings.push(checkRaw(estate, await verifyRaw(world)));
    if (options.verifyJournal) findings.push(checkJournal(estate, await verifyJournal(database, estate)));
  }
  return findings;
}

async function checkBrevoKey(environment: Environment, estate: string): Promise<Finding> {
  const check = `brevo ${estate}`;
  try {
    const key = await brevoKeyOf(environment, estate);
    return { check, ok: true, sentence: brevoKeyWords[key?.of ?? 'none'](estate) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { check, ok: false, sentence: error.sentence };
  }
}

const brevoKeyWords: Readonly<Record<'estate' | 'installation' | 'none', (estate: string) => Sentence>> = {
  estate: (estate) => sentence(`Brevo de ${estate} : la clé du domaine.`, `Brevo of ${estate}: the estate's own key.`),
  installation: (estate) =>
    sentence(
      `Brevo de ${estate} : la clé de l'installation (BREVO_API_KEY).`,
      `Brevo of ${estate}: the key of the installation (BREVO_API_KEY).`,
    ),
  none: (estate) =>
    sentence(
      `Brevo de ${estate} : aucune clé, rien ne peut partir. Pour en donner une : cuvee brevo key --estate ${estate}.`,
      `Brevo of ${estate}: no key, nothing can leave. To give one: cuvee brevo key --estate ${estate}.`,
    ),
};

function checkRaw(estate: string, verified: Awaited<ReturnType<typeof verifyRaw>>): Finding {
  const { checked, damaged } = verified;
  const paths = damaged.map((file) => file.path).join(', ');
  return {
    check: `raw ${estate}`,
    ok: damaged.length === 0,
    sentence:
      damaged.length === 0
        ? sentence(
            `Archives de ${estate} : ${countFr(checked, 'fichier relu', 'fichiers relus')}, toutes les empreintes sont justes.`,
            `Archive of ${estate}: ${countEn(checked, 'file')} read again, every hash is right.`,
          )
        : sentence(
            `Archives de ${estate} : ${countFr(damaged.length, 'fichier abîmé', 'fichiers abîmés')} (${paths}). Remettez-les depuis une sauvegarde.`,
            `Archive of ${estate}: ${countEn(damaged.length, 'file')} damaged (${paths}). Put them back from a backup.`,
          ),
  };
}

function checkJournal(estate: string, verdict: JournalVerdict): Finding {
  const { isWhole, entryCount, firstFault } = verdict;
  const position = firstFault?.position ?? 0;
  const what = firstFault?.kind === 'missing' ? ['manque', 'is missing'] : ['a été modifiée', 'was changed'];
  return {
    check: `journal ${estate}`,
    ok: isWhole,
    sentence: isWhole
      ? sentence(
          `Journal de ${estate} : ${countFr(entryCount, 'entrée')}, la chaîne est entière.`,
          `Journal of ${estate}: ${entryCount} entries, the chain is whole.`,
        )
      : sentence(
          `Journal de ${estate} : l'entrée n° ${position} ${what[0]}. Quelqu'un a écrit dans la base sans passer par Cuvée : comparez avec une sauvegarde.`,
          `Journal of ${estate}: entry no. ${position} ${what[1]}. Somebody wrote to the database past Cuvée: compare with a backup.`,
        ),
  };
}

function mark({ ok, sentence: words }: Finding): Sentence {
  const sign = ok ? '✓' : '✗';
  return sentence(`${sign} ${words.fr}`, `${sign} ${words.en}`);
}
