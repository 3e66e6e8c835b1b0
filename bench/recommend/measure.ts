/** One computation of recommendations in a process of its own. Prints seconds by phase and the peak memory as JSON. */
import { openDatabase } from '../../src/db/database.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import { recommend } from '../../src/6-recommend/recommend.ts';
import { uuidV7 } from '../../src/values/uuid.ts';

const [embeddedFolder = '', estate = '', asOf = '', mode = 'auto'] = process.argv.slice(2);
const database = await openDatabase({ embeddedFolder, keep: true });
const secondsByPhase: Record<string, number> = {};
/** Of all threads of this process: what the machine was busy with besides does not count. */
const cpuSecondsByPhase: Record<string, number> = {};
let phase = '';
let phaseStartedAt = performance.now();
let cpuBefore = process.cpuUsage();
const enter = (next: string): void => {
  if (next === phase) return;
  const now = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  if (phase !== '') {
    secondsByPhase[phase] = (secondsByPhase[phase] ?? 0) + (now - phaseStartedAt) / 1000;
    cpuSecondsByPhase[phase] = (cpuSecondsByPhase[phase] ?? 0) + (user + system) / 1e6;
  }
  cpuBefore = process.cpuUsage();
  phase = next;
  phaseStartedAt = now;
};
const silent = (): void => undefined;
const startedAt = performance.now();
enter('start');
const report = await recommend({
  estate,
  database,
  folders: { root: '', raw: '', staging: '', curated: '', config: '', logs: '' },
  ...settingsFrom(mode === 'auto' ? {} : { recommender: { mode } }),
  codeVersion: 'bench',
  actor: 'bench',
  clock: () => new Date(),
  log: { info: silent, warn: silent, error: silent },
  progress: { advance: (label) => enter(label), end: silent },
  runId: uuidV7(new Date()),
  asOf,
});
const seconds = (performance.now() - startedAt) / 1000;
enter('end');
await database.close();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ seconds, secondsByPhase, cpuSecondsByPhase, peakMb, ...report }));
