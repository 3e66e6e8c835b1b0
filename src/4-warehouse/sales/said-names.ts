/**
 * The ways a sales file names what was sold, each known by a number: from its label to its packaging, as the cells stand in the
 * file. Where the cleaning kept them they need not be looked for.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { KnownBytes } from '../../values/known-bytes.ts';
import type { World } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { walkSales } from './sales-blocks.ts';
import { columns, type SalesRecord } from './sales-record.ts';

const namesOfFile = loadSql(import.meta.url, './names-of-file.sql');

export class SaidNames {
  readonly #known = new KnownBytes();

  learn(name: Buffer): void {
    const view = new DataView(name.buffer, name.byteOffset, name.length);
    this.#known.learn(name, view, 0, name.length);
  }

  /** Learns the name a record bears. */
  learnOf(record: SalesRecord): void {
    this.#known.learn(record.block, record.view, record.startOf(columns.label), record.endOf(columns.packaging));
  }

  /** The number of the name a record bears; -1 when nobody told it. */
  numberOf(record: SalesRecord): number {
    return this.#known.find(record.block, record.view, record.startOf(columns.label), record.endOf(columns.packaging));
  }

  /** `number;produit_label;…;packaging` as CSV, in pieces. */
  async *rows(): AsyncGenerator<Buffer> {
    for (const [number, text] of this.#known.texts().entries()) {
      yield Buffer.from(`${number};${text.toString('latin1')}\n`, 'latin1');
    }
  }
}

/** The names of a file, from its cleaning or from the file itself. */
export async function readNames(world: World, session: Session, file: Export): Promise<SaidNames> {
  const names = new SaidNames();
  const where = { estate: world.estate, source: file.source, dataset: file.dataset, file_hash: file.fileHash };
  const kept = await session.one<{ names: readonly string[] | null }>(namesOfFile, where);
  for (const name of kept?.names ?? []) names.learn(Buffer.from(name));
  if (kept?.names) return names;
  const steps = { take: (record: SalesRecord) => names.learnOf(record), told: () => undefined };
  for await (const _ of walkSales(world, file, steps));
  return names;
}
