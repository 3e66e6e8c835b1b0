/** Which wine for which client: the list of a week, the whole reason of one client, and two weeks compared. */
import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type {
  ClientList,
  ComparedClient,
  Comparison,
  FeedbackGiven,
  ItemState,
  Proof,
  Recommendation,
  RecommendationOverview,
} from '../../../src/api/contract/recommendations.ts';
import { oneOf, type Search, useFilters } from '../address.ts';
import { to, withFilters } from '../addresses.ts';
import { send } from '../api.ts';
import { count, day, euros } from '../formats.ts';
import { dimensionWord, itemStateWord, nameOf, scenarios, toneOfItem } from '../list-words.ts';
import { scenarioWord, segmentWord, tierNames } from '../estate-words.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { Filters, FilterSelect, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StateLine } from '../parts/state-line.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useApi, useList, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import './recommendations.css';

const itemStates: readonly ItemState[] = ['pending', 'approved', 'rejected', 'flagged'];
const sorts = [
  '-value',
  'value',
  '-score',
  'score',
  'client',
  '-client',
  'label',
  '-label',
  'price',
  '-price',
] as const;

function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    asOf: dayIn(search['asOf']),
    scenario: oneOf(search['scenario'], scenarios),
    tier: oneOf(search['tier'], tierNames),
    eligible: oneOf(search['eligible'], ['yes', 'no'] as const),
    family: search['family'],
    state: oneOf(search['state'], itemStates),
    wine: search['wine'],
    sort: oneOf(search['sort'], sorts) ?? '-value',
    client: search['client'],
    from: dayIn(search['from']),
  };
}

function dayIn(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

export function RecommendationsPage(): ReactElement {
  const [filters, change] = useFilters(readFilters);
  const overview = useApi<RecommendationOverview>('/recommendations/overview');
  if (filters.client !== undefined) return <WhyPage clientCode={filters.client} />;
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
                <Listed overview={found} filters={filters} change={change} />
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

interface PartProps {
  readonly overview: RecommendationOverview;
  readonly filters: ReturnType<typeof readFilters>;
  readonly change: ReturnType<typeof useFilters>[1];
}

/** The shares of the scenarios, each a filter, and the other weeks. */
function Weeks({ overview, filters, change }: PartProps): ReactElement {
  const { run, runs, byScenario } = overview;
  const earlier = runs.filter(({ isCurrent }) => !isCurrent);
  return (
    <div className="stack-tight">
      <ul className="plain-list scenario-shares no-print">
        {byScenario.map(({ scenario, clients, items }) => (
          <li key={scenario}>
            <GoLink to={withFilters(to.recommendations(), { scenario })}>
              {count(items)} {scenarioWord(scenario)}
            </GoLink>{' '}
            <span className="soft small">{counted(clients, ['client'], ['client'])}</span>
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <Filters
          onClear={filters.asOf || filters.from ? () => change({ asOf: undefined, from: undefined }) : undefined}
        >
          <FilterSelect
            label={t('Liste du', 'List of')}
            value={filters.asOf}
            all={`${day(run?.asOf)} (${t('actuelle', 'current')})`}
            options={earlier.map(({ asOf }) => ({ value: asOf, label: day(asOf) }))}
            onChange={(asOf) => change({ asOf })}
          />
          <FilterSelect
            label={t('Comparer avec celle du', 'Compare with that of')}
            value={filters.from}
            all={t('Ne pas comparer', 'Do not compare')}
            options={earlier
              .filter(({ asOf }) => asOf !== filters.asOf)
              .map(({ asOf }) => ({ value: asOf, label: day(asOf) }))}
            onChange={(from) => change({ from })}
          />
        </Filters>
      )}
    </div>
  );
}

function columns(isCurrent: boolean): readonly Column<Recommendation>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      sort: 'up',
      cell: (row) => (
        <>
          {nameOf(row)}
          <br />
          <span className="soft small">{segmentWord(row.segment)}</span>
        </>
      ),
    },
    {
      id: 'label',
      title: t('Vin et raison', 'Wine and reason'),
      sort: 'up',
      cell: (row) => (
        <>
          <GoLink to={to.wine(row.wineKey)} className="wine-name">
            {row.label}
          </GoLink>{' '}
          <span className="soft small">{scenarioWord(row.scenario)}</span>
          <div className="small">{row.reason}</div>
        </>
      ),
    },
    { id: 'price', title: t('Prix', 'Price'), align: 'end', sort: 'down', cell: (row) => euros(row.prixTtc) },
    {
      id: 'score',
      title: t('Note sur 100', 'Score of 100'),
      align: 'end',
      sort: 'down',
      narrow: 'hide',
      cell: (row) => count(row.score),
    },
    {
      id: 'state',
      title: t('Décision', 'Decision'),
      cell: (row) =>
        !isCurrent ? (
          <span className="soft">{t('liste passée', 'past list')}</span>
        ) : row.state === 'pending' && !row.isEligible ? (
          <StateWord tone="stopped">
            {row.auditScore === null
              ? t('à contrôler', 'to be audited')
              : t('arrêté par le contrôle', 'stopped by the audit')}
          </StateWord>
        ) : (
          <StateWord tone={toneOfItem[row.state]}>{itemStateWord(row.state)}</StateWord>
        ),
    },
  ];
}

