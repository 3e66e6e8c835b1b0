import { openDatabase } from '../../db/database.ts';
import { stopEmbedded } from '../../db/embedded.ts';
import { type OrphanedCluster, orphanedClusters, removeOrphan } from '../../db/embedded-orphans.ts';
import { migrate } from '../../db/migrate.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import { embeddedFolder } from '../environment.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';

/** `cuvee db url`: the connection string; the embedded database is left running so that another program can read it. */
export async function url(context: CommandContext): Promise<number> {
  const { environment, output } = context;
  const database = await openDatabase({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    embeddedFolder: embeddedFolder(environment),
    keep: true,
  });
  try {
    await migrate(database);
    output.print(database.url);
    output.json({ url: database.url });
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

/** `cuvee db stop`: stops the embedded database that `cuvee db url` left running; a database of yours is left alone. */
export async function stop(context: CommandContext): Promise<number> {
  const { environment, output } = context;
  if (environment.databaseUrl !== undefined) {
    output.say(
      sentence(
        'DATABASE_URL désigne votre propre PostgreSQL : il n’est pas arrêté.',
        'DATABASE_URL names your own PostgreSQL: it is not stopped.',
      ),
    );
    return exitCodes.done;
  }
  await stopEmbedded({ folder: embeddedFolder(environment) });
  output.say(sentence('Base de données arrêtée.', 'Database stopped.'));
  output.json({ stopped: true });
  return exitCodes.done;
}

/** `cuvee db prune`: names the clusters that deleted data folders left behind; with `--remove`, removes those nobody uses. */
export async function prune({ output }: CommandContext, options: { readonly remove?: boolean }): Promise<number> {
  const orphans = await orphanedClusters();
  const removed: string[] = [];
  for (const orphan of orphans) {
    const isRemoved = options.remove === true && !orphan.isInUse && (await removeOrphan(orphan));
    if (isRemoved) removed.push(orphan.folder);
    output.say(orphanWords(orphan, isRemoved));
  }
  output.say(sumWords(orphans.length, removed.length));
  output.json({ orphans, removed });
  return exitCodes.done;
}

function orphanWords({ folder, belongedTo, bytes, isInUse }: OrphanedCluster, isRemoved: boolean): Sentence {
  const size = (bytes / 1e6).toFixed(0);
  const [fr, en] = isRemoved
    ? ['retirée', 'removed']
    : isInUse
      ? ['gardée : un serveur y tourne encore', 'kept: a server still runs in it']
      : ['à retirer avec --remove', 'remove it with --remove'];
  return sentence(
    `${folder} (${size} Mo, de ${belongedTo}, qui n’existe plus) : ${fr}.`,
    `${folder} (${size} MB, of ${belongedTo}, which is gone): ${en}.`,
  );
}

function sumWords(found: number, removed: number): Sentence {
  if (found === 0) return sentence('Aucune base abandonnée.', 'No database was left behind.');
  return sentence(
    `${countFr(found, 'base abandonnée', 'bases abandonnées')}, ${countFr(removed, 'retirée')}.`,
    `${countEn(found, 'database')} left behind, ${removed} removed.`,
  );
}
