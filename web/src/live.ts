/** The estate's jobs as they go on: each event updates what is known of the job; its end has the page read again. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { apiAddress } from './api.ts';
import { isOver, type Job } from './jobs.ts';
import { readAgain } from './queries.ts';

/** Addresses whose answers do not come from the work of the estate: reading them again would only move the page. */
const untouchedByJobs = ['/session', '/account'];

/** Follows `/api/v1/events` while the shell is shown. The browser reconnects by itself. */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const events = new EventSource(apiAddress('/events'));
    events.addEventListener('job', (event) => takeJob(queries, event));
    return () => events.close();
  }, [queries]);
}

function takeJob(queries: QueryClient, event: MessageEvent<string>): void {
  const job = readJob(event.data);
  if (!job) return;
  const isNew = queries.getQueryData([`/jobs/${job.jobId}`, {}]) === undefined;
  queries.setQueryData([`/jobs/${job.jobId}`, {}], job);
  void readAgain(queries, isNew ? ['/journey', '/jobs'] : ['/journey']);
  if (isOver(job)) void readAgainAll(queries);
}

async function readAgainAll(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({
    predicate: (query) => !untouchedByJobs.some((address) => query.queryKey[0] === address),
  });
}

function readJob(text: string): Job | undefined {
  try {
    const job: Job = JSON.parse(text);
    return typeof job.jobId === 'string' ? job : undefined;
  } catch {
    return undefined;
  }
}
