import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function RulesPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Que fait Cuvée de lui-même ?', 'What does Cuvée do by itself?')} />
      <Empty title={t('Aucune règle', 'No rule')}>
        {t('Une règle dit : quand ceci arrive, faire cela.', 'A rule says: when this happens, do that.')}
      </Empty>
    </>
  );
}
