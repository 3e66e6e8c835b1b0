/** An evaluation as text for a terminal: what it means first, then the figures it rests on. */
import pico from 'picocolors';
import type { Interval } from '../6-recommend/evaluate/bootstrap.ts';
import type { EvaluationReport, MethodReport } from '../6-recommend/evaluate/report.ts';
import { formatDayFr } from '../values/french.ts';
import { countEn, countFr, type Language } from '../values/sentence.ts';
import { formatTable } from './output.ts';

/** The conclusion, the methods side by side, each kind of proposal, the due dates and the weights. */
export function formatEvaluation(report: EvaluationReport, language: Language): string {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  return [
    heading(report, language),
    ...report.conclusion[language].map((words) => `  ${words}`),
    '',
    ...(report.methods.length > 0 && report.origins.length > 0 ? tables(report, language) : []),
    pico.dim(t('Ce qui est supposé :', 'What is assumed:')),
    ...report.assumptions.map((assumption) => pico.dim(`  ${assumption[language]}`)),
  ].join('\n');
}

function heading({ origins, horizonDays, buyers, estate }: EvaluationReport, language: Language): string {
  const first = origins[0]?.asOf;
  const last = origins.at(-1)?.until;
  if (first === undefined || last === undefined) return pico.bold(estate);
  return pico.bold(
    language === 'fr'
      ? `${estate} : ${origins.length} dates rejouées du ${formatDayFr(first)} au ${formatDayFr(last)}, ${horizonDays} jours chacune ; ${countFr(buyers, 'fois', 'fois')} un client y a acheté`
      : `${estate}: ${origins.length} days replayed from ${first} to ${last}, ${horizonDays} days each; ${countEn(buyers, 'time')} a client bought`,
  );
}

function tables(report: EvaluationReport, language: Language): readonly string[] {
  const lines = [
    methodTable(report, language),
    '',
    scenarioTable(report, language),
    '',
    ...weightLines(report, language),
  ];
  return language === 'fr' ? lines.map((line) => line.replaceAll(/(\d)\.(?=\d)/g, '$1,')) : lines;
}

function methodTable({ methods, withoutPlaces }: EvaluationReport, language: Language): string {
  const heads =
    language === 'fr'
      ? [
          'sur 100 acheteurs',
          'trouvés',
          '(95 %)',
          'NDCG',
          'repris',
          'découverts',
          'catalogue',
          'variété',
          'sans découverte',
          'règles enfreintes',
        ]
      : [
          'of 100 buyers',
          'found',
          '(95 %)',
          'NDCG',
          'repeats',
          'new',
          'catalogue',
          'variety',
          'without new',
          'rules broken',
        ];
  return formatTable(
    heads,
    methods.map((method) => methodRow(method, withoutPlaces, language)),
  );
}

function methodRow(
  method: MethodReport,
  withoutPlaces: EvaluationReport['withoutPlaces'],
  language: Language,
): readonly (string | number)[] {
  return [
    method.title[language],
    percent(method.hit3),
    range(method.hit3),
    percent(method.ndcg3),
    percent(method.repeat.hit3),
    percent(method.explore.hit3),
    method.coverage === null ? '–' : Math.round(100 * method.coverage),
    percent(method.diversity),
    percent(withoutPlaces.find(({ name }) => name === method.name)?.hit3 ?? null),
    method.violations.total,
  ];
}

function scenarioTable({ scenarios }: EvaluationReport, language: Language): string {
  const heads =
    language === 'fr'
      ? ['vos réglages', 'vins proposés', 'pris sur 100', '(95 %)']
      : ['your weights', 'wines proposed', 'taken in 100', '(95 %)'];
  return formatTable(
    heads,
    scenarios.map(({ scenario, shown, taken }) => [scenario, shown, percent(taken), range(taken)]),
  );
}

function weightLines({ weights }: EvaluationReport, language: Language): readonly string[] {
  const { current, proposed } = weights;
  if (proposed === null) return [];
  const names = Object.entries(current).filter(([name, value]) => valueOf(proposed, name) !== value);
  if (names.length === 0) return [];
  const heads = language === 'fr' ? ['réglage', 'le vôtre', 'essayé'] : ['weight', 'yours', 'tried'];
  return [
    formatTable(
      heads,
      names.map(([name, value]) => [name, value, valueOf(proposed, name)]),
    ),
    '',
  ];
}

function valueOf(weights: Readonly<Record<string, number>>, name: string): number {
  return weights[name] ?? 0;
}

function percent(interval: Interval | null): string | number {
  return interval === null ? '–' : Math.round(1000 * interval.value) / 10;
}

function range(interval: Interval | null): string {
  return interval === null ? '–' : `${Math.round(1000 * interval.low) / 10}–${Math.round(1000 * interval.high) / 10}`;
}
