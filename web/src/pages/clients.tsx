import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ClientsPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Qui sont vos clients ?', 'Who are your clients?')} />
      <Empty title={t('Aucun client', 'No client')}>
        {t(
          'Importez l’export de vos clients : ils apparaîtront ici.',
          'Import the export of your clients: they will appear here.',
        )}
      </Empty>
    </>
  );
}