function Listed({ overview, filters, change }: PartProps): ReactElement {
  const { client: _client, from: _from, ...asked } = filters;
  const list = useList<Recommendation>('/recommendations', asked);
  const isCurrent = filters.asOf === undefined || filters.asOf === overview.run?.asOf;
  const { q, scenario, tier, eligible, family, state, wine } = filters;
  const isFiltered = [q || undefined, scenario, tier, eligible, family, state, wine].some((one) => one !== undefined);
  return (
    <div className="stack-tight">
      <Filters
        onClear={
          isFiltered
            ? () =>
                change({
                  q: undefined,
                  scenario: undefined,
                  tier: undefined,
                  eligible: undefined,
                  family: undefined,
                  state: undefined,
                  wine: undefined,
                })
            : undefined
        }
      >
        <SearchBox
          label={t('Chercher un client ou un vin', 'Search a client or a wine')}
          value={q}
          onChange={(text) => change({ q: text })}
        />
        <FilterSelect
          label={t('Scénario', 'Scenario')}
          value={scenario}
          options={scenarios.map((value) => ({ value, label: scenarioWord(value) }))}
          onChange={(value) => change({ scenario: value })}
        />
        <FilterSelect
          label={t('Niveau', 'Tier')}
          value={tier}
          options={tierNames.map((value) => ({ value, label: segmentWord(value) }))}
          onChange={(value) => change({ tier: value })}
        />
        <FilterSelect
          label={t('Famille', 'Family')}
          value={family}
          all={t('Toutes', 'All')}
          options={overview.families.map((value) => ({ value, label: value }))}
          onChange={(value) => change({ family: value })}
        />
        <FilterSelect
          label={t('Contrôle', 'Audit')}
          value={eligible}
          options={[
            { value: 'yes', label: t('Admis', 'Eligible') },
            { value: 'no', label: t('Arrêtés', 'Stopped') },
          ]}
          onChange={(value) => change({ eligible: value })}
        />
        {isCurrent && (
          <FilterSelect
            label={t('Décision', 'Decision')}
            value={state}
            all={t('Toutes', 'All')}
            options={itemStates.map((value) => ({ value, label: itemStateWord(value) }))}
            onChange={(value) => change({ state: value })}
          />
        )}
      </Filters>
      <DataTable
        caption={t('Vins proposés, les meilleurs clients d’abord', 'Wines proposed, the best clients first')}
        list={list}
        columns={columns(isCurrent)}
        rowId={(row) => `${row.clientCode}:${row.rank}`}
        {...(isCurrent
          ? { open: (row: Recommendation) => withFilters(to.recommendations(), { client: row.clientCode }) }
          : {})}
        sort={filters.sort}
        onSort={(sort) => change({ sort })}
        keysHint={
          isCurrent ? (
            <>
              <kbd>↑</kbd> <kbd>↓</kbd> {t('avancer', 'move')} · <kbd>↵</kbd>{' '}
              {t('tout savoir de cette liste', 'everything about this list')}
            </>
          ) : undefined
        }
        noun={{ fr: ['vin proposé', 'vins proposés'], en: ['wine proposed', 'wines proposed'] }}
        empty={
          <Empty title={t('Aucun vin ne répond à ces filtres', 'No wine answers these filters')}>
            {t('Retirez un filtre, ou cherchez un autre nom.', 'Remove a filter, or search another name.')}
          </Empty>
        }
      />
    </div>
  );
}

