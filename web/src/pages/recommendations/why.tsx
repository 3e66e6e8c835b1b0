import type { ReactElement } from 'react';
import type { ClientList } from '../../../../src/api/contract/recommendations.ts';
import { to } from '../../addresses.ts';
import { scenarioWord, segmentWord } from '../../estate-words.ts';
import { day } from '../../formats.ts';
import { nameOf } from '../../list-words.ts';
import { Fact } from '../../parts/fact.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { StateLine } from '../../parts/state-line.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { useApi } from '../../queries.ts';
import { t } from '../../words.ts';
import { WhyWine } from './why-wine.tsx';

/** Everything behind the list of one client. */
export function WhyTheseWines({ clientCode }: { readonly clientCode: string }): ReactElement {
  const list = useApi<ClientList>(`/recommendations/${encodeURIComponent(clientCode)}`);
  const name = list.data ? nameOf(list.data) : clientCode;
  return (
    <>
      <PageTitle
        question={t(`Pourquoi ces vins pour ${name} ?`, `Why these wines for ${name}?`)}
        answer={
          list.data &&
          t(
            `${segmentWord(list.data.segment)} · liste du ${day(list.data.asOf)}`,
            `${segmentWord(list.data.segment)} · list of ${day(list.data.asOf)}`,
          )
        }
        back={{ to: to.recommendations(), title: t('Recommandations', 'Recommendations') }}
        actions={<GoLink to={to.client(clientCode)}>{t('Ouvrir la fiche client', 'Open the client')}</GoLink>}
      />
      <Answer of={list} lines={10}>
        {(found) => <WholeReason list={found} />}
      </Answer>
    </>
  );
}

function WholeReason({ list }: { readonly list: ClientList }): ReactElement {
  return (
    <div className="stack">
      {list.findings.length > 0 && (
        <section className="stack-tight">
          <h2>{t('Ce que dit le contrôle', 'What the audit says')}</h2>
          <ul className="plain-list stack-tight">
            {list.findings.map((finding) => (
              <li key={`${finding.code}-${finding.rank}`}>
                <StateLine tone={finding.severity === 'error' ? 'stopped' : 'waits'}>
                  {t(finding.fr, finding.en)}
                </StateLine>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        {list.items.length === 0 && (
          <Empty title={t('Aucun vin cette semaine', 'No wine this week')}>
            {t('Les raisons sont ci-dessous.', 'The reasons are below.')}
          </Empty>
        )}
        {list.items.map((item) => (
          <WhyWine key={item.rank} item={item} />
        ))}
      </section>
      {list.refusals.length > 0 && (
        <section className="stack-tight">
          <h2>{t('Pourquoi pas autre chose ?', 'Why not something else?')}</h2>
          <dl className="facts">
            {list.refusals.map((refusal) => (
              <Fact key={refusal.scenario} title={scenarioWord(refusal.scenario)}>
                <span lang="fr">{refusal.sentence}</span>
              </Fact>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
