import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function JournalPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Qui a fait quoi, et quand ?', 'Who did what, and when?')} />
      <Empty title={t('Le journal est vide', 'The journal is empty')}>
        {t('Chaque changement y sera écrit.', 'Every change will be written here.')}
      </Empty>
    </>
  );
}
