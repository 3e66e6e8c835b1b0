import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function SettingsPage(): ReactElement {
  return (
    <>
      <PageTitle question={t('Comment votre domaine travaille-t-il ?', 'How does your estate work?')} />
      <Empty title={t('Rien à régler ici', 'Nothing to set here')}>
        {t('Choisissez une rubrique.', 'Choose a section.')}
      </Empty>
    </>
  );
}
