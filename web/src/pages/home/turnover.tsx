import { type ReactElement, useCallback } from 'react';
import type { Home } from '../../../../src/api/contract/home.ts';
import { to, withFilters } from '../../addresses.ts';
import { day, euros, month, roundEuros } from '../../formats.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../../parts/chart.tsx';
import { Figure } from '../../parts/figure.tsx';
import { languageTag, t } from '../../words.ts';

/** This year’s sales month by month beside last year’s. */
export function Turnover({ week }: { readonly week: Home }): ReactElement | null {
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
      // Paper around the letters: a line that passes behind them does not strike them through.
      stroke: 'var(--paper)',
      strokeWidth: 5,
    });
  return plot.plot({
    width: frame.width,
    height: 260,
    marginLeft: 64,
    marginRight: 24,
    marginTop: 28,
    style: { color: 'currentColor', background: 'none' },
    x: { type: 'utc', label: null, ticks: rows.map(({ at }) => at), tickFormat: (at: Date) => monthTick(at, frame) },
    y: {
      label: null,
      grid: true,
      ticks: 4,
      tickFormat: (value: number) => roundEuros(value),
      zero: true,
    },
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
