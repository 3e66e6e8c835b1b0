import { type ReactElement, useCallback } from 'react';
import type { DataHealth } from '../../../src/api/contract/data-health.ts';
import { to } from '../addresses.ts';
import { apiAddress } from '../api.ts';
import { count, day, instant, share } from '../formats.ts';
import { datasetWord, rejectsOf, subjectAddress, subjectWord } from '../import-words.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../parts/chart.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { PrintButton } from '../parts/print-button.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { Shape, type Tone } from '../parts/state-word.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { useApi } from '../queries.ts';
import { counted, said, t } from '../words.ts';
import './data-health.css';

type Audit = NonNullable<DataHealth['audit']>;
type Rule = Audit['rules'][number];

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

const toneOf: Readonly<Record<Rule['severity'], Tone>> = { error: 'stopped', warning: 'waits', information: 'quiet' };

function Rules({ audit }: { readonly audit: Audit }): ReactElement {
  const counting = audit.rules.filter(({ severity }) => severity !== 'information');
  const flagged = counting.filter(({ rowsFlagged }) => rowsFlagged > 0);
  const clean = counting.filter(({ rowsFlagged }) => rowsFlagged === 0);
  const told = audit.rules.filter(({ severity, rowsFlagged }) => severity === 'information' && rowsFlagged > 0);
  return (
    <section className="stack-tight" aria-labelledby="rules">
      <h2 id="rules">{t('Ce qui est à reprendre', 'What is to be mended')}</h2>
      {flagged.length === 0 ? (
        <p>{t('Rien : aucune règle ne signale de ligne.', 'Nothing: no rule flags a row.')}</p>
      ) : (
        <RuleList rules={flagged} />
      )}
      {clean.length > 0 && (
        <p className="soft">
          {t('Rien à redire sur :', 'Nothing to say about:')}{' '}
          {clean.map(({ title }) => said(title).toLowerCase()).join(', ')}.
        </p>
      )}
      {told.length > 0 && (
        <>
          <h2>{t('Bon à savoir', 'Good to know')}</h2>
          <RuleList rules={told} />
        </>
      )}
    </section>
  );
}

function RuleList({ rules }: { readonly rules: readonly Rule[] }): ReactElement {
  return (
    <ul className="plain-list rules">
      {rules.map((rule) => (
        <li key={rule.code}>
          <details>
            <summary>
              <Shape tone={toneOf[rule.severity]} size={18} />
              <span>
                {said(rule.title)} <span className="soft small">{severityWord(rule.severity)}</span>
              </span>
              <span className="number">
                {count(rule.rowsFlagged)}{' '}
                <span className="unit">
                  {t('sur', 'of')} {count(rule.rowsChecked)}
                </span>
              </span>
            </summary>
            <Offenders rule={rule} />
          </details>
        </li>
      ))}
    </ul>
  );
}

function severityWord(severity: Rule['severity']): string {
  if (severity === 'error') return t('important', 'important');
  return severity === 'warning' ? t('à surveiller', 'to watch') : '';
}

function Offenders({ rule }: { readonly rule: Rule }): ReactElement {
  return (
    <ul className="plain-list offenders">
      {rule.worst.length === 0 && <li className="soft">{t('Aucun exemple gardé.', 'No example kept.')}</li>}
      {rule.worst.map((row, place) => {
        const address = subjectAddress(row.subject);
        return (
          <li key={`${place} ${row.subject}`} className="row">
            {address ? (
              <GoLink to={address}>{subjectWord(row.subject)}</GoLink>
            ) : (
              <span>{subjectWord(row.subject)}</span>
            )}
            {row.value !== null && <span>{row.value}</span>}
            {row.fileHash !== null && (
              <Provenance fileName={t('le fichier', 'the file')} fileHash={row.fileHash} line={row.line ?? undefined} />
            )}
          </li>
        );
      })}
      {rule.rowsFlagged > rule.worst.length && rule.worst.length > 0 && (
        <li className="soft small">
          {t(
            `Les ${count(rule.worst.length)} premières sur ${count(rule.rowsFlagged)}.`,
            `The first ${count(rule.worst.length)} of ${count(rule.rowsFlagged)}.`,
          )}
        </li>
      )}
    </ul>
  );
}

