/** Jobs as the API tells them: their list, and those that moved while nobody listened. */
import { readFileSync } from 'node:fs';
import type { Session } from '../../../db/database.ts';
import type { Job } from '../../../scheduler/jobs.ts';
import type { JobAnswer } from '../../contract/jobs.ts';
import { pageWords } from '../refusals.ts';
import { type ListAsked, type ListPage, type ListShape, readList } from '../lists/list.ts';

const shape: ListShape = {
  name: 'jobs',
  base: readFileSync(new URL('./list.sql', import.meta.url), 'utf8'),
  key: '"jobId"',
  sorts: { requestedAt: { by: '"requestedAt"', type: 'timestamptz' } },
  usual: '-requestedAt',
};

type ListedJob = Omit<Job, 'payload' | 'seenAt'>;

/** More than this moved in a night is no news any more: the page reads its lists again anyway. */
const mostMoved = 200;

/** One page of the jobs. Throws a Problem for a wrong sort or cursor. */
export async function readJobs(session: Session, asked: ListAsked): Promise<ListPage<JobAnswer>> {
  const page = await readList<ListedJob>(session, shape, asked);
  return { ...page, items: page.items.map(jobAnswer) };
}

/** What moved since an instant, the oldest request first. */
export async function jobsMovedSince(session: Session, estate: string, since: Date): Promise<readonly JobAnswer[]> {
  const where = [{ sql: `moved_at >= :'since'::timestamptz`, values: { since: since.toISOString() } }];
  const { items } = await readJobs(session, { estate, where, limit: mostMoved });
  return items.toReversed();
}

/** A job as it goes over the wire. */
export function jobAnswer(found: ListedJob): JobAnswer {
  const { jobId, kind, state, requestedBy, progress, result, error, cancelAskedBy } = found;
  return {
    jobId,
    kind,
    state,
    requestedBy,
    progress: progress && { ...progress, label: pageWords(progress.label) },
    result: result === null ? null : { ...result },
    error: error && { ...error, sentence: pageWords(error.sentence) },
    cancelAskedBy,
    slotAt: found.slotAt?.toISOString() ?? null,
    requestedAt: found.requestedAt.toISOString(),
    startedAt: found.startedAt?.toISOString() ?? null,
    endedAt: found.endedAt?.toISOString() ?? null,
  };
}
