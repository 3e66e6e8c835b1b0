import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function SegmentsPage(): ReactElement {
  return (
    <>
      <PageTitle
        question={t('Où sont vos clients, et où vont-ils ?', 'Where are your clients, and where are they going?')}
      />
      <Empty title={t('Pas encore de segments', 'No segments yet')}>
        {t('Ils se forment après le premier import des ventes.', 'They form after the first import of sales.')}
      </Empty>
    </>
  );
}
