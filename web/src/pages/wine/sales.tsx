import { type ReactElement, useCallback } from 'react';
import type { Wine } from '../../../../src/api/contract/wines.ts';
import { count, month } from '../../formats.ts';
import { Chart, type ChartProps } from '../../parts/chart.tsx';
import { languageTag, t } from '../../words.ts';

/** The bottles sold month by month over three years. */
export function Sales({ wine }: { readonly wine: Wine }): ReactElement {
  const { months } = wine;
  const draw = useCallback<ChartProps['draw']>(
    (plot, { width, accent, isNarrow, soft }) => {
      const rows = months.map(({ month: name, bottles }) => ({ on: new Date(`${name}-15T12:00:00Z`), bottles }));
      const best = rows.reduce<(typeof rows)[number] | undefined>(
        (most, row) => (row.bottles > (most?.bottles ?? 0) ? row : most),
        undefined,
      );
      return plot.plot({
        width,
        height: 240,
        marginLeft: 48,
        x: { type: 'utc', label: null, ticks: isNarrow ? 4 : 8, tickFormat: shortMonth },
        y: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => value.toLocaleString(languageTag()) },
        marks: [
          plot.rectY(rows, { x: 'on', y: 'bottles', interval: 'month', fill: accent, insetLeft: 1, insetRight: 1 }),
          plot.ruleY([0], { stroke: soft }),
          ...(best
            ? [
                plot.text([best], {
                  x: 'on',
                  y: 'bottles',
                  text: (row: typeof best) => `${count(row.bottles)} btl`,
                  dy: -8,
                }),
              ]
            : []),
        ],
      });
    },
    [months],
  );
  const total = months.reduce((sum, { bottles }) => sum + bottles, 0);
  const best = months.reduce(
    (most, one) => (one.bottles > most.bottles ? one : most),
    months[0] ?? { month: '', bottles: 0, netHt: 0 },
  );
  return (
    <Chart
      question={t('Quand se vend-il ?', 'When does it sell?')}
      answer={
        total <= 0
          ? t('Aucune vente depuis trois ans.', 'No sale in three years.')
          : t(
              `${count(total)} bouteilles en trois ans ; le meilleur mois, ${month(best.month)}, en a vu partir ${count(best.bottles)}.`,
              `${count(total)} bottles in three years; the best month, ${month(best.month)}, saw ${count(best.bottles)} leave.`,
            )
      }
      table={{
        columns: [t('Mois', 'Month'), t('Bouteilles', 'Bottles'), t('Net HT (€)', 'Net (€)')],
        rows: months.map((one) => [month(one.month), one.bottles, one.netHt]),
      }}
      fileName="ventes-par-mois"
      draw={draw}
      height={240}
    />
  );
}

function shortMonth(on: Date): string {
  return on.toLocaleDateString(languageTag(), { month: 'short', year: '2-digit' });
}
