import type { ReactElement } from 'react';
import type { DataHealth } from '../../../src/api/contract/data-health.ts';
import { to } from '../addresses.ts';
import { apiAddress } from '../api.ts';
import { count, day } from '../formats.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PrintButton } from '../parts/print-button.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { counted, t } from '../words.ts';
import { Files } from './data-health/files.tsx';
import { Rules } from './data-health/rules.tsx';
import { Trend } from './data-health/trend.tsx';
import './data-health.css';

type Audit = NonNullable<DataHealth['audit']>;

/** The health of the data: one score, the rules behind it, the rows to look at, and what was noticed in the files. */
export function DataHealthPage(): ReactElement {
  const health = useApi<DataHealth>('/data-health');
  return (
    <Answer of={health} lines={10}>
      {(found) => (
        <>
          <PageTitle
            question={t('Peut-on se fier aux données ?', 'Can the data be trusted?')}
            answer={found.audit ? answerOf(found.audit) : undefined}
            actions={
              <>
                <a href={apiAddress('/data-health/export', { format: 'xlsx' })} download>
                  {t('Enregistrer en classeur', 'Save as workbook')}
                </a>
                <PrintButton />
              </>
            }
          />
          {found.audit === null ? (
            <Empty
              title={t('Pas encore de mesure', 'No measure yet')}
              action={<GoLink to={to.imports()}>{t('Déposer des fichiers', 'Drop files')}</GoLink>}
            >
              {t(
                'La santé des données se mesure après le premier import.',
                'The health of the data is measured after the first import.',
              )}
            </Empty>
          ) : (
            <div className="stack">
              <Rules audit={found.audit} />
              <Trend health={found} />
              <Files health={found} />
            </div>
          )}
        </>
      )}
    </Answer>
  );
}

function answerOf({ score, rules, asOf }: Audit): string {
  const points = t(`${count(score, 1)} sur 100 au ${day(asOf)}.`, `${count(score, 1)} out of 100 on ${day(asOf)}.`);
  const errors = rules.filter(({ severity, rowsFlagged }) => severity === 'error' && rowsFlagged > 0).length;
  const judged =
    score >= 95
      ? t('Oui, largement.', 'Yes, by far.')
      : score >= 80
        ? t('Oui, avec quelques points à reprendre.', 'Yes, with some points to mend.')
        : t('Avec prudence : commencez par ce qui suit.', 'With care: begin with what follows.');
  const wrong = counted(
    errors,
    ['règle importante signale', 'règles importantes signalent'],
    ['important rule flags', 'important rules flag'],
  );
  return errors === 0
    ? `${judged} ${points}`
    : t(`${judged} ${points} ${wrong} des lignes.`, `${judged} ${points} ${wrong} rows.`);
}
