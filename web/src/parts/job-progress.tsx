import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef } from 'react';
import { get } from '../api.ts';
import { count } from '../formats.ts';
import { isOver, type Job } from '../jobs.ts';
import { said, t } from '../words.ts';
import { StateWord, type Tone } from './state-word.tsx';
import { Trouble, Waiting } from './states.tsx';
import { StopJob } from './stop-job.tsx';
import './job-progress.css';

export interface JobProgressProps {
  readonly jobId: string;
  /** What goes on: « Envoi de la campagne de Noël ». */
  readonly title: string;
  /** Called once when it is over, also when it was already over. */
  readonly onEnd?: (job: Job) => void;
}

/**
 * Follows a job by its id. Nothing is lost by leaving: keep the id in the address (`?job=…`) and it is found again.
 * Events bring each step (live.ts); a question every few seconds stands in where events cannot pass.
 */
export function JobProgress({ jobId, title, onEnd }: JobProgressProps): ReactElement {
  const {
    data: job,
    error,
    refetch,
  } = useQuery<Job>({
    queryKey: [`/jobs/${jobId}`, {}],
    queryFn: () => get<Job>(`/jobs/${jobId}`),
    refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : 4_000),
  });
  const told = useRef(false);
  useEffect(() => {
    if (!job || !isOver(job) || told.current) return;
    told.current = true;
    onEnd?.(job);
  }, [job, onEnd]);
  if (!job) return error ? <Trouble problem={error} retry={() => void refetch()} /> : <Waiting lines={2} />;
  return (
    <div className="job sheet">
      <div className="row-apart">
        <strong>{title}</strong>
        <span role="status">
          <StateWord tone={toneOf[job.state]}>{wordOf(job.state)}</StateWord>
        </span>
      </div>
      {!isOver(job) && <Bar job={job} title={title} />}
      {job.error && <p>{said(job.error.sentence)}</p>}
      {!isOver(job) && (
        <div className="row-apart">
          <p className="soft small">
            {t('Vous pouvez quitter cette page : le travail continue.', 'You may leave this page: the work goes on.')}
          </p>
          <StopJob job={job} />
        </div>
      )}
    </div>
  );
}

function Bar({ job, title }: { readonly job: Job; readonly title: string }): ReactElement {
  const { progress } = job;
  const total = progress?.total;
  return (
    <>
      <progress aria-label={title} {...(progress && total ? { value: progress.done, max: total } : {})} />
      {progress && (
        <span className="soft">
          {said(progress.label)}{' '}
          {total ? t(`${count(progress.done)} sur ${count(total)}`, `${count(progress.done)} of ${count(total)}`) : ''}
        </span>
      )}
    </>
  );
}

const toneOf: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'quiet',
  running: 'running',
  done: 'done',
  failed: 'stopped',
  refused: 'stopped',
  cancelled: 'quiet',
  skipped: 'quiet',
};

function wordOf(state: Job['state']): string {
  const names: Readonly<Record<Job['state'], string>> = {
    waiting: t('va commencer', 'about to start'),
    running: t('en cours', 'running'),
    done: t('terminé', 'done'),
    failed: t('interrompu par une panne', 'stopped by a breakdown'),
    refused: t('refusé', 'refused'),
    cancelled: t('annulé', 'cancelled'),
    skipped: t('passé', 'skipped'),
  };
  return names[state];
}
