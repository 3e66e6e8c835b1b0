/** The last things that happened and what the rules made of each. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const selectEvents = loadSql(import.meta.url, './list-events.sql');

export interface ListedEvent {
  readonly eventKey: string;
  readonly trigger: string;
  readonly clientCode: string;
  readonly happenedAt: Date;
  readonly handledAt: Date | null;
  /** In the order they come; `outcome` is `CODE : sentence`, null while the action waits untouched. */
  readonly actions: readonly {
    readonly rule: string;
    readonly does: string;
    readonly state: 'waiting' | 'done' | 'refused' | 'cancelled';
    readonly outcome: string | null;
  }[];
}

/** Newest first; what is only remembered of scores, and asks nothing of the rules, is left out. */
export async function listEvents(
  session: Session,
  { estate, limit }: { readonly estate: string; readonly limit: number },
): Promise<readonly ListedEvent[]> {
  return session.rows<ListedEvent>(selectEvents, { estate_id: estate, limit });
}
