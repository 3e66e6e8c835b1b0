/** What a run prints for a person: what came in, what was refused, what changed, what is proposed. */
import pico from 'picocolors';
import type { RunOutcome } from '../run/run-week.ts';
import type { RunReport } from '../run/report.ts';
import { formatDayFr, formatEuros } from '../values/french.ts';
import { countEn, countFr, type Language, type Sentence, sentence } from '../values/sentence.ts';
import { formatTable } from './output.ts';

/** The summary of one run, as lines for a terminal. */
export function formatSummary(outcome: RunOutcome, language: Language): string {
  const { report } = outcome;
  const words = (said: Sentence): string => said[language];
  return [
    words(heading(report)),
    formatSteps(report, language),
    ...ledger(report).map(words),
    ...outcome.notices.map((notice) => `  ${pico.yellow('•')} ${words(notice)}`),
  ].join('\n');
}

function heading(report: RunReport): Sentence {
  const mark = report.ok ? pico.green('✓') : pico.red('✗');
  const fr = report.ok ? 'La semaine est faite' : 'La semaine s’est arrêtée';
  const en = report.ok ? 'The week is done' : 'The week has stopped';
  return sentence(
    `${mark} ${pico.bold(fr)}, au ${formatDayFr(report.asOf)} (${report.estate})`,
    `${mark} ${pico.bold(en)}, as of ${report.asOf} (${report.estate})`,
  );
}

function formatSteps(report: RunReport, language: Language): string {
  const heads =
    language === 'fr'
      ? ['étape', '', 'lu', 'écrit', 'refusé', 'durée (ms)']
      : ['step', '', 'read', 'written', 'refused', 'took (ms)'];
  const rows = report.steps.map((step) => [
    `${step.room} ${step.step}`,
    step.ok ? '✓' : '✗',
    step.rowsRead,
    step.rowsWritten,
    step.rowsRejected,
    step.durationMs,
  ]);
  return formatTable(heads, rows);
}

function ledger(report: RunReport): Sentence[] {
  const { totals, changes } = report;
  return [
    sentence(
      `Ventes : ${countFr(totals.linesRead, 'ligne lue', 'lignes lues')} = ${countFr(totals.linesLoaded, 'chargée')} + ${countFr(totals.linesRejected, 'refusée')} ; ${formatEuros(totals.mtHtRead, 'fr')} HT = ${formatEuros(totals.mtHtLoaded, 'fr')} + ${formatEuros(totals.mtHtRejected, 'fr')}.`,
      `Sales: ${countEn(totals.linesRead, 'line')} read = ${totals.linesLoaded} loaded + ${totals.linesRejected} refused; ${formatEuros(totals.mtHtRead, 'en')} excl. VAT = ${formatEuros(totals.mtHtLoaded, 'en')} + ${formatEuros(totals.mtHtRejected, 'en')}.`,
    ),
    sentence(
      `Documents : ${countFr(changes.documentsNew, 'nouveau', 'nouveaux')}, ${countFr(changes.documentsChanged, 'modifié')}, ${countFr(changes.documentsUnchanged, 'inchangé')}, ${countFr(changes.documentsVanished, 'disparu')}.`,
      `Documents: ${changes.documentsNew} new, ${changes.documentsChanged} changed, ${changes.documentsUnchanged} unchanged, ${changes.documentsVanished} vanished.`,
    ),
    sentence(
      `Le domaine compte ${countFr(report.clients, 'client')} et ${countFr(report.produits, 'produit')} ; ${countFr(report.recommendations, 'recommandation')} cette semaine.`,
      `The estate has ${countEn(report.clients, 'client')} and ${countEn(report.produits, 'product')}; ${countEn(report.recommendations, 'recommendation')} this week.`,
    ),
  ];
}
