import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function WinePage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Où en est ce vin ?', 'Where does this wine stand?')} />
      <Empty title={t('Vin inconnu', 'Unknown wine')}>
        {t('Il n’apparaît dans aucun export.', 'It is in none of the exports.')}
      </Empty>
    </>
  );
}
