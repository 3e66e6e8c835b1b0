import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function CampaignsPage(): ReactElement {
  return (
    <>
      <PageTitle
        question={t(
          'Quelles lettres partent, et lesquelles sont parties ?',
          'Which letters are leaving, and which have left?',
        )}
      />
      <Empty title={t('Aucune campagne', 'No campaign')}>
        {t(
          'Approuvez des recommandations : la première lettre pourra se préparer.',
          'Approve recommendations: the first letter can then be prepared.',
        )}
      </Empty>
    </>
  );
}
