/** What the audit found about the lists, the worst of them, and whether the recommender guesses right. */
import { type ReactElement, useCallback } from 'react';
import type { AuditedList, Quality } from '../../../src/api/contract/quality.ts';
import { to, withFilters } from '../addresses.ts';
import { type Search, useFilters } from '../address.ts';
import { segmentWord } from '../estate-words.ts';
import { count, day, share } from '../formats.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../parts/chart.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Figure } from '../parts/figure.tsx';
import { FilterSelect, Filters } from '../parts/filters.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { useApi, useList } from '../queries.ts';
import { said, t } from '../words.ts';
import { auditRuleWords } from './quality/audit-words.ts';
import { EvaluationOfRecommender } from './quality/evaluation.tsx';

function read(search: Search) {
  return { code: search['code'] === '' ? undefined : search['code'] };
}

export function QualityPage(): ReactElement {
  const quality = useApi<Quality>('/quality');
  return (
    <>
      <PageTitle
        question={t('Peut-on se fier aux listes ?', 'Can the lists be trusted?')}
        answer={quality.data?.audit && <Gate audit={quality.data.audit} />}
      />
      <Answer of={quality} lines={8}>
        {(found) => (found.audit === null ? <NothingAudited /> : <Audited quality={found} audit={found.audit} />)}
      </Answer>
      <EvaluationOfRecommender />
    </>
  );
}

type Audit = NonNullable<Quality['audit']>;

function Gate({ audit }: { readonly audit: Audit }): ReactElement {
  const { gate, eligible, clients } = audit;
  const asked = `${Math.round(gate.minimumShare * 100)}\u00a0%`;
  if (clients === 0)
    return <>{t('Aucune liste cette semaine : rien à contrôler.', 'No list this week: nothing to audit.')}</>;
  return (
    <>
      <StateWord tone={gate.isOpen ? 'done' : 'waits'}>
        {gate.isOpen ? t('Oui.', 'Yes.') : t('Pas encore en bloc.', 'Not as a whole yet.')}
      </StateWord>{' '}
      {t(
        `Sans erreur : ${share(eligible, clients)} des listes ; il en faut ${asked}.`,
        `Without error: ${share(eligible, clients)} of the lists; ${asked} are needed.`,
      )}
    </>
  );
}

function NothingAudited(): ReactElement {
  return (
    <Empty title={t('Rien à contrôler encore', 'Nothing to audit yet')}>
      {t('Le contrôle se fait à chaque traitement de la semaine.', 'The audit is done at each run of the week.')}{' '}
      <GoLink to={to.imports()}>{t('Voir les traitements', 'See the runs')}</GoLink>
    </Empty>
  );
}

function Audited({ quality, audit }: { readonly quality: Quality; readonly audit: Audit }): ReactElement {
  return (
    <>
      <div className="cards">
        <Figure
          value={count(audit.clients)}
          meaning={t('listes contrôlées', 'lists audited')}
          from={to.recommendations()}
          fromTitle={t('voir les listes', 'see the lists')}
        />
        <Figure
          value={count(audit.eligible)}
          meaning={t('sans erreur, prêtes à être validées', 'without error, ready to be approved')}
          from={to.validation()}
          fromTitle={t('valider', 'approve')}
        />
        <Figure
          value={count(audit.meanScore, 1)}
          unit={t('sur 100', 'out of 100')}
          meaning={t('note moyenne d’une liste', 'mean score of a list')}
        />
        <Figure
          value={count(audit.warnings)}
          meaning={t('remarques, qui n’empêchent rien', 'warnings, which stop nothing')}
        />
      </div>
      <ByRule audit={audit} />
      <WorstLists audit={audit} />
      <div className="halves">
        <ListHistory quality={quality} />
        <DataHistory quality={quality} />
      </div>
    </>
  );
}

