import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function ImportMappingPage(): ReactElement {
  return (
    <>
      <PageTitle
        question={t('Que veut dire chaque colonne de ce fichier ?', 'What does each column of this file mean?')}
      />
      <Empty title={t('Aucun fichier de cette sorte', 'No file of this kind')}>
        {t('Déposez-en un : ses colonnes vous seront proposées ici.', 'Drop one: its columns will be proposed here.')}
      </Empty>
    </>
  );
}
