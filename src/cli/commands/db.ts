import { openDatabase } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
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
