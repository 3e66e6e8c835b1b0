import type { ReactElement, ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { t } from '../words.ts';
import { GoLink } from './go-link.tsx';
import { PageTitle, type PageTitleProps } from './page-title.tsx';
import { type AnswerProps, Trouble, Waiting } from './states.tsx';

export interface PageOfProps<T> extends AnswerProps<T> {
  /** Of a thing nobody knows: « Quel est ce client ? » */
  readonly unknown: string;
  /** The list it would stand in. */
  readonly back: NonNullable<PageTitleProps['back']>;
  /** The whole page, its title included. */
  readonly children: (value: T) => ReactNode;
}

/** The page of one thing: while it is read, when it cannot be, when nobody knows it, and the page itself. */
export function PageOf<T>({ of, lines = 10, unknown, back, children }: PageOfProps<T>): ReactElement {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (!of.error) return <Waiting lines={lines} />;
  if (isUnknown(of.error)) {
    return (
      <>
        <PageTitle question={unknown} answer={of.error.message} back={back} />
        <p>
          {t('L’adresse est peut-être incomplète, ou ancienne.', 'The address may be incomplete, or old.')}{' '}
          <GoLink to={back.to}>{t(`Chercher dans « ${back.title} »`, `Look in “${back.title}”`)}</GoLink>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle question={t('Cette page n’a pas pu s’ouvrir', 'This page could not be opened')} back={back} />
      <Trouble problem={of.error} retry={() => void of.refetch()} />
    </>
  );
}

/** Nothing bears this name, or nothing could: an address cut short is refused before anybody looks. */
function isUnknown(problem: Error): boolean {
  return problem instanceof ApiProblem && (problem.status === 404 || problem.status === 400);
}
