/** Opens what a command works with: the database, the estate, its settings and its folders. */
import pino from 'pino';
import { createFolders, estateFolders } from '../1-raw/folders.ts';
import { type Database, openDatabase } from '../db/database.ts';
import type { UpgradeBackup } from '../backup/before-upgrade.ts';
import { migrate } from '../db/migrate.ts';
import { readSecret } from '../estate/secret.ts';
import { findEstate, listEstates } from '../estate/estates.ts';
import { readSettings } from '../estate/settings-store.ts';
import type { Settings } from '../estate/settings.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import type { Log, World } from '../world.ts';
import { codeVersion } from './code-version.ts';
import { type Environment, embeddedFolder } from './environment.ts';
import { createOutput } from './output.ts';
import { createProgress } from './progress.ts';

/** The migrated database of this installation; close it when done. One that is upgraded is backed up first, and says where. */
export async function openMigrated(environment: Environment): Promise<Database> {
  const database = await openDatabase({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    embeddedFolder: embeddedFolder(environment),
  });
  const forget = closeOnInterrupt(database);
  try {
    await upgrade(environment, database);
    return { ...database, close: () => database.close().finally(forget) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Brings the database up to this version; where that changes anything, each estate is backed up first, and it is said where. */
export async function upgrade(environment: Environment, database: Database): Promise<void> {
  const backups: UpgradeBackup[] = [];
  await migrate(database, undefined, {
    async beforeUpgrade() {
      if (environment.upgradesWithoutBackup) return;
      const { backUpBeforeUpgrade } = await import('../backup/before-upgrade.ts');
      const secret = await readSecret(environment.home, environment.secret);
      const installation = { home: environment.home, secret };
      backups.push(
        ...(await backUpBeforeUpgrade(database, { installation, codeVersion: codeVersion(), now: new Date() })),
      );
    },
  });
  const output = createOutput({ language: environment.language, isJson: false });
  for (const backup of backups) {
    await backup.note(database);
    output.warn(
      sentence(
        `Base mise à jour. Le domaine « ${backup.estate} » a d'abord été sauvegardé : ${backup.path}`,
        `Database upgraded. The estate "${backup.estate}" was backed up first: ${backup.path}`,
      ),
    );
  }
}

/** Ctrl-C leaves the embedded server properly; the run it stops is taken up by the next one. Gives what takes the habit back. */
function closeOnInterrupt(database: Database): () => void {
  const end = (): void => {
    const timer = setTimeout(() => process.exit(130), 3_000);
    void database.close().finally(() => {
      clearTimeout(timer);
      process.exit(130);
    });
  };
  for (const signal of interrupts) process.once(signal, end);
  return () => {
    for (const signal of interrupts) process.off(signal, end);
  };
}

const interrupts = ['SIGINT', 'SIGTERM'] as const;

/** Opens the world of one estate, does the work, and closes what was opened whatever happens. */
export async function withWorld<Result>(
  environment: Environment,
  slug: string | undefined,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const database = await openMigrated(environment);
  try {
    const estate = await chooseEstate(database, slug ?? environment.estate);
    return await work(await openWorld(environment, database, estate));
  } finally {
    await database.close();
  }
}

/** The world of one estate over an open database. */
export async function openWorld(environment: Environment, database: Database, slug: string): Promise<World> {
  const { estate } = await findEstate(database, slug);
  const { settings, configHash } = await readSettings(database, estate);
  const folders = estateFolders(environment.home, estate);
  await createFolders(folders, confirmedSources(settings));
  return {
    estate,
    database,
    folders,
    settings,
    configHash,
    codeVersion: codeVersion(),
    actor: environment.actor,
    clock: () => new Date(),
    log: createLog(environment),
    progress: createProgress(process.stderr.isTTY ?? false),
  };
}

function confirmedSources(settings: Settings): string[] {
  return Object.entries(settings.profiles)
    .filter(([, profile]) => profile.status === 'confirmed')
    .map(([source]) => source);
}

async function chooseEstate(database: Database, slug: string | undefined): Promise<string> {
  if (slug !== undefined) return slug;
  const estates = await listEstates(database);
  const [only, ...others] = estates;
  if (only && others.length === 0) return only.estate;
  const known = estates.map((estate) => estate.estate).join(', ');
  throw new Failure(
    'WRONG_USAGE',
    only
      ? sentence(
          `Quel domaine ? Ajoutez --estate ; domaines connus : ${known}.`,
          `Which estate? Add --estate; known: ${known}.`,
        )
      : sentence(
          'Aucun domaine encore. Pour en créer un : cuvee init --estate mon-domaine --from DOSSIER ; pour essayer : cuvee start',
          'No estate yet. To create one: cuvee init --estate my-estate --from FOLDER; to try: cuvee start',
        ),
  );
}

/** Logs go to standard error: standard output belongs to the answer. A command at a terminal logs nothing: its sentences tell it all. */
export function createLog(environment: Environment): Log {
  const logger = pino(
    { level: environment.isQuiet ? 'silent' : environment.logLevel, base: null },
    pino.destination({ dest: 2, sync: true }),
  );
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
