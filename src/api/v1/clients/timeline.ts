/** What happened between a client and the estate, the latest first. */
import { readFileSync } from 'node:fs';
import type { Session } from '../../../db/database.ts';
import type { TimelineEntry } from '../../contract/clients.ts';
import { type ListPage, type ListShape, readList } from '../lists/list.ts';

const shape: ListShape = {
  name: 'timeline',
  base: readFileSync(new URL('./timeline.sql', import.meta.url), 'utf8'),
  key: '"entryId"',
  sorts: { on: { by: '"on"', type: 'date' } },
  usual: '-on',
};

export interface TimelineAsked {
  readonly kind?: TimelineEntry['kind'] | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** One page of it. Throws a Problem for a wrong cursor. */
export async function readTimeline(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
  { kind, after, limit }: TimelineAsked,
): Promise<ListPage<TimelineEntry>> {
  return readList<TimelineEntry>(session, shape, {
    estate,
    after,
    limit,
    values: { client_code: clientCode },
    where: kind ? [{ sql: `kind = :'kind'`, values: { kind } }] : [],
  });
}
