import { type ReactElement, useCallback } from 'react';
import type { Evaluation } from '../../../../src/api/contract/quality.ts';
import { count } from '../../formats.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../../parts/chart.tsx';
import { said, t } from '../../words.ts';

interface Dot {
  readonly title: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isOurs: boolean;
  readonly label: string;
}

/** Each method with its hits and how far chance may go; ours stands out by shape as well as by colour. */
export function HitChart({ latest }: { readonly latest: Evaluation }): ReactElement {
  const dots = dotsOf(latest);
  const draw = useCallback((plot: PlotLibrary, frame: ChartFrame) => drawHits(plot, frame, dotsOf(latest)), [latest]);
  const best = dots.find(({ isOurs }) => !isOurs);
  const ours = hitOf(latest, 'owner');
  const learned = hitOf(latest, 'learned');
  return (
    <Chart
      question={t(
        'Sur 100 clients qui ont acheté, combien ont pris un vin de leur liste ?',
        'Of 100 clients who bought, how many took a wine of their list?',
      )}
      answer={
        ours && best
          ? t(
              `Avec vos poids : ${ours} ; avec ce que les ventes ont appris : ${learned ?? '–'} ; la meilleure règle simple (${best.title}) : ${best.label}. Le trait dit jusqu’où le hasard peut mener.`,
              `With your weights: ${ours}; with what the sales taught: ${learned ?? '–'}; the best simple rule (${best.title}): ${best.label}. The bar says how far chance may go.`,
            )
          : t('Le trait dit jusqu’où le hasard peut mener.', 'The bar says how far chance may go.')
      }
      table={{
        columns: [
          t('Méthode', 'Method'),
          t('Sur 100', 'In 100'),
          t('au moins', 'at least'),
          t('au plus', 'at most'),
          t('parmi les vins nouveaux', 'among wines new to them'),
          t('règles enfreintes', 'rules broken'),
        ],
        rows: latest.methods.map((method) => [
          said(method.title),
          hundred(method.hit3?.value),
          hundred(method.hit3?.low),
          hundred(method.hit3?.high),
          hundred(method.explore.hit3?.value),
          method.violations.total,
        ]),
      }}
      fileName="recommandations-jugees"
      height={40 + dots.length * 34}
      draw={draw}
    />
  );
}

function hitOf({ methods }: Evaluation, name: string): string | undefined {
  const hit = methods.find((method) => method.name === name)?.hit3;
  return hit ? hundredths(hit.value) : undefined;
}

function dotsOf({ methods }: Evaluation): readonly Dot[] {
  return methods
    .flatMap(({ title, kind, hit3 }) =>
      hit3
        ? [
            {
              title: said(title),
              value: hit3.value * 100,
              low: hit3.low * 100,
              high: hit3.high * 100,
              isOurs: kind === 'ours',
              label: hundredths(hit3.value),
            },
          ]
        : [],
    )
    .toSorted((one, other) => other.value - one.value);
}

function drawHits(plot: PlotLibrary, frame: ChartFrame, dots: readonly Dot[]): Element {
  const colour = (dot: Dot) => (dot.isOurs ? frame.accent : frame.soft);
  return plot.plot({
    width: frame.width,
    height: 40 + dots.length * 34,
    marginLeft: frame.isNarrow ? 8 : Math.min(260, frame.width * 0.42),
    marginRight: 48,
    x: { label: null, grid: true, domain: [0, Math.max(...dots.map(({ high }) => high), 10)], ticks: 5 },
    y: {
      label: null,
      domain: dots.map(({ title }) => title),
      ...(frame.isNarrow ? { axis: null } : { tickSize: 0 }),
    },
    marks: [
      plot.ruleY(dots, { y: 'title', x1: 'low', x2: 'high', stroke: colour, strokeWidth: 3 }),
      plot.dot(dots, {
        y: 'title',
        x: 'value',
        r: 6,
        fill: colour,
        stroke: 'var(--raised)',
        symbol: (dot: Dot) => (dot.isOurs ? 'circle' : 'square'),
      }),
      plot.text(dots, { y: 'title', x: 'high', text: 'label', dx: 8, textAnchor: 'start', fill: frame.ink }),
      ...(frame.isNarrow
        ? [plot.text(dots, { y: 'title', x: 0, text: 'title', dy: -13, textAnchor: 'start', fill: frame.ink })]
        : []),
    ],
  });
}

function hundred(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 10;
}

/** A share as so many in a hundred. */
export function hundredths(value: number): string {
  return count(Math.round(value * 1000) / 10, 1);
}
