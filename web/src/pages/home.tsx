import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function HomePage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Comment va la semaine ?', 'How is the week going?')} />
      <Empty title={t('Rien n’est encore arrivé', 'Nothing has arrived yet')}>
        {t('Déposez vos premiers exports : la semaine commence là.', 'Drop your first exports: the week starts there.')}
      </Empty>
    </>
  );
}
