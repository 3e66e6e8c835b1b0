/** The real server over the estate of the measure, in a process of its own; prints its port. */
import { createServer } from '../../src/api/server.ts';
import { readEnvironment } from '../../src/cli/environment.ts';
import { openWorld } from '../../src/cli/open-world.ts';
import { openDatabase } from '../../src/db/database.ts';

const [embeddedFolder = '', home = ''] = process.argv.slice(2);
const database = await openDatabase({ embeddedFolder, keep: true });
const environment = readEnvironment({ CUVEE_HOME: home });
const silent = (): void => undefined;
const app = await createServer({
  database,
  secret: 'the secret of a measure, long enough for anybody',
  publicUrl: 'http://localhost',
  clock: () => new Date(),
  log: { info: silent, warn: silent, error: (...words) => console.error(...words) },
  openWorld: (session, estate) => openWorld(environment, session, estate),
});
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
process.on(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => database.close())
      .then(() => process.exit(0)),
);
