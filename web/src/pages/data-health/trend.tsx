import { type ReactElement, useCallback } from 'react';
import type { DataHealth } from '../../../../src/api/contract/data-health.ts';
import { count, day } from '../../formats.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../../parts/chart.tsx';
import { t } from '../../words.ts';

/** The score, week after week. */
export function Trend({ health: { trend } }: { readonly health: DataHealth }): ReactElement {
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
