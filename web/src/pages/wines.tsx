import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function WinesPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que reste-t-il à vendre, et qui l’aime ?', 'What is left to sell, and who likes it?')} />
      <Empty title={t('Aucun vin', 'No wine')}>
        {t(
          'Importez vos produits ou vos ventes : vos cuvées apparaîtront ici.',
          'Import your products or your sales: your cuvées will appear here.',
        )}
      </Empty>
    </>
  );
}