function ByRule({ audit }: { readonly audit: Audit }): ReactElement {
  const [, change] = useFilters(read);
  return (
    <section className="stack-tight">
      <h2>{t('Ce que le contrôle a trouvé', 'What the audit found')}</h2>
      {audit.rules.length === 0 ? (
        <p className="soft">{t('Rien : aucune liste n’a de défaut.', 'Nothing: no list has a fault.')}</p>
      ) : (
        <ul className="plain-list stack-tight">
          {audit.rules.map(({ code, severity, findings, clients }) => (
            <li key={code} className="row">
              <StateWord tone={severity === 'error' ? 'stopped' : 'waits'}>
                {severity === 'error' ? t('erreur', 'error') : t('remarque', 'warning')}
              </StateWord>
              <button type="button" className="link-button" onClick={() => change({ code })}>
                {auditRuleWords(code)}
              </button>
              <span className="soft">
                {t(
                  `${count(findings)} fois, dans ${count(clients)} listes`,
                  `${count(findings)} times, in ${count(clients)} lists`,
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function WorstLists({ audit }: { readonly audit: Audit }): ReactElement {
  const [{ code }, change] = useFilters(read);
  const worst = useList<AuditedList>('/quality/worst', { limit: 20, code });
  return (
    <section className="stack-tight">
      <h2>{t('Les vingt listes les plus faibles', 'The twenty weakest lists')}</h2>
      <Filters onClear={code ? () => change({ code: undefined }) : undefined}>
        <FilterSelect
          label={t('Ce qui a été trouvé', 'What was found')}
          value={code}
          onChange={(next) => change({ code: next })}
          options={audit.rules.map((rule) => ({ value: rule.code, label: auditRuleWords(rule.code) }))}
        />
      </Filters>
      <DataTable
        caption={t('Listes les plus faibles', 'Weakest lists')}
        list={worst}
        columns={columns()}
        rowId={(list) => list.clientCode}
        open={(list) => to.client(list.clientCode)}
        empty={<Empty title={t('Aucune liste faible', 'No weak list')} />}
      />
    </section>
  );
}

function columns(): readonly Column<AuditedList>[] {
  return [
    {
      id: 'client',
      title: t('Client', 'Client'),
      cell: (list) => (
        <div>
          <GoLink to={to.client(list.clientCode)}>{list.clientName}</GoLink>
          <br />
          <span className="soft small">{list.segment === null ? list.clientCode : segmentWord(list.segment)}</span>
        </div>
      ),
    },
    { id: 'score', title: t('Note sur 100', 'Score out of 100'), align: 'end', cell: (list) => count(list.score) },
    {
      id: 'findings',
      title: t('Pourquoi', 'Why'),
      cell: (list) => (
        <ul className="plain-list small">
          {list.findings.map((finding) => (
            <li key={`${finding.code} ${finding.rank}`}>{said(finding.sentence)}</li>
          ))}
        </ul>
      ),
    },
  ];
}

function ListHistory({ quality }: { readonly quality: Quality }): ReactElement | null {
  const points = quality.history.flatMap(({ asOf, clients, eligible }) =>
    clients === 0 ? [] : [{ asOf, value: (100 * eligible) / clients }],
  );
  const draw = useCallback(
    (plot: PlotLibrary, frame: ChartFrame) => drawHistory(plot, frame, pointsOf(quality)),
    [quality],
  );
  const last = points.at(-1);
  if (points.length < 2 || !last) return null;
  return (
    <Chart
      question={t('Les listes sont-elles meilleures qu’avant ?', 'Are the lists better than before?')}
      answer={t(
        `${count(last.value)} % sans erreur au ${day(last.asOf)}.`,
        `${count(last.value)} % without error on ${day(last.asOf)}.`,
      )}
      table={{
        columns: [t('Semaine du', 'Week of'), t('Listes', 'Lists'), t('Sans erreur', 'Without error')],
        rows: quality.history.map(({ asOf, clients, eligible }) => [day(asOf), clients, eligible]),
      }}
      fileName="listes-sans-erreur"
      height={200}
      draw={draw}
    />
  );
}

function pointsOf(quality: Quality): readonly Point[] {
  return quality.history.flatMap(({ asOf, clients, eligible }) =>
    clients === 0 ? [] : [{ asOf: new Date(`${asOf}T12:00:00Z`), value: (100 * eligible) / clients }],
  );
}

function DataHistory({ quality }: { readonly quality: Quality }): ReactElement | null {
  const draw = useCallback(
    (plot: PlotLibrary, frame: ChartFrame) =>
      drawHistory(
        plot,
        frame,
        quality.dataHistory.map(({ asOf, score }) => ({ asOf: new Date(`${asOf}T12:00:00Z`), value: score })),
      ),
    [quality],
  );
  const last = quality.dataHistory.at(-1);
  if (quality.dataHistory.length < 2 || !last) return null;
  return (
    <Chart
      question={t('Les données sont-elles plus propres ?', 'Is the data cleaner?')}
      answer={t(
        `${count(last.score, 1)} sur 100 au ${day(last.asOf)}.`,
        `${count(last.score, 1)} out of 100 on ${day(last.asOf)}.`,
      )}
      table={{
        columns: [t('Semaine du', 'Week of'), t('Note sur 100', 'Score out of 100')],
        rows: quality.dataHistory.map(({ asOf, score }) => [day(asOf), score]),
      }}
      fileName="note-des-donnees"
      height={200}
      draw={draw}
    >
      <p className="small">
        <GoLink to={withFilters(to.data(), {})}>{t('Voir la santé des données', 'See the health of the data')}</GoLink>
      </p>
    </Chart>
  );
}

interface Point {
  readonly asOf: Date;
  readonly value: number;
}

function drawHistory(plot: PlotLibrary, frame: ChartFrame, points: readonly Point[]): Element {
  const last = points.slice(-1);
  return plot.plot({
    width: frame.width,
    height: 200,
    marginRight: 44,
    x: { label: null, ticks: frame.isNarrow ? 3 : 6 },
    y: { label: null, domain: [0, 100], grid: true, ticks: 5 },
    marks: [
      plot.line(points, { x: 'asOf', y: 'value', stroke: frame.accent, strokeWidth: 2 }),
      plot.dot(points, { x: 'asOf', y: 'value', fill: frame.accent, r: 3 }),
      plot.text(last, {
        x: 'asOf',
        y: 'value',
        text: (point: Point) => count(point.value, 1),
        dx: 8,
        textAnchor: 'start',
        fill: frame.ink,
      }),
    ],
  });
}
