import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function CampaignPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que dira cette lettre, et à qui ?', 'What will this letter say, and to whom?')} />
      <Empty title={t('Campagne inconnue', 'Unknown campaign')}>
        {t('Elle a peut-être été supprimée.', 'It may have been removed.')}
      </Empty>
    </>
  );
}
