import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ValidationPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Qu’attend-on de votre accord ?', 'What waits for your approval?')} />
      <Empty title={t('Rien n’attend votre accord', 'Nothing waits for your approval')}>
        {t('Les prochaines propositions arriveront lundi.', 'The next proposals come on Monday.')}
      </Empty>
    </>
  );
}
