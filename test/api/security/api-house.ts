/** The whole server over a database, not listening, with a clock that stands still at a Monday morning. */
import type { FastifyInstance } from 'fastify';
import { createServer } from '../../../src/api/server.ts';
import { readEnvironment } from '../../../src/cli/environment.ts';
import { openWorld } from '../../../src/cli/open-world.ts';
import type { ApiTools } from '../../../src/api/v1/api-tools.ts';
import type { Database } from '../../../src/db/database.ts';

export interface ApiHouse {
  readonly app: FastifyInstance;
  readonly clock: () => Date;
  /** What was logged. */
  readonly lines: string[];
  /** Moves the clock on. */
  wait(minutes: number): void;
  /** Leaves the database open. */
  close(): Promise<void>;
}

export interface ApiHouseOptions {
  /** The folder the estates' folders lie in. */
  readonly home: string;
  readonly publicUrl?: string;
  /** Other tools for the routes. */
  readonly more?: Partial<ApiTools>;
}

/** Opens the server as `cuvee serve` does, without a page. */
export async function apiHouse(database: Database, { home, publicUrl, more }: ApiHouseOptions): Promise<ApiHouse> {
  const lines: string[] = [];
  let now = new Date('2026-11-23T07:00:00Z');
  const note = (message: string, fields?: unknown): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const environment = readEnvironment({ CUVEE_HOME: home });
  const app = await createServer({
    database,
    secret: 'a secret of the installation, long enough',
    publicUrl: publicUrl ?? 'http://localhost:4000',
    clock: () => now,
    log: { info: note, warn: note, error: note },
    openWorld: (opened, estate) => openWorld(environment, opened, estate),
    ...(more ? { more } : {}),
  });
  await app.ready();
  return {
    app,
    clock: () => now,
    lines,
    wait: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    close: () => app.close(),
  };
}
