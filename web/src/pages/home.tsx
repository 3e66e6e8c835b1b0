import { useCallback, type ReactElement, type ReactNode } from 'react';
import type { Home } from '../../../src/api/contract/home.ts';
import { to, withFilters } from '../addresses.ts';
import { scenarioWord, segmentWord } from '../estate-words.ts';
import { count, day, euros, instant, month, roundEuros } from '../formats.ts';
import { datasetWord } from '../import-words.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../parts/chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PrintButton } from '../parts/print-button.tsx';
import { RunRooms } from '../parts/run-line.tsx';
import { Shape, type Tone } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import type { Journey } from '../shell/journey.ts';
import { counted, languageTag, said, t } from '../words.ts';
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
              <Waits week={week} />
              <Alarms week={week} />
              <Turnover week={week} />
              <div className="halves">
                <Clients week={week} />
                <Actions week={week} />
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

type Run = NonNullable<Home['run']>;

function Verdict({
  week,
  run,
  journey,
}: {
  readonly week: Home;
  readonly run: Run;
  readonly journey: Journey | undefined;
}): ReactElement {
  const tone: Tone = run.status === 'done' ? 'done' : run.status === 'running' ? 'running' : 'stopped';
  return (
    <section className="verdict" data-tone={tone} aria-label={t('La semaine', 'The week')}>
      <div className="verdict-words">
        <Shape tone={tone} size={28} />
        <strong>{headline(run)}</strong>
        <p>{story(week, run)}</p>
        <p className="soft small">
          {run.endedAt === null
            ? t(`Commencé le ${instant(run.startedAt)}.`, `Started on ${instant(run.startedAt)}.`)
            : t(`Terminé le ${instant(run.endedAt)}.`, `Finished on ${instant(run.endedAt)}.`)}{' '}
          <GoLink to={to.run(run.runId)}>{t('Voir cette semaine en détail', 'See this week in detail')}</GoLink>
        </p>
      </div>
      {journey && <RunRooms rooms={journey.rooms} />}
    </section>
  );
}

function headline(run: Run): string {
  const on = day(run.asOf);
  if (run.status === 'done') return t(`Oui. La semaine du ${on} est en place.`, `Yes. The week of ${on} is in place.`);
  if (run.status === 'running') return t(`La semaine du ${on} est en cours.`, `The week of ${on} is under way.`);
  if (run.isDrift)
    return t(
      'Non. Cette semaine ne ressemble pas aux autres : elle attend votre avis.',
      'No. This week looks unlike the others: it waits for your word.',
    );
  return t(`Non. La semaine du ${on} s’est arrêtée.`, `No. The week of ${on} stopped.`);
}

function story(week: Home, run: Run): ReactNode {
  if (run.status === 'running') return t('Vous pouvez quitter cette page.', 'You may leave this page.');
  if (run.status !== 'done') {
    const why = run.stoppedBecause ? said(run.stoppedBecause).split('\n')[0] : '';
    return t(
      `${why} Les données de la semaine passée restent en place ; rien n’est perdu.`,
      `${why} Last week’s data stays in place; nothing is lost.`,
    );
  }
  if (run.files.length === 0)
    return t(
      'Aucun nouveau fichier : les listes ont été refaites avec ce qui était connu.',
      'No new file: the lists were made anew from what was known.',
    );
  const kinds = [...new Set(run.files.map(({ dataset }) => datasetWord(dataset).toLowerCase()))].join(', ');
  const files = counted(run.files.length, ['fichier lu', 'fichiers lus'], ['file read', 'files read']);
  const news = counted(run.documentsNew, ['pièce nouvelle', 'pièces nouvelles'], ['new document']);
  const refused = run.files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  const rejects =
    refused === 0
      ? t('toutes les lignes ont été reprises.', 'every line was taken in.')
      : `${counted(refused, ['ligne n’a pas été reprise', 'lignes n’ont pas été reprises'], ['line was left out', 'lines were left out'])}.`;
  const score = week.dataScore
    ? t(
        ` Santé des données : ${count(week.dataScore.now, 1)} sur 100.`,
        ` Health of the data: ${count(week.dataScore.now, 1)} out of 100.`,
      )
    : '';
  return `${files} (${kinds}), ${news}, ${rejects}${score}`;
}

