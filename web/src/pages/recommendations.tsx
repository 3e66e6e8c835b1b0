/** Which wine for which client: the list of a week, the whole reason of one client, and two weeks compared. */
import type { ReactElement } from 'react';
import type { RecommendationOverview } from '../../../src/api/contract/recommendations.ts';
import { useFilters } from '../address.ts';
import { to } from '../addresses.ts';
import { day } from '../formats.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { counted, t } from '../words.ts';
import { Compared } from './recommendations/compared.tsx';
import { readFilters } from './recommendations/filters.ts';
import { ListOfWeek } from './recommendations/list-of-week.tsx';
import { Weeks } from './recommendations/weeks.tsx';
import { WhyTheseWines } from './recommendations/why.tsx';
import './recommendations.css';

export function RecommendationsPage(): ReactElement {
  const [filters, change] = useFilters(readFilters);
  const overview = useApi<RecommendationOverview>('/recommendations/overview');
  if (filters.client !== undefined) return <WhyTheseWines clientCode={filters.client} />;
  return (
    <>
      <PageTitle
        question={t('Quel vin pour quel client, et pourquoi ?', 'Which wine for which client, and why?')}
        answer={overview.data && answerOf(overview.data)}
      />
      <Answer of={overview} lines={10}>
        {(found) =>
          found.run === null ? (
            <NothingYet />
          ) : (
            <div className="stack">
              <Weeks overview={found} filters={filters} change={change} />
              {filters.from !== undefined && found.run.asOf !== filters.from ? (
                <Compared from={filters.from} until={filters.asOf ?? found.run.asOf} />
              ) : (
                <ListOfWeek overview={found} filters={filters} change={change} />
              )}
            </div>
          )
        }
      </Answer>
    </>
  );
}

function NothingYet(): ReactElement {
  return (
    <Empty title={t('Aucune recommandation', 'No recommendation')}>
      {t('Elles sont préparées chaque lundi, après l’import.', 'They are prepared each Monday, after the import.')}{' '}
      <GoLink to={to.imports()}>{t('Déposer les fichiers', 'Drop the files')}</GoLink>
    </Empty>
  );
}

function answerOf({ run, byScenario }: RecommendationOverview): string | undefined {
  if (!run) return undefined;
  const listed = Math.max(...byScenario.map(({ clients }) => clients), 0);
  const wines = counted(run.recommendationCount, ['vin proposé', 'vins proposés'], ['wine proposed', 'wines proposed']);
  if (listed === 0) return t(`Semaine du ${day(run.asOf)} : aucun vin.`, `Week of ${day(run.asOf)}: no wine.`);
  return t(`Semaine du ${day(run.asOf)} : ${wines}.`, `Week of ${day(run.asOf)}: ${wines}.`);
}
