/** What was sold day by day, summed once per run: whoever looks at months adds up days, not lines. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const createToldDays = loadSql(import.meta.url, './told-days.sql');
const deleteChangedDays = loadSql(import.meta.url, './delete-changed-days.sql');
const insertNewDays = loadSql(import.meta.url, './insert-new-days.sql');

/** Brings `crm.daily_turnover` of an estate to what its ledger tells. Runs once per transaction. */
export async function keepDailyTurnover(session: Session, estate: string): Promise<void> {
  await session.execute(createToldDays, { estate_id: estate });
  await session.execute(deleteChangedDays, { estate_id: estate });
  await session.execute(insertNewDays, { estate_id: estate });
}
