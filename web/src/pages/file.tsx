import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function FilePage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que dit le fichier reçu ?', 'What does the received file say?')} />
      <Empty title={t('Fichier inconnu', 'Unknown file')}>
        {t('Aucun fichier reçu ne porte cette empreinte.', 'No received file has this fingerprint.')}
      </Empty>
    </>
  );
}
