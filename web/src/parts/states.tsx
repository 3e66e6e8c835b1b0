/** Nothing yet, something wrong, not here yet: the three states every page has besides its own. */
import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { t } from '../words.ts';
import './states.css';

export interface EmptyProps {
  readonly title: string;
  /** What to do to have something here. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing to show: says why, and teaches the next step. */
export function Empty({ title, children, action }: EmptyProps): ReactElement {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <div className="prose soft">{children}</div>}
      {action}
    </div>
  );
}

/** What went wrong, in the API's own sentence, and another try. */
export function Trouble({ problem, retry }: { readonly problem: Error; readonly retry?: () => void }): ReactElement {
  const isOurs = problem instanceof ApiProblem;
  return (
    <div className="trouble" role="alert">
      <p>
        {isOurs
          ? problem.message
          : t('Cette partie de la page n’a pas pu s’afficher.', 'This part of the page could not be shown.')}
      </p>
      {isOurs && problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((field) => (
            <li key={field.path}>{field.detail}</li>
          ))}
        </ul>
      )}
      {isOurs && problem.requestId && isBreakdown(problem) && (
        <p className="small soft">
          {t('Référence à donner si vous demandez de l’aide :', 'Reference to give when asking for help:')}{' '}
          <code>{problem.requestId}</code>
        </p>
      )}
      {retry && (
        <Button variant="default" onClick={retry}>
          {t('Réessayer', 'Try again')}
        </Button>
      )}
    </div>
  );
}

/** Lines to come: as high as what will stand there, so that nothing jumps. */
export function Waiting({ lines = 4 }: { readonly lines?: number }): ReactElement {
  return (
    <div className="skeleton-lines" role="status">
      <span className="only-read-aloud">{t('Lecture en cours…', 'Reading…')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton" aria-hidden="true" />
      ))}
    </div>
  );
}

export interface AnswerProps<T> {
  readonly of: { readonly data: T | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  readonly lines?: number;
  readonly children: (value: T) => ReactNode;
}

/** Draws a query's answer: waiting, trouble with another try, or the value. */
export function Answer<T>({ of, lines = 4, children }: AnswerProps<T>): ReactNode {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <Trouble problem={of.error} retry={() => void of.refetch()} />;
  return <Waiting lines={lines} />;
}

/** A refusal is understood by its sentence; only a breakdown needs a reference to be found again in the journal. */
function isBreakdown(problem: ApiProblem): boolean {
  return problem.status >= 500;
}