function Trend({ health: { trend } }: { readonly health: DataHealth }): ReactElement {
  const draw = useCallback((plot: PlotLibrary, frame: ChartFrame) => drawTrend(plot, frame, trend), [trend]);
  if (trend.length < 2)
    return (
      <p className="soft">
        {t('La tendance se verra à partir de la deuxième semaine.', 'The trend shows from the second week on.')}
      </p>
    );
  return (
    <Chart
      question={t('Les données s’améliorent-elles ?', 'Is the data getting better?')}
      answer={trendAnswer(trend)}
      fileName="sante-des-donnees"
      table={{
        columns: [t('Jour', 'Day'), t('Sur 100', 'Out of 100')],
        rows: trend.map(({ asOf, score }) => [day(asOf), score]),
      }}
      height={220}
      draw={draw}
    />
  );
}

function trendAnswer(trend: DataHealth['trend']): string {
  const first = trend[0];
  const last = trend.at(-1);
  if (!first || !last) return '';
  const [from, until] = [count(first.score, 1), count(last.score, 1)];
  const since = day(first.asOf);
  if (Math.abs(last.score - first.score) < 0.5)
    return t(
      `Elles sont stables depuis le ${since} : ${until} sur 100.`,
      `It is stable since ${since}: ${until} out of 100.`,
    );
  return last.score > first.score
    ? t(
        `Oui : de ${from} à ${until} sur 100 depuis le ${since}.`,
        `Yes: from ${from} to ${until} out of 100 since ${since}.`,
      )
    : t(
        `Non : de ${from} à ${until} sur 100 depuis le ${since}.`,
        `No: from ${from} to ${until} out of 100 since ${since}.`,
      );
}

function drawTrend(plot: PlotLibrary, frame: ChartFrame, trend: DataHealth['trend']): Element {
  const rows = trend.map(({ asOf, score }) => ({ at: new Date(`${asOf}T12:00:00Z`), score }));
  const lowest = Math.min(...trend.map(({ score }) => score));
  return plot.plot({
    width: frame.width,
    height: 220,
    marginLeft: 40,
    marginRight: 56,
    style: { color: 'currentColor', background: 'none' },
    x: {
      type: 'utc',
      label: null,
      ticks: rows.length <= (frame.isNarrow ? 3 : 6) ? rows.map(({ at }) => at) : frame.isNarrow ? 3 : 6,
      tickFormat: (at: Date) => day(at.toISOString().slice(0, 10)),
    },
    y: { label: null, grid: true, ticks: 4, domain: [Math.max(0, Math.floor(lowest / 10) * 10 - 10), 100] },
    marks: [
      plot.line(rows, { x: 'at', y: 'score', stroke: frame.accent, strokeWidth: 2.4 }),
      plot.dot(rows, { x: 'at', y: 'score', fill: frame.accent, r: 3 }),
      plot.text(rows.slice(-1), {
        x: 'at',
        y: 'score',
        text: (row: { score: number }) => count(row.score, 1),
        dx: 10,
        textAnchor: 'start',
        fill: frame.accent,
        fontWeight: 600,
      }),
    ],
  });
}

function Files({ health }: { readonly health: DataHealth }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="noticed">
      <h2 id="noticed">{t('Remarqué dans vos derniers exports', 'Noticed in your latest exports')}</h2>
      <ul className="plain-list stack">
        {health.files.map((file) => (
          <li key={`${file.fileHash} ${file.dataset}`} className="stack-tight">
            <strong>
              {datasetWord(file.dataset)}
              {t(' : ', ': ')}
              <Provenance fileName={file.name} fileHash={file.fileHash} />
            </strong>
            <span className="small">
              {t(`Export du ${instant(file.exportedAt)}`, `Export of ${instant(file.exportedAt)}`)} ;{' '}
              {file.rowsRejected === 0 ? (
                t('toutes les lignes ont été reprises.', 'every line was taken in.')
              ) : (
                <GoLink to={rejectsOf({ file: file.fileHash })}>
                  {t(
                    `${share(file.rowsRejected, file.rowsRead)} des lignes n’ont pas été reprises`,
                    `${share(file.rowsRejected, file.rowsRead)} of the lines were left out`,
                  )}
                </GoLink>
              )}
            </span>
            {file.warnings.length > 0 && (
              <ul className="small">
                {file.warnings.map((warning) => (
                  <li key={warning.code}>
                    {said(warning.sentence)}{' '}
                    {warning.line !== null && (
                      <GoLink to={to.file(file.fileHash, warning.line)}>
                        {t(`par exemple ligne ${count(warning.line)}`, `for example line ${count(warning.line)}`)}
                      </GoLink>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