interface Wait {
  readonly many: number;
  /** One, and several: the count stands before. */
  readonly fr: readonly [string, string?];
  readonly en: readonly [string, string?];
  readonly to: string;
}

function waitsOf({ waits, run }: Home): readonly Wait[] {
  const all: readonly Wait[] = [
    {
      many: run?.isDrift && run.status === 'refused' ? 1 : 0,
      fr: ['semaine à accepter, ou à refaire'],
      en: ['week to accept, or to do again'],
      to: run ? to.run(run.runId) : to.imports(),
    },
    {
      many: waits.files,
      fr: ['fichier dont les colonnes sont à expliquer', 'fichiers dont les colonnes sont à expliquer'],
      en: ['file whose columns are to be explained', 'files whose columns are to be explained'],
      to: to.imports(),
    },
    {
      many: waits.recommendationClients,
      fr: ['client dont les recommandations sont à valider', 'clients dont les recommandations sont à valider'],
      en: ['client whose recommendations are to be approved', 'clients whose recommendations are to be approved'],
      to: to.validation(),
    },
    {
      many: waits.campaigns,
      fr: ['campagne en préparation', 'campagnes en préparation'],
      en: ['campaign being prepared', 'campaigns being prepared'],
      to: to.campaigns(),
    },
    {
      many: waits.heldLetters,
      fr: ['lettre retenue, à relire', 'lettres retenues, à relire'],
      en: ['held letter, to be read', 'held letters, to be read'],
      to: to.campaigns(),
    },
    {
      many: waits.tasksDue,
      fr: ['appel ou tâche à faire', 'appels et tâches à faire'],
      en: ['call or task to do', 'calls and tasks to do'],
      to: to.tasks(),
    },
    {
      many: waits.rejectedLines,
      fr: ['ligne non reprise, à corriger', 'lignes non reprises, à corriger'],
      en: ['line left out, to correct', 'lines left out, to correct'],
      to: to.rejects(),
    },
    {
      many: waits.correctedRows,
      fr: ['ligne corrigée, à reprendre', 'lignes corrigées, à reprendre'],
      en: ['corrected line, to be taken in', 'corrected lines, to be taken in'],
      to: to.rejects(),
    },
    {
      many: waits.aliases,
      fr: ['nom de vin à confirmer', 'noms de vins à confirmer'],
      en: ['name of a wine to confirm', 'names of wines to confirm'],
      to: to.wines(),
    },
    {
      many: waits.drafts,
      fr: ['lecture de fichiers à confirmer', 'lectures de fichiers à confirmer'],
      en: ['reading of files to confirm', 'readings of files to confirm'],
      to: to.imports(),
    },
  ];
  return all.filter(({ many }) => many > 0);
}

