/** Monday's report as a mail: short, calm, the same figures as the page it links to. Pure. */
import type { Day } from '../../values/day.ts';
import { formatDayFr, formatEuros } from '../../values/french.ts';
import { countEn, countFr, type Language } from '../../values/sentence.ts';
import { figures, heading, housePage, paragraph, spaced } from '../house-page.ts';
import type { WeekReport } from './week-report.ts';

interface ReportReader {
  readonly publicUrl: string;
  readonly language: Language;
}

/** One part of the letter: a heading, and its lines or figures. */
interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  readonly rows: readonly (readonly [string, string])[];
}

/** Subject, HTML and text in the reader's language. */
export function reportLetter(
  report: WeekReport,
  { publicUrl, language }: ReportReader,
): { readonly subject: string; readonly html: string; readonly text: string } {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const day = dayWords(report.asOf, language);
  const title = t(`${report.estateName} : la semaine du ${day}`, `${report.estateName}: the week of ${day}`);
  const parts = partsOf(report, language);
  const opening = openingOf(report, language);
  const link = { url: publicUrl, words: t('Ouvrir Cuvée', 'Open Cuvée') };
  return {
    subject: spaced(title),
    html: housePage({ title, body: [paragraph(opening), ...parts.map(htmlOf)].join('\n'), link, language }),
    text: spaced(`${title}\n\n${opening}\n\n${parts.map(textOf).join('\n\n')}\n\n${publicUrl}\n`),
  };
}

function openingOf(report: WeekReport, language: Language): string {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const { waiting } = report.recommendations;
  if (report.status !== 'done') {
    const why = report.stoppedBecause?.[language] ?? '';
    return t(
      `Le traitement s’est arrêté avant la fin ; les données de la semaine dernière restent en place. ${why}`,
      `The run stopped before its end; last week’s data stays live. ${why}`,
    ).trim();
  }
  if (report.files.length === 0) {
    return t(
      'Aucun nouveau fichier cette semaine : les listes ont été refaites avec ce qui était connu.',
      'No new file this week: the lists were made anew from what was known.',
    );
  }
  return waiting === 0
    ? t('Tout s’est bien passé, et rien n’attend de décision.', 'All went well, and nothing waits for a decision.')
    : t(
        `Tout s’est bien passé. ${countFr(waiting, 'recommandation attend', 'recommandations attendent')} votre validation.`,
        `All went well. ${countEn(waiting, 'recommendation waits', 'recommendations wait')} for your approval.`,
      );
}

function partsOf(report: WeekReport, language: Language): readonly Part[] {
  return [alarmsPart, arrivalsPart, rejectsPart, clientsPart, decisionsPart]
    .map((part) => part(report, language))
    .filter(({ lines, rows }) => lines.length + rows.length > 0);
}

function alarmsPart({ alarms }: WeekReport, language: Language): Part {
  return {
    title: language === 'fr' ? 'À regarder' : 'To look at',
    lines: alarms.map(({ sentence, nextStep }) => `${sentence[language]} ${nextStep[language]}`),
    rows: [],
  };
}

const datasetNames: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  ventes_lignes: { fr: 'Ventes', en: 'Sales' },
  clients: { fr: 'Clients', en: 'Clients' },
  produits: { fr: 'Produits', en: 'Products' },
  stock: { fr: 'Stock', en: 'Stock' },
  contacts: { fr: 'Contacts', en: 'Contacts' },
};

function arrivalsPart({ files, documents, mtHt, dataScore }: WeekReport, language: Language): Part {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const rows = files.map(({ dataset, name, rowsKept }): readonly [string, string] => [
    `${datasetNames[dataset]?.[language] ?? dataset} (${name})`,
    t(countFr(rowsKept, 'ligne'), countEn(rowsKept, 'line')),
  ]);
  if (files.length > 0) {
    rows.push(
      [t('Chiffre d’affaires HT repris', 'Turnover taken in, net of VAT'), formatEuros(mtHt.loaded, language)],
      [t('Documents nouveaux', 'New documents'), String(documents.new)],
      [t('Documents modifiés', 'Changed documents'), String(documents.changed)],
      [t('Documents disparus', 'Documents gone'), String(documents.vanished)],
    );
  }
  if (dataScore) {
    const before =
      dataScore.before === null ? '' : t(` (avant : ${dataScore.before})`, ` (before: ${dataScore.before})`);
    rows.push([t('Qualité des données, sur 100', 'Quality of the data, out of 100'), `${dataScore.now}${before}`]);
  }
  return { title: t('Ce qui est arrivé', 'What came'), lines: [], rows };
}

function rejectsPart({ files, rejects, mtHt }: WeekReport, language: Language): Part {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const total = files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  if (total === 0) return { title: '', lines: [], rows: [] };
  return {
    title: t('Lignes refusées', 'Refused lines'),
    lines: [
      t(
        `${countFr(total, 'ligne refusée', 'lignes refusées')}, soit ${formatEuros(mtHt.rejected, 'fr')} HT de ventes. Les raisons les plus fréquentes :`,
        `${countEn(total, 'refused line')}, ${formatEuros(mtHt.rejected, 'en')} of sales net of VAT. The most frequent reasons:`,
      ),
      ...rejects.map(({ rows, example }) => `${rows} × ${example}`),
    ],
    rows: [],
  };
}

const segmentNames: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  Prospect: { fr: 'Prospects', en: 'Prospects' },
  Churn: { fr: 'Perdus', en: 'Lost' },
  VIP: { fr: 'VIP', en: 'VIP' },
  'At Risk': { fr: 'À risque', en: 'At risk' },
  Loyal: { fr: 'Fidèles', en: 'Loyal' },
  New: { fr: 'Nouveaux', en: 'New' },
  Standard: { fr: 'Habituels', en: 'Standard' },
};

function clientsPart({ clients }: WeekReport, language: Language): Part {
  const name = (segment: string): string => segmentNames[segment]?.[language] ?? segment;
  const rows = clients.segments
    .filter(({ clients: count, before }) => count > 0 || before > 0)
    .map(({ segment, clients: count, before }): readonly [string, string] => {
      const change =
        clients.comparedWith === null || count === before
          ? ''
          : ` (${count > before ? '+' : '−'}${Math.abs(count - before)})`;
      return [name(segment), `${count}${change}`];
    });
  const lines = clients.moves.map(({ from, to, clients: count }) => `${count} × ${name(from)} → ${name(to)}`);
  return { title: language === 'fr' ? 'Vos clients' : 'Your clients', lines, rows };
}

function decisionsPart({ recommendations }: WeekReport, language: Language): Part {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const { waiting, approved, notEligible } = recommendations;
  return {
    title: t('Recommandations', 'Recommendations'),
    lines: [],
    rows: [
      [t('À valider', 'To approve'), String(waiting - notEligible)],
      [t('Écartées par le contrôle', 'Set aside by the audit'), String(notEligible)],
      [t('Déjà validées', 'Approved already'), String(approved)],
    ],
  };
}

function htmlOf({ title, lines, rows }: Part): string {
  const table = rows.length === 0 ? '' : figures(rows);
  return `${heading(title)}\n${table}\n${lines.map(paragraph).join('\n')}`;
}

function textOf({ title, lines, rows }: Part): string {
  return [
    title.toUpperCase(),
    ...rows.map(([what, much]) => `  ${what} : ${much}`),
    ...lines.map((line) => `  - ${line}`),
  ].join('\n');
}

function dayWords(day: Day, language: Language): string {
  return language === 'fr' ? formatDayFr(day) : day;
}
