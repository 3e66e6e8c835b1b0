import type { ReactElement } from 'react';
import type { JobAnswer } from '../../../../src/api/contract/jobs.ts';
import { useFilters } from '../../address.ts';
import { JobProgress } from '../../parts/job-progress.tsx';
import { type Page, useApi } from '../../queries.ts';
import { t } from '../../words.ts';

/** The week when somebody else, or Monday itself, began it; the one begun on this page has its place already. */
export function UnderWay(): ReactElement | null {
  const [{ job: own }] = useFilters((search) => ({ job: search['job'] }));
  const { data } = useApi<Page<JobAnswer>>('/jobs', { kind: 'run', state: 'running' });
  const others = (data?.items ?? []).filter(({ jobId }) => jobId !== own);
  return others.length === 0 ? null : (
    <>
      {others.map(({ jobId }) => (
        <JobProgress key={jobId} jobId={jobId} title={t('La semaine est en cours', 'The week is under way')} />
      ))}
    </>
  );
}
