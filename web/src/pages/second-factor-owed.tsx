/** A role that asks for a second factor, and a person who has none yet. */
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useFilters } from '../address.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { SecondFactorSetup } from '../parts/second-factor-setup.tsx';
import { Answer } from '../parts/states.tsx';
import { sessionQuery } from '../session.ts';
import { t } from '../words.ts';
import { backFrom, useAfterSignIn } from './after-sign-in.ts';

export function SecondFactorOwedPage(): ReactElement {
  const [back] = useFilters(backFrom);
  const goOn = useAfterSignIn(back);
  const session = useQuery(sessionQuery);
  return (
    <main className="sign-in">
      <div className="sign-in-sheet">
        <PageTitle
          question={t('Avec quel téléphone entrerez-vous ?', 'Which phone will you sign in with?')}
          answer={t(
            'Votre rôle engage le domaine : un code de votre téléphone s’ajoute au mot de passe.',
            'Your role commits the estate: a code from your phone is added to the password.',
          )}
        />
        <Answer of={session}>{() => <SecondFactorSetup onDone={() => goOn('done')} />}</Answer>
      </div>
    </main>
  );
}
