/** The week on two sheets of paper: Monday's report and what is to be done, made to be printed or kept as PDF. */
import type { ReactElement } from 'react';
import type { LatestReport, WeekReportAnswer } from '../../../src/api/contract/house.ts';
import type { TaskAnswer } from '../../../src/api/contract/tasks.ts';
import { to } from '../addresses.ts';
import { count, day, euros, instant, longDay } from '../formats.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PrintButton } from '../parts/print-button.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { type List, useApi, useList } from '../queries.ts';
import { counted, said, t } from '../words.ts';
import './week-to-print.css';

type Report = WeekReportAnswer['content'];

export function WeekToPrintPage(): ReactElement {
  const latest = useApi<LatestReport>('/reports/latest');
  const tasks = useList<TaskAnswer>('/tasks', { limit: 30 });
  const report = latest.data?.report;
  return (
    <div className="week stack">
      <PageTitle
        question={
          report
            ? t(`La semaine du ${day(report.content.asOf)}`, `The week of ${day(report.content.asOf)}`)
            : t('La semaine', 'The week')
        }
        answer={report && openingOf(report.content)}
        actions={<PrintButton label={t('Imprimer ou garder en PDF', 'Print, or keep as PDF')} />}
      />
      <Answer of={latest} lines={10}>
        {({ report: known }) =>
          known === null ? (
            <Empty title={t('Pas encore de rapport', 'No report yet')}>
              {t(
                'Le premier est écrit après le premier traitement de la semaine.',
                'The first is written after the first run of the week.',
              )}{' '}
              <GoLink to={to.imports()}>{t('Voir les imports', 'See the imports')}</GoLink>
            </Empty>
          ) : (
            <Sheets report={known.content} />
          )
        }
      </Answer>
      <ToDo tasks={tasks} />
      {report && (
        <p className="soft small">
          {t(`Rapport écrit le ${instant(report.writtenAt)}.`, `Report written ${instant(report.writtenAt)}.`)}{' '}
          <GoLink to={to.run(report.content.runId)} className="no-print">
            {t('Voir le traitement', 'See the run')}
          </GoLink>
        </p>
      )}
    </div>
  );
}

function openingOf(report: Report): string {
  const { waiting } = report.recommendations;
  if (report.status !== 'done') {
    const why = report.stoppedBecause ? said(report.stoppedBecause) : '';
    return t(
      `Le traitement s’est arrêté avant la fin ; les données de la semaine dernière restent en place. ${why}`,
      `The run stopped before its end; last week’s data stays live. ${why}`,
    );
  }
  if (waiting === 0)
    return t(
      'Tout s’est bien passé, et rien n’attend de décision.',
      'All went well, and nothing waits for a decision.',
    );
  return t(
    `Tout s’est bien passé. ${counted(waiting, ['recommandation attend', 'recommandations attendent'], ['recommendation'])} votre validation.`,
    `All went well. ${counted(waiting, ['recommandation'], ['recommendation'])} wait for your approval.`,
  );
}

function Sheets({ report }: { readonly report: Report }): ReactElement {
  return (
    <>
      {report.alarms.length > 0 && (
        <section className="week-part">
          <h2>{t('À regarder', 'To look at')}</h2>
          <ul>
            {report.alarms.map((alarm) => (
              <li key={alarm.sentence.fr}>
                {said(alarm.sentence)} {said(alarm.nextStep)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="week-columns">
        <Rows
          title={t('Ce qui est arrivé', 'What came')}
          rows={[
            ...report.files.map(
              ({ dataset, name, rowsKept }): Row => [
                `${datasetWords(dataset)} (${name})`,
                counted(rowsKept, ['ligne'], ['line']),
              ],
            ),
            [t('Chiffre d’affaires HT repris', 'Turnover taken in, net'), euros(report.mtHt.loaded)],
            [t('Documents nouveaux', 'New documents'), count(report.documents.new)],
            [t('Documents modifiés', 'Changed documents'), count(report.documents.changed)],
            [t('Documents disparus', 'Documents gone'), count(report.documents.vanished)],
            ...(report.dataScore
              ? [
                  [
                    t('Qualité des données, sur 100', 'Quality of the data, out of 100'),
                    count(report.dataScore.now, 1),
                  ] as const,
                ]
              : []),
          ]}
        />
        <Rows
          title={t('Vos clients', 'Your clients')}
          rows={report.clients.segments
            .filter(({ clients, before }) => clients + before > 0)
            .map(({ segment, clients, before }): Row => [segmentWords(segment), change(clients, before, report)])}
        />
        <Rows
          title={t('Recommandations', 'Recommendations')}
          rows={[
            [t('À valider', 'To approve'), count(report.recommendations.waiting - report.recommendations.notEligible)],
            [t('Écartées par le contrôle', 'Set aside by the audit'), count(report.recommendations.notEligible)],
            [t('Déjà validées', 'Approved already'), count(report.recommendations.approved)],
          ]}
        />
        {report.clients.moves.length > 0 && (
          <Rows
            title={t('Qui a changé de place', 'Who moved')}
            rows={report.clients.moves.map(
              ({ from, to: next, clients }): Row => [`${segmentWords(from)} → ${segmentWords(next)}`, count(clients)],
            )}
          />
        )}
      </div>
      {report.rejects.length > 0 && (
        <section className="week-part">
          <h2>{t('Lignes refusées', 'Refused lines')}</h2>
          <ul>
            {report.rejects.map(({ code, rows, example }) => (
              <li key={code}>
                {count(rows)} × {example}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Row = readonly [string, string];

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }): ReactElement {
  return (
    <section className="week-part">
      <h2>{title}</h2>
      <table>
        <tbody>
          {rows.map(([what, much]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{much}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ToDo({ tasks }: { readonly tasks: List<TaskAnswer> }): ReactElement | null {
  if (tasks.isLoading || tasks.problem || tasks.rows.length === 0) return null;
  return (
    <section className="week-part">
      <h2>{t('À faire', 'To do')}</h2>
      <ul className="week-boxes">
        {tasks.rows.map((task) => (
          <li key={task.taskId}>
            <span className="week-box" aria-hidden="true" /> <span lang="fr">{task.title}</span>
            {task.clientCode && ` · ${task.clientName || task.clientCode}`}
            {task.telephone && ` · ${task.telephone}`}
            {task.dueOn && <span className="soft"> · {longDay(task.dueOn)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function change(now: number, before: number, { clients }: Report): string {
  if (clients.comparedWith === null || now === before) return count(now);
  return `${count(now)} (${now > before ? '+' : '−'}${count(Math.abs(now - before))})`;
}

function datasetWords(dataset: string): string {
  const words: Readonly<Record<string, string>> = {
    ventes_lignes: t('Ventes', 'Sales'),
    clients: t('Clients', 'Clients'),
    produits: t('Produits', 'Products'),
    stock: t('Stock', 'Stock'),
    contacts: t('Contacts', 'Contacts'),
  };
  return words[dataset] ?? dataset;
}

function segmentWords(segment: string): string {
  const words: Readonly<Record<string, string>> = {
    Prospect: t('Prospects', 'Prospects'),
    Churn: t('Perdus', 'Lost'),
    VIP: t('VIP', 'VIP'),
    'At Risk': t('À risque', 'At risk'),
    Loyal: t('Fidèles', 'Loyal'),
    New: t('Nouveaux', 'New'),
    Standard: t('Habituels', 'Standard'),
  };
  return words[segment] ?? segment;
}