function Waits({ week }: { readonly week: Home }): ReactElement {
  const waits = waitsOf(week);
  return (
    <section className="stack-tight" aria-labelledby="waits">
      <h2 id="waits">{t('Ce qui vous attend', 'What waits for you')}</h2>
      {waits.length === 0 ? (
        <p>{t('Rien n’attend de décision.', 'Nothing waits for a decision.')}</p>
      ) : (
        <ul className="plain-list waits-list">
          {waits.map((wait) => (
            <li key={wait.fr[0]}>
              <GoLink to={wait.to}>
                <strong>{count(wait.many)}</strong>
                <span>{counted(wait.many, wait.fr, wait.en).replace(/^[^\p{L}]+/u, '')}</span>
              </GoLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Alarms({ week }: { readonly week: Home }): ReactElement | null {
  if (week.alarms.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="alarms">
      <h2 id="alarms">{t('À regarder', 'To look at')}</h2>
      <ul className="plain-list alarm-rows">
        {week.alarms.map((alarm) => (
          <li key={`${alarm.kind} ${alarm.raisedAt}`}>
            <strong>{said(alarm.sentence)}</strong> {said(alarm.nextStep)}{' '}
            <span className="soft small">
              {t(`Depuis le ${day(alarm.raisedAt)}.`, `Since ${day(alarm.raisedAt)}.`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Turnover({ week }: { readonly week: Home }): ReactElement | null {
  const { turnover, yearToDate } = week;
  const draw = useCallback((plot: PlotLibrary, frame: ChartFrame) => drawTurnover(plot, frame, turnover), [turnover]);
  if (yearToDate === null) return null;
  return (
    <section className="stack">
      <Chart
        question={t('Vend-on plus que l’an dernier ?', 'Are we selling more than last year?')}
        answer={turnoverAnswer(yearToDate)}
        fileName="chiffre-d-affaires-par-mois"
        table={{
          columns: [
            t('Mois', 'Month'),
            t('Cette année, € HT', 'This year, € net'),
            t('Un an avant, € HT', 'A year before, € net'),
          ],
          rows: turnover.map((one) => [month(one.month), one.mtHt, one.mtHtBefore]),
        }}
        height={260}
        draw={draw}
      >
        <div className="cards">
          <Figure
            value={roundEuros(yearToDate.mtHt)}
            unit="HT"
            meaning={t(
              `vendus cette année, au ${day(yearToDate.until)}`,
              `sold this year, up to ${day(yearToDate.until)}`,
            )}
            from={withFilters(to.clients(), { sort: '-turnover' })}
            fromTitle={t('voir par client', 'see by client')}
          />
          <Figure
            value={roundEuros(yearToDate.mtHtBefore)}
            unit="HT"
            meaning={t('aux mêmes jours l’an dernier', 'on the same days last year')}
            from={to.wines()}
            fromTitle={t('voir par vin', 'see by wine')}
          />
        </div>
      </Chart>
    </section>
  );
}

function turnoverAnswer({ mtHt, mtHtBefore }: NonNullable<Home['yearToDate']>): string {
  const difference = mtHt - mtHtBefore;
  if (mtHtBefore === 0)
    return t(
      `${euros(mtHt)} HT depuis le 1er janvier ; rien à comparer l’an dernier.`,
      `${euros(mtHt)} net of VAT since 1 January; nothing to compare with last year.`,
    );
  const size = roundEuros(Math.abs(difference));
  return difference >= 0
    ? t(
        `Oui : ${size} HT de plus qu’aux mêmes jours l’an dernier.`,
        `Yes: ${size} net more than on the same days last year.`,
      )
    : t(
        `Non : ${size} HT de moins qu’aux mêmes jours l’an dernier.`,
        `No: ${size} net less than on the same days last year.`,
      );
}

function drawTurnover(plot: PlotLibrary, frame: ChartFrame, turnover: Home['turnover']): Element {
  const rows = turnover.map((one) => ({ ...one, at: new Date(`${one.month}-15T12:00:00Z`) }));
  // Each line is named where the two are furthest apart, so that the names never meet.
  const apart = [...rows].sort((one, other) => gapOf(other) - gapOf(one)).slice(0, 1);
  const isAbove = apart.every(({ mtHt, mtHtBefore }) => mtHt >= mtHtBefore);
  const name = (y: 'mtHt' | 'mtHtBefore', words: string, up: boolean) =>
    plot.text(apart, {
      x: 'at',
      y,
      text: () => words,
      dy: up ? -12 : 14,
      fill: y === 'mtHt' ? frame.accent : frame.soft,
      fontWeight: y === 'mtHt' ? 600 : 400,
    });
  return plot.plot({
    width: frame.width,
    height: 260,
    marginLeft: 56,
    marginRight: 24,
    marginTop: 28,
    style: { color: 'currentColor', background: 'none' },
    x: { type: 'utc', label: null, ticks: rows.map(({ at }) => at), tickFormat: (at: Date) => monthTick(at, frame) },
    y: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => count(value), zero: true },
    marks: [
      plot.ruleY([0], { stroke: frame.soft }),
      plot.line(rows, { x: 'at', y: 'mtHtBefore', stroke: frame.others, strokeDasharray: '5 4', strokeWidth: 1.8 }),
      plot.line(rows, { x: 'at', y: 'mtHt', stroke: frame.accent, strokeWidth: 2.6 }),
      plot.dot(rows, { x: 'at', y: 'mtHt', fill: frame.accent, r: 3 }),
      name('mtHtBefore', t('un an avant', 'a year before'), !isAbove),
      name('mtHt', t('cette année', 'this year'), isAbove),
    ],
  });
}

function gapOf({ mtHt, mtHtBefore }: Home['turnover'][number]): number {
  return Math.abs(mtHt - mtHtBefore);
}

function monthTick(at: Date, { isNarrow }: ChartFrame): string {
  return at.toLocaleDateString(languageTag(), { month: isNarrow ? 'narrow' : 'short', timeZone: 'UTC' });
}

function Clients({ week }: { readonly week: Home }): ReactElement | null {
  const { clients } = week;
  if (clients.total === 0) return null;
  const rows = clients.segments.filter((one) => one.clients > 0);
  const most = Math.max(1, ...rows.map((one) => one.clients));
  return (
    <section className="stack-tight" aria-labelledby="clients-by-segment">
      <h2 id="clients-by-segment">{t('Où en sont vos clients ?', 'Where do your clients stand?')}</h2>
      <p className="soft">{movesAnswer(clients)}</p>
      <ul className="plain-list segment-rows">
        {rows.map((one) => (
          <li key={one.segment}>
            <GoLink to={withFilters(to.clients(), { segment: one.segment })}>{segmentWord(one.segment)}</GoLink>
            <span className="segment-bar" style={{ width: `${(100 * one.clients) / most}%` }} aria-hidden="true" />
            <span className="number">
              {count(one.clients)} {clients.comparedWith !== null && <span className="unit">{changeOf(one)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {clients.moves.length > 0 && (
        <>
          <h3>{t('Qui a changé de groupe', 'Who changed group')}</h3>
          <ul className="plain-list">
            {clients.moves.map((move) => (
              <li key={`${move.from} ${move.to}`}>
                {counted(move.clients, ['client'], ['client'])} : {segmentWord(move.from)} →{' '}
                <GoLink to={withFilters(to.clients(), { segment: move.to })}>{segmentWord(move.to)}</GoLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="no-print">
        <GoLink to={to.segments()}>{t('Voir les segments', 'See the segments')}</GoLink>
      </p>
    </section>
  );
}

function movesAnswer({ total, comparedWith, moves }: Home['clients']): string {
  const all = counted(total, ['client'], ['client']);
  if (comparedWith === null)
    return t(`${all}. La comparaison commencera la semaine prochaine.`, `${all}. The comparison starts next week.`);
  const moved = moves.reduce((sum, move) => sum + move.clients, 0);
  const since = day(comparedWith);
  return moved === 0
    ? t(`${all} ; aucun n’a changé de groupe depuis le ${since}.`, `${all}; none changed group since ${since}.`)
    : t(
        `${all}, dont ${count(moved)} ont changé de groupe depuis le ${since}.`,
        `${all}, of whom ${count(moved)} changed group since ${since}.`,
      );
}

function changeOf({ clients, before }: { readonly clients: number; readonly before: number }): string {
  if (clients === before) return '=';
  return clients > before ? `+${count(clients - before)}` : `−${count(before - clients)}`;
}

function Actions({ week }: { readonly week: Home }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="actions">
      <h2 id="actions">{t('À qui penser d’abord ?', 'Whom to think of first?')}</h2>
      {week.actions.length === 0 ? (
        <p className="soft">{t('Aucune proposition n’attend.', 'No proposal waits.')}</p>
      ) : (
        <ul className="plain-list action-rows">
          {week.actions.map((action) => (
            <li key={action.clientCode}>
              <div className="row-apart">
                <GoLink to={to.client(action.clientCode)}>{action.name}</GoLink>
                <span className="soft small">{scenarioWord(action.scenario)}</span>
              </div>
              <span className="wine-name">{action.label}</span>
              <p className="small">{action.reason}</p>
            </li>
          ))}
        </ul>
      )}
      <p className="no-print">
        <GoLink to={to.validation()}>{t('Ouvrir la validation', 'Open the approval')}</GoLink>
      </p>
    </section>
  );
}
