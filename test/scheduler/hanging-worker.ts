/** A worker in a process of its own that takes a run and never ends it: for a test to kill. Arguments: database, estate. */
import { openDatabase } from '../../src/db/database.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { startWorker } from '../../src/scheduler/worker.ts';
import { houseToolsFor, stubTasks } from './house-case.ts';

const [url = '', estate = ''] = process.argv.slice(2);
const database = await openDatabase({ url, embeddedFolder: '' });
const silent = (): void => {};
const folder = '/nowhere';
const tools = houseToolsFor({
  estate,
  database,
  folders: { root: folder, raw: folder, staging: folder, curated: folder, config: folder, logs: folder },
  settings: parseSettings({}),
  configHash: '',
  codeVersion: 'test',
  actor: 'test',
  clock: () => new Date(),
  log: { info: silent, warn: silent, error: silent },
  progress: { advance: silent, end: silent },
});
await startWorker(tools, { tasks: stubTasks({ run: () => new Promise(() => {}) }) });
