/** The log of a run as a file a person can open: `logs/run_YYYYMMDD_HHMM.log`, one line per event, never a name or an address. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, World } from '../world.ts';

/** The world's log, and beside it the file of this run; runs begun in the same minute share it. */
export function withRunLog(world: World, startedAt: Date): Log {
  const stamp = startedAt.toISOString().replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d).*$/, '$1$2$3_$4$5');
  const path = join(world.folders.logs, `run_${stamp}.log`);
  mkdirSync(world.folders.logs, { recursive: true });
  const write = (level: string, message: string, fields?: Readonly<Record<string, unknown>>): void => {
    const tail = fields === undefined ? '' : ` ${JSON.stringify(fields)}`;
    appendFileSync(path, `${world.clock().toISOString()} ${level} ${message}${tail}\n`);
  };
  return {
    info: (message, fields) => {
      write('info', message, fields);
      world.log.info(message, fields);
    },
    warn: (message, fields) => {
      write('warn', message, fields);
      world.log.warn(message, fields);
    },
    error: (message, fields) => {
      write('error', message, fields);
      world.log.error(message, fields);
    },
  };
}
