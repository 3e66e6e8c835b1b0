import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function RecommendationsPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Quel vin pour quel client, et pourquoi ?', 'Which wine for which client, and why?')} />
      <Empty title={t('Aucune recommandation', 'No recommendation')}>
        {t('Elles sont préparées chaque lundi, après l’import.', 'They are prepared each Monday, after the import.')}
      </Empty>
    </>
  );
}
