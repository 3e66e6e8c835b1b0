import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { JobAsked } from '../../../src/api/contract/jobs.ts';
import type { RunAsk } from '../../../src/api/contract/runs.ts';
import { useFilters } from '../address.ts';
import { send } from '../api.ts';
import { useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { t } from '../words.ts';
import { JobProgress } from './job-progress.tsx';
import { toastProblem } from './toasts.tsx';

/** Asks for a run, and keeps its id in the address (`?job=`) so that it is found again. */
export function useStartRun(): {
  readonly job: string | undefined;
  readonly start: (ask: RunAsk) => Promise<void>;
  readonly isStarting: boolean;
} {
  const [{ job }, change] = useFilters((search) => ({ job: search['job'] }));
  const ask = useWrite((asked: RunAsk) => send<JobAsked>('POST', '/runs', asked), ['/runs', '/journey']);
  const start = async (asked: RunAsk) => {
    const { jobId } = await ask.mutateAsync(asked);
    change({ job: jobId });
  };
  return { job, start, isStarting: ask.isPending };
}

export interface StartRunProps {
  /** « Lancer la semaine ». */
  readonly label: string;
  /** What to begin from; the whole week without it. */
  readonly fromStep?: string;
  readonly variant?: 'filled' | 'default';
}

/** A button that starts the week, and below it how far it is. */
export function StartRun({ label, fromStep, variant = 'filled' }: StartRunProps): ReactElement | null {
  const { job, start, isStarting } = useStartRun();
  const [endedJob, setEndedJob] = useState<string>();
  const may = useMay('operateur');
  const progress = job && (
    <JobProgress jobId={job} title={t('La semaine', 'The week')} onEnd={() => setEndedJob(job)} />
  );
  if (progress && endedJob !== job) return progress;
  if (!may) return progress || null;
  return (
    <div className="stack-tight no-print">
      {progress}
      <span>
        <Button
          variant={variant}
          loading={isStarting}
          onClick={() => void start(fromStep ? { fromStep } : {}).catch(toastProblem)}
        >
          {label}
        </Button>
      </span>
    </div>
  );
}
