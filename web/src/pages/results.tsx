import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ResultsPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Qu’ont rapporté les lettres ?', 'What did the letters bring?')} />
      <Empty title={t('Pas encore mesurable', 'Not yet measurable')}>
        {t(
          'Les premiers résultats se lisent quelques semaines après le premier envoi.',
          'The first results are read a few weeks after the first sending.',
        )}
      </Empty>
    </>
  );
}
