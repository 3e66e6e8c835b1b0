import { openDatabase } from '../../db/database.ts';
import { stopEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { sentence } from '../../values/sentence.ts';
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
