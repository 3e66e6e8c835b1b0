/** What happened that a rule may answer: a click, a bounce, a purchase … Noted once, whoever tells of it and however often. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationTrigger } from '../../estate/sending-settings.ts';

const insertEvents = loadSql(import.meta.url, './insert-events.sql');

export interface AutomationEvent {
  /** Makes the same happening once: `letter:<letter id>:clicked:<dedupe key>`, `purchase:<source>:<document>` … */
  readonly eventKey: string;
  readonly trigger: AutomationTrigger;
  readonly clientCode: string;
  /** What conditions ask for (`mtTtc`, `score`, `day`) and what a letter tells of (`day`, `bottles`); never a name or an address. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly happenedAt: Date;
}

/**
 * Notes events for `runAutomation`, and gives how many were new. Told twice, an event stays as it was first told. Events of
 * clients the warehouse does not know are kept too: no rule finds them, and nothing is done.
 */
export async function noteAutomationEvents(
  session: Session,
  { estate, events }: { readonly estate: string; readonly events: readonly AutomationEvent[] },
): Promise<number> {
  if (events.length === 0) return 0;
  return session.execute(insertEvents, {
    estate_id: estate,
    events: JSON.stringify(
      events.map(({ happenedAt, ...rest }) => ({ ...rest, happenedAt: happenedAt.toISOString() })),
    ),
  });
}
