import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function DocumentPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que dit ce document ?', 'What does this document say?')} />
      <Empty title={t('Document inconnu', 'Unknown document')}>
        {t('Aucun export ne le contient.', 'No export holds it.')}
      </Empty>
    </>
  );
}