/** Two weeks side by side: what moved, and for whom. */
function Compared({ from, until }: { readonly from: string; readonly until: string }): ReactElement {
  const asked = { from, to: until };
  const head = useApi<Comparison>('/recommendations/compare', { ...asked, limit: 1 });
  const list = useList<ComparedClient>('/recommendations/compare', asked);
  return (
    <section className="stack-tight">
      <h2>
        {t(
          `Qu’est-ce qui a changé du ${day(from)} au ${day(until)} ?`,
          `What changed from ${day(from)} to ${day(until)}?`,
        )}
      </h2>
      <Answer of={head} lines={3}>
        {({ counts }) => (
          <div className="cards">
            <Figure value={count(counts.same)} meaning={t('clients gardent leurs vins', 'clients keep their wines')} />
            <Figure
              value={count(counts.changed)}
              meaning={t('clients voient leur liste changer', 'clients see their list change')}
            />
            <Figure value={count(counts.new)} meaning={t('clients entrent dans la liste', 'clients enter the list')} />
            <Figure value={count(counts.gone)} meaning={t('clients en sortent', 'clients leave it')} />
          </div>
        )}
      </Answer>
      <DataTable
        caption={t('Listes qui ont changé', 'Lists that changed')}
        list={list}
        columns={comparedColumns()}
        rowId={(row) => row.clientCode}
        open={(row) => to.client(row.clientCode)}
        noun={{ fr: ['client'], en: ['client'] }}
        empty={<Empty title={t('Rien n’a changé entre ces deux listes', 'Nothing changed between these lists')} />}
      />
    </section>
  );
}

function comparedColumns(): readonly Column<ComparedClient>[] {
  return [
    { id: 'client', title: t('Client', 'Client'), cell: nameOf },
    { id: 'before', title: t('Avant', 'Before'), cell: (row) => <Labels labels={row.before} /> },
    { id: 'after', title: t('Après', 'After'), cell: (row) => <Labels labels={row.after} /> },
  ];
}

function Labels({ labels }: { readonly labels: readonly string[] }): ReactElement {
  if (labels.length === 0) return <span className="soft">{t('pas dans la liste', 'not in the list')}</span>;
  return (
    <span className="list-change">
      {labels.map((label) => (
        <span key={label} className="wine-name">
          {label}
        </span>
      ))}
    </span>
  );
}

/** Everything behind the list of one client. */
function WhyPage({ clientCode }: { readonly clientCode: string }): ReactElement {
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
        {(found) => <Why list={found} />}
      </Answer>
    </>
  );
}

