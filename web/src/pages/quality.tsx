import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function QualityPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Les recommandations sont-elles bonnes ?', 'Are the recommendations good?')} />
      <Empty title={t('Pas encore d’audit', 'No audit yet')}>
        {t('L’audit suit les premières recommandations.', 'The audit follows the first recommendations.')}
      </Empty>
    </>
  );
}
