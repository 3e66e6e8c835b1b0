/** How many clients are in each segment and where they came from, counted once per run: whoever looks adds up cells, not clients. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';

const selectDays = loadSql(import.meta.url, './computation-days.sql');
const keepCells = loadSql(import.meta.url, './keep-cells.sql');
const keepMoves = loadSql(import.meta.url, './keep-moves.sql');

/** Brings `crm.segment_cells` and `crm.segment_moves` of an estate to what its pages and snapshots tell; writes nothing where they told the same. */
export async function keepSegmentCounts(session: Session, estate: string): Promise<void> {
  await session.execute(keepCells, { estate_id: estate });
  const { asOf, before } = await computationDays(session, estate);
  await session.execute(keepMoves, { estate_id: estate, as_of: asOf, before });
}

/** The days of the last two computations of an estate; null where there were fewer. */
export async function computationDays(
  session: Session,
  estate: string,
): Promise<{ readonly asOf: Day | null; readonly before: Day | null }> {
  const [latest, earlier] = await session.rows<{ asOf: Day }>(selectDays, { estate_id: estate });
  return { asOf: latest?.asOf ?? null, before: earlier?.asOf ?? null };
}
