import type { ReactElement } from 'react';
import type { Home } from '../../../src/api/contract/home.ts';
import type { Journey } from '../../../src/api/contract/journey.ts';
import { to } from '../addresses.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PrintButton } from '../parts/print-button.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { t } from '../words.ts';
import { Alarms } from './home/alarms.tsx';
import { ClientsBySegment } from './home/clients-by-segment.tsx';
import { NextActions } from './home/next-actions.tsx';
import { Turnover } from './home/turnover.tsx';
import { Verdict } from './home/verdict.tsx';
import { WhatWaits } from './home/what-waits.tsx';
import './home.css';

/** Monday morning in one look: did it work, what waits, what was sold, whom to think of. */
export function HomePage(): ReactElement {
  const home = useApi<Home>('/home');
  const journey = useApi<Journey>('/journey');
  return (
    <>
      <PageTitle
        question={t('Lundi s’est-il bien passé ?', 'Did Monday go well?')}
        actions={<PrintButton label={t('Imprimer la semaine', 'Print the week')} />}
      />
      <Answer of={home} lines={8}>
        {(week) =>
          week.run === null ? (
            <NothingYet />
          ) : (
            <div className="stack">
              <Verdict week={week} run={week.run} journey={journey.data} />
              <WhatWaits week={week} />
              <Alarms week={week} />
              <Turnover week={week} />
              <div className="halves">
                <ClientsBySegment week={week} />
                <NextActions week={week} />
              </div>
            </div>
          )
        }
      </Answer>
    </>
  );
}

function NothingYet(): ReactElement {
  return (
    <Empty
      title={t('Rien n’est encore arrivé', 'Nothing has arrived yet')}
      action={<GoLink to={to.imports()}>{t('Déposer les premiers fichiers', 'Drop the first files')}</GoLink>}
    >
      {t(
        'Déposez vos premiers exports (ventes, clients, produits, stock) : la semaine commence là.',
        'Drop your first exports (sales, clients, products, stock): the week starts there.',
      )}
    </Empty>
  );
}
