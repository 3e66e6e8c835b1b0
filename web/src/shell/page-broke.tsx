import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { to } from '../addresses.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Trouble } from '../parts/states.tsx';
import { t } from '../words.ts';

/** A page that could not be read or drawn: says so, offers another try, keeps the navigation standing. */
export function PageBroke({ error, reset }: ErrorComponentProps): ReactElement {
  return (
    <div className="shell-main stack">
      <PageTitle question={t('Cette page n’a pas pu s’ouvrir', 'This page could not be opened')} />
      <Trouble problem={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </div>
  );
}

/** An address that leads nowhere; the journey beside it leads on. */
export function NotFound(): ReactElement {
  return (
    <>
      <PageTitle
        question={t('Cette adresse ne mène à rien', 'This address leads nowhere')}
        answer={t('La page a peut-être changé de nom.', 'The page may have changed its name.')}
      />
      <p>
        <GoLink to={to.home()}>{t('Retour à l’accueil', 'Back to the first page')}</GoLink>
      </p>
    </>
  );
}
