import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ImportRunPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que s’est-il passé pendant cette semaine ?', 'What happened during this week?')} />
      <Empty title={t('Cette semaine n’a encore rien fait', 'This week has done nothing yet')}>
        {t('Elle commencera au prochain dépôt de fichiers.', 'It starts with the next files.')}
      </Empty>
    </>
  );
}
