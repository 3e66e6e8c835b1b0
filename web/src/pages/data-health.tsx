import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function DataHealthPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Peut-on se fier aux données ?', 'Can the data be trusted?')} />
      <Empty title={t('Pas encore de mesure', 'No measure yet')}>
        {t(
          'La santé des données se mesure après le premier import.',
          'The health of the data is measured after the first import.',
        )}
      </Empty>
    </>
  );
}
