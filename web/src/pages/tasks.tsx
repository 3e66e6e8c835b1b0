import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function TasksPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que faut-il faire cette semaine ?', 'What is there to do this week?')} />
      <Empty title={t('Rien à faire', 'Nothing to do')}>
        {t(
          'Les appels et les tâches proposés par les règles apparaîtront ici.',
          'Calls and tasks proposed by the rules will appear here.',
        )}
      </Empty>
    </>
  );
}
