import { openDatabase } from '../../db/database.ts';
import { Failure } from '../../errors.ts';
import { doOneJob, giveWay } from '../../scheduler/apart/apart-process.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { embeddedFolder } from '../environment.ts';
import { exitCodes } from '../exit.ts';
import { houseToolsOf } from '../house-tools.ts';

/** `cuvee apart`: does the one job a worker hands over the channel it was started with, and ends. Not for people. */
export async function apart({ environment }: CommandContext): Promise<number> {
  if (!process.send) throw notAlone();
  // Whoever started it decides when it ends: Ctrl+C reaches both, and the worker gives the job back in good order.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit(exitCodes.failed));
  await giveWay();
  const database = await openDatabase({
    ...(environment.databaseUrl === undefined ? {} : { url: environment.databaseUrl }),
    embeddedFolder: embeddedFolder(environment),
  });
  try {
    await doOneJob(houseToolsOf(environment, database, ''), {
      // A worker that is gone ends this process by itself, see above.
      send: (word) => new Promise((resolve) => process.send?.(word, undefined, undefined, () => resolve())),
      onWord: (listen) => void process.on('message', listen),
    });
    return exitCodes.done;
  } finally {
    await database.close();
    process.removeAllListeners('disconnect');
    process.disconnect();
  }
}

function notAlone(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      '« cuvee apart » est lancé par Cuvée elle-même. Pour une semaine : cuvee run.',
      '"cuvee apart" is started by Cuvée itself. For a week: cuvee run.',
    ),
  );
}
