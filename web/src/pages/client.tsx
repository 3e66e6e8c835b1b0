import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ClientPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Qui est ce client ?', 'Who is this client?')} />
      <Empty title={t('Client inconnu', 'Unknown client')}>
        {t('Vérifiez le code dans votre logiciel.', 'Check the code in your software.')}
      </Empty>
    </>
  );
}
