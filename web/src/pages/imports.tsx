import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ImportsPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que nous a donné le logiciel de cave ?', 'What did the cellar software give us?')} />
      <Empty title={t('Aucun fichier reçu', 'No file received')}>
        {t(
          'Exportez vos ventes et vos clients depuis votre logiciel, puis déposez les fichiers ici.',
          'Export your sales and clients from your software, then drop the files here.',
        )}
      </Empty>
    </>
  );
}
