/** What the week of an estate may count on besides its settings. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Settings } from '../estate/settings.ts';
import type { WeekMeans } from './week.ts';

const sendsLiveSql = loadSql(import.meta.url, './sends-live.sql');

/** Whether there is a key for the estate's Brevo, and whether its letters leave live. Throws what the database throws. */
export async function meansOf(
  session: Session,
  { estate, settings, hasBrevo }: { readonly estate: string; readonly settings: Settings; readonly hasBrevo: boolean },
): Promise<WeekMeans> {
  if (!hasBrevo || settings.campaigns.channel !== 'brevo') return { brevo: false, sendsLive: false };
  if (settings.week.sends_live) return { brevo: true, sendsLive: true };
  const row = await session.one<{ sendsLive: boolean }>(sendsLiveSql, { estate_id: estate });
  return { brevo: true, sendsLive: row?.sendsLive ?? false };
}
