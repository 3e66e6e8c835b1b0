import type { ReactElement } from 'react';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { t } from '../words.ts';

export function CompliancePage(): ReactElement {
  return (
    <>
      <PageTitle
        question={t(
          'Respectons-nous la loi et les souhaits de chacun ?',
          'Do we respect the law and everyone’s wishes?',
        )}
      />
      <Empty title={t('Aucun consentement connu', 'No consent known')}>
        {t(
          'Ils viennent de l’export des clients et des réponses aux lettres.',
          'They come from the export of clients and from answers to letters.',
        )}
      </Empty>
    </>
  );
}