function Why({ list }: { readonly list: ClientList }): ReactElement {
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
              <Refusal key={refusal.scenario} title={scenarioWord(refusal.scenario)} words={refusal.sentence} />
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Refusal({ title, words }: { readonly title: string; readonly words: string }): ReactElement {
  return (
    <>
      <dt>{title}</dt>
      <dd>{words}</dd>
    </>
  );
}

type WhyItem = ClientList['items'][number];

function WhyWine({ item }: { readonly item: WhyItem }): ReactElement {
  const [isShown, setIsShown] = useState(false);
  const points = item.components.filter((component) => component.points !== 0);
  return (
    <article className="why-wine stack-tight">
      <div className="row-apart">
        <h2>
          {item.rank}. <GoLink to={to.wine(item.wineKey)}>{item.label}</GoLink>
        </h2>
        <span className="row">
          <span className="number">{euros(item.prixTtc)}</span>
          <StateWord tone={toneOfItem[item.state]}>{itemStateWord(item.state)}</StateWord>
        </span>
      </div>
      <p className="prose">{item.reason}</p>
      {item.proofs.length > 0 && <Proofs proofs={item.proofs} />}
      <p className="small">
        {t('Note', 'Score')} {count(item.score)} {t('sur 100', 'of 100')} · {scenarioWord(item.scenario)}{' '}
        {points.length > 0 && (
          <button type="button" className="link-button" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
            {isShown
              ? t('cacher le détail', 'hide the detail')
              : t('d’où vient cette note', 'where this score comes from')}
          </button>
        )}
      </p>
      {isShown && (
        <table className="why-points">
          <caption className="only-read-aloud">{t('Points de la note', 'Points of the score')}</caption>
          <tbody>
            {points.map((component) => (
              <tr key={component.dimension}>
                <th scope="row">{dimensionWord(component.dimension)}</th>
                <td>
                  {component.points > 0 ? '+' : '−'}
                  {count(Math.abs(component.points), 1)} {t('points', 'points')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Feedback clientCode={item.clientCode} item={item} />
    </article>
  );
}

/** The last purchases at once, the earlier ones a click away. */
function Proofs({ proofs }: { readonly proofs: readonly Proof[] }): ReactElement {
  const [last, earlier] = [proofs.slice(0, 3), proofs.slice(3)];
  return (
    <>
      <ProofLines proofs={last} />
      {earlier.length > 0 && (
        <details className="small">
          <summary>
            {counted(earlier.length, ['achat plus ancien', 'achats plus anciens'], ['earlier purchase'])}
          </summary>
          <ProofLines proofs={earlier} />
        </details>
      )}
    </>
  );
}

function ProofLines({ proofs }: { readonly proofs: readonly Proof[] }): ReactElement {
  return (
    <ul className="plain-list small stack-tight">
      {proofs.map((proof) => (
        <li key={`${proof.documentId} ${proof.fileLine}`} className="row">
          <GoLink to={to.document(proof.source, proof.documentId)}>{day(proof.on)}</GoLink>
          <span>
            {count(proof.bottles)} × {proof.label}
          </span>
          <span className="number">{euros(proof.mtTtc)}</span>
          <Provenance fileName={proof.fileName} fileHash={proof.fileHash} line={proof.fileLine} />
        </li>
      ))}
    </ul>
  );
}

/** What the estate knows better: good, or wrong and why. It is kept with the list. */
function Feedback({ clientCode, item }: { readonly clientCode: string; readonly item: WhyItem }): ReactElement | null {
  const [isWrong, setIsWrong] = useState(false);
  const [words, setWords] = useState(item.feedback?.words ?? '');
  const mayJudge = useMay('operateur');
  const path = `/recommendations/${encodeURIComponent(clientCode)}/${encodeURIComponent(item.produitKey)}/feedback`;
  const judge = useWrite((given: FeedbackGiven) => send('PUT', path, given), ['/recommendations']);
  const say = async (given: FeedbackGiven) => {
    await judge.mutateAsync(given);
    setIsWrong(false);
    toast(t('Votre avis est noté avec cette liste.', 'Your opinion is kept with this list.'));
  };
  const { feedback } = item;
  return (
    <div className="stack-tight no-print">
      {feedback && (
        <p className="small">
          <StateWord tone={feedback.verdict === 'good' ? 'done' : 'stopped'}>
            {feedback.verdict === 'good'
              ? t(`bon conseil, selon ${feedback.author}`, `good advice, says ${feedback.author}`)
              : t(`mauvais conseil, selon ${feedback.author}`, `wrong advice, says ${feedback.author}`)}
          </StateWord>
          {feedback.words && ` « ${feedback.words} »`}
        </p>
      )}
      {mayJudge && !isWrong && (
        <span className="row small">
          <span className="soft">{t('Votre avis :', 'Your opinion:')}</span>
          <Button size="xs" variant="default" onClick={() => void say({ verdict: 'good' })} loading={judge.isPending}>
            {t('Bon conseil', 'Good advice')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setIsWrong(true)}>
            {t('Mauvais conseil…', 'Wrong advice…')}
          </Button>
        </span>
      )}
      {isWrong && (
        <Form action={t('Garder cet avis', 'Keep this opinion')} onSubmit={() => say({ verdict: 'wrong', words })}>
          <Textarea
            label={t('Qu’est-ce qui ne va pas ?', 'What is wrong?')}
            required
            rows={2}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Form>
      )}
    </div>
  );
}
