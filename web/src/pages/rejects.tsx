import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function RejectsPage(): ReactElement {
  return (
    <>
      <PageTitle
        question={t('Quelles lignes n’ont pas été reprises, et pourquoi ?', 'Which lines were left out, and why?')}
      />
      <Empty title={t('Toutes les lignes ont été reprises', 'Every line was taken')}>
        {t('Rien à corriger.', 'Nothing to correct.')}
      </Empty>
    </>
  );
}
