/** A database that can be made to fail as databases do: away, silent, or lost in the last moment of a transaction. */
import type { Database } from '../src/db/database.ts';
import { Failure } from '../src/errors.ts';
import { sentence } from '../src/values/sentence.ts';

export interface Weather {
  readonly database: Database;
  /** From now on every other statement fails at once, and the others never answer. */
  breakDatabase(): void;
  mendDatabase(): void;
  /** Does work whose next transaction is lost after its last statement, as by `kill -9`. */
  interrupted(work: () => Promise<unknown>): Promise<void>;
  interruptions(): number;
}

class Interrupted extends Error {}

/** Wraps a database. */
export function mayBreak(database: Database): Weather {
  let isBroken = false;
  let asked = 0;
  let willInterrupt = false;
  let interruptions = 0;
  const reach = async (): Promise<void> => {
    if (!isBroken) return;
    asked += 1;
    if (asked % 2 === 0) await new Promise<never>(() => {});
    throw new Failure('DATABASE_DOWN', sentence('La base est arrêtée.', 'The database is down.'), { retry: 'later' });
  };
  return {
    database: {
      ...database,
      rows: async (...given) => reach().then(() => database.rows(...given)),
      one: async (...given) => reach().then(() => database.one(...given)),
      execute: async (...given) => reach().then(() => database.execute(...given)),
      async transaction(work) {
        await reach();
        return database.transaction(async (session) => {
          const result = await work(session);
          if (willInterrupt) {
            willInterrupt = false;
            interruptions += 1;
            throw new Interrupted();
          }
          return result;
        });
      },
    },
    breakDatabase: () => {
      isBroken = true;
    },
    mendDatabase: () => {
      isBroken = false;
    },
    async interrupted(work) {
      willInterrupt = true;
      await work().catch((error: unknown) => {
        if (!(error instanceof Interrupted)) throw error;
      });
      willInterrupt = false;
    },
    interruptions: () => interruptions,
  };
}
