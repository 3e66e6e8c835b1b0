/**
 * Whether a new export looks like those before it. What differs too much is likelier a broken export than a changed estate,
 * so the run stops and last week's data stays live until a person says that it is right (rules.md, Drift gate).
 */
import type { Settings } from '../../estate/settings.ts';
import type { Dataset } from '../../values/dataset.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';

export type DriftCode =
  | 'MISSING_COLUMN'
  | 'HEADER_CHANGED'
  | 'ROWS_FAR'
  | 'TURNOVER_FAR'
  | 'REJECTS_HIGH'
  | 'VANISHED_HIGH'
  | 'NUMBERS_REUSED';

export interface DriftFinding {
  readonly code: DriftCode;
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly sentence: Sentence;
}

/** Which export a finding speaks of. */
export type Judged = Pick<ExportFacts, 'source' | 'dataset' | 'fileHash' | 'originalName'>;

/** A header of a file and the column it was mapped to, null when to none. */
export interface Header {
  readonly header: string;
  readonly column: string | null;
}

/** What is known of an export before it is loaded. Days are `YYYY-MM-DD`, money is net HT in euros, rounded for comparing. */
export interface ExportFacts {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly originalName: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  readonly mtHtKept: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly headers: readonly Header[];
}

/** What the warehouse holds live of a source: inside the window of the new file, and from which day to which at all. */
export interface LiveFacts {
  readonly rows: number;
  readonly mtHt: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** A new export beside what went before. */
export interface DriftFacts {
  readonly file: ExportFacts;
  /** The newest loaded export that is not newer, else the newest loaded one; undefined for a first import. */
  readonly previous: ExportFacts | undefined;
  /** How many exports of this source and dataset are loaded. */
  readonly history: number;
  /** For sales only. */
  readonly live: LiveFacts | undefined;
}

// Below these sizes a share says nothing: two rejects of five lines are a matter for the list of rejects.
const fewestRowsJudged = 20;
const fewestRowsJudgedAtFirst = 100;
const smallestRowDifference = 10;
const smallestTurnoverDifference = 100;
const fewestVanishedJudged = 5;
/**
 * A file that mostly tells days nobody told before is not compared by its size: a week before Christmas is no week of February.
 * What a line brings on average is: ten times more or less, and a comma was lost or the amounts are in cents.
 */
const smallestOverlap = 0.5;
const farthestMeanLine = 10;

/** All that is odd about one new export; empty when it looks like those before it. */
export function findDrift(facts: DriftFacts, settings: Settings['drift']): DriftFinding[] {
  return [
    ...columnFindings(facts),
    ...rejectFindings(facts, settings),
    ...(facts.history >= settings.minimum_history ? sizeFindings(facts, settings) : []),
  ];
}

/** Whether too many documents of a re-exported window would vanish. `held` and `absent` count its live documents. */
export function findVanishedDrift(
  file: Judged,
  held: number,
  absent: number,
  settings: Settings['drift'],
): DriftFinding[] {
  const share = absent / (held + absent);
  if (absent < fewestVanishedJudged || share <= settings.max_vanished_share) return [];
  return [
    finding(
      'VANISHED_HIGH',
      file,
      `${file.originalName} : ${countFr(absent, 'document')} déjà connus de sa période n’y sont plus (${percentFr(share)}).`,
      `${file.originalName}: ${countEn(absent, 'document')} of its period already known are missing from it (${percentEn(share)}).`,
    ),
  ];
}

/** A typing error moves a day or two documents by a year; a numbering that begins anew moves all of them. */
const fewestReusedJudged = 5;

/** Whether numbers of documents were given twice: `reused` counts those that lie more than half a year apart. */
export function findReuseDrift(file: Judged, reused: number): DriftFinding[] {
  if (reused < fewestReusedJudged) return [];
  const setting = `cuvee estate settings --set profiles.${file.source}.document_numbers=yearly --reason "numérotation annuelle"`;
  return [
    finding(
      'NUMBERS_REUSED',
      file,
      `${file.originalName} : ${countFr(reused, 'numéro de pièce sert', 'numéros de pièces servent')} à plus de six mois d’écart ; la numérotation recommence sans doute chaque année, et une pièce prendrait la place d’une autre. Si c’est le cas : ${setting}, puis relancez.`,
      `${file.originalName}: ${countEn(reused, 'document number is', 'document numbers are')} used more than half a year apart; numbers probably begin anew each year, and one document would take the place of another. If so: ${setting}, then run again.`,
    ),
  ];
}

/** A file stopped at reading for its headers, while earlier ones of its kind were loaded. */
export function stoppedFinding(file: Judged, why: Sentence | null): DriftFinding {
  return finding(
    'MISSING_COLUMN',
    file,
    `${file.originalName} n’a pas pu être lu comme les exports précédents. ${why?.fr ?? ''}`.trim(),
    `${file.originalName} could not be read like the exports before it. ${why?.en ?? ''}`.trim(),
  );
}

function columnFindings({ file, previous }: DriftFacts): DriftFinding[] {
  if (!previous || previous.headers.length === 0) return [];
  const carried = columnsOf(file);
  const lost = [...columnsOf(previous)].filter((column) => !carried.has(column)).sort();
  if (lost.length === 0) return [];
  const knownBefore = new Set(unmappedOf(previous));
  const unknown = unmappedOf(file).filter((header) => !knownBefore.has(header));
  const missing = finding(
    'MISSING_COLUMN',
    file,
    `${file.originalName} : ${lost.length < 2 ? 'la colonne' : 'les colonnes'} ${lost.join(', ')} des exports précédents n’y ${lost.length < 2 ? 'est' : 'sont'} plus.`,
    `${file.originalName}: ${lost.length === 1 ? 'the column' : 'the columns'} ${lost.join(', ')} of earlier exports ${lost.length === 1 ? 'is' : 'are'} no longer there.`,
  );
  if (unknown.length === 0) return [missing];
  return [
    missing,
    finding(
      'HEADER_CHANGED',
      file,
      `${file.originalName} : en-têtes inconnus ${unknown.map((header) => `« ${header} »`).join(', ')} ; si l’un d’eux est une colonne renommée, ajoutez-le au profil de la source.`,
      `${file.originalName}: unknown headers ${unknown.map((header) => `"${header}"`).join(', ')}; if one of them is a renamed column, add it to the source profile.`,
    ),
  ];
}

function rejectFindings({ file, history }: DriftFacts, settings: Settings['drift']): DriftFinding[] {
  const fewest = history === 0 ? fewestRowsJudgedAtFirst : fewestRowsJudged;
  const share = file.rowsRejected / file.rowsRead;
  if (file.rowsRead < fewest || share <= settings.max_reject_share) return [];
  return [
    finding(
      'REJECTS_HIGH',
      file,
      `${file.originalName} : ${countFr(file.rowsRejected, 'ligne')} rejetées sur ${countFr(file.rowsRead, 'lue')} (${percentFr(share)}, au plus ${percentFr(settings.max_reject_share)}).`,
      `${file.originalName}: ${countEn(file.rowsRejected, 'line')} rejected of ${countEn(file.rowsRead, 'read', 'read')} (${percentEn(share)}, at most ${percentEn(settings.max_reject_share)}).`,
    ),
  ];
}

function sizeFindings(facts: DriftFacts, settings: Settings['drift']): DriftFinding[] {
  const { file, previous, live } = facts;
  if (file.dataset === 'ventes_lignes') return live ? salesFindings(file, previous, live, settings) : [];
  // Clients and products are told whole each time; stock and contacts come and go.
  if (!previous || (file.dataset !== 'clients' && file.dataset !== 'produits')) return [];
  const bounds = { low: previous.rowsKept, high: previous.rowsKept };
  return rowsFindings(file, bounds, settings);
}

/**
 * Like with like: the new file against what the warehouse holds of its own window. Days after the last known one are new
 * sales, so the upper bound grows with them; the lower one does not.
 */
function salesFindings(
  file: ExportFacts,
  previous: ExportFacts | undefined,
  live: LiveFacts,
  settings: Settings['drift'],
): DriftFinding[] {
  if (!file.firstDay || !file.lastDay || !live.firstDay || !live.lastDay) return [];
  const windowDays = daysBetween(file.firstDay, file.lastDay);
  const overlapDays = daysBetween(later(file.firstDay, live.firstDay), earlier(file.lastDay, live.lastDay));
  if (overlapDays / windowDays < smallestOverlap) return previous ? meanLineFindings(file, previous) : [];
  const growth = windowDays / overlapDays;
  return [
    ...rowsFindings(file, { low: live.rows, high: live.rows * growth }, settings),
    ...turnoverFindings(file, { low: live.mtHt, high: live.mtHt * growth }, settings),
  ];
}

function meanLineFindings(file: ExportFacts, previous: ExportFacts): DriftFinding[] {
  if (Math.min(file.rowsKept, previous.rowsKept) < fewestRowsJudged) return [];
  const [mean, expected] = [file.mtHtKept / file.rowsKept, previous.mtHtKept / previous.rowsKept];
  if (expected <= 0 || (mean > expected / farthestMeanLine && mean < expected * farthestMeanLine)) return [];
  const [fr, en] = [fixedCents(mean).replace('.', ','), fixedCents(mean)];
  const [frBefore, enBefore] = [fixedCents(expected).replace('.', ','), fixedCents(expected)];
  return [
    finding(
      'TURNOVER_FAR',
      file,
      `${file.originalName} : ${fr} € HT par ligne en moyenne, là où l’export précédent en avait ${frBefore}. Les virgules des montants sont-elles bien là ?`,
      `${file.originalName}: ${en} euros net a line on average, where the export before had ${enBefore}. Are the decimal points of the amounts still there?`,
    ),
  ];
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function rowsFindings(file: ExportFacts, known: Bounds, settings: Settings['drift']): DriftFinding[] {
  if (!isFar(file.rowsKept, known, settings.max_row_change, smallestRowDifference)) return [];
  const expected = Math.round((known.low + known.high) / 2);
  return [
    finding(
      'ROWS_FAR',
      file,
      `${file.originalName} : ${countFr(file.rowsKept, 'ligne')} là où les exports précédents en font attendre environ ${countFr(expected, 'ligne')}.`,
      `${file.originalName}: ${countEn(file.rowsKept, 'line')} where earlier exports lead one to expect about ${countEn(expected, 'line')}.`,
    ),
  ];
}

function turnoverFindings(file: ExportFacts, known: Bounds, settings: Settings['drift']): DriftFinding[] {
  if (known.low <= 0 || !isFar(file.mtHtKept, known, settings.max_turnover_change, smallestTurnoverDifference))
    return [];
  const expected = Math.round((known.low + known.high) / 2);
  const told = Math.round(file.mtHtKept);
  return [
    finding(
      'TURNOVER_FAR',
      file,
      `${file.originalName} : ${countFr(told, '€ HT', '€ HT')} là où les exports précédents en font attendre environ ${countFr(expected, '€ HT', '€ HT')}.`,
      `${file.originalName}: ${countEn(told, 'euro')} net where earlier exports lead one to expect about ${countEn(expected, 'euro')}.`,
    ),
  ];
}

function fixedCents(amount: number): string {
  return amount.toFixed(2);
}

function isFar(value: number, known: Bounds, change: number, smallestDifference: number): boolean {
  const isLow = value < known.low * (1 - change) && known.low - value >= smallestDifference;
  const isHigh = value > known.high * (1 + change) && value - known.high >= smallestDifference;
  return isLow || isHigh;
}

function columnsOf(file: ExportFacts): Set<string> {
  return new Set(file.headers.flatMap(({ column }) => (column === null ? [] : [column])));
}

function unmappedOf(file: ExportFacts): string[] {
  return file.headers.filter(({ column }) => column === null).map(({ header }) => header);
}

function finding(code: DriftCode, { source, dataset, fileHash }: Judged, fr: string, en: string): DriftFinding {
  return { code, source, dataset, fileHash, sentence: sentence(fr, en) };
}

/** Days from one to the other, both counted; 0 when they are the wrong way round. */
function daysBetween(first: string, last: string): number {
  return Math.max(0, (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function percentFr(share: number): string {
  return `${tenthsOfPercent(share).replace('.', ',')}\u00a0%`;
}

function percentEn(share: number): string {
  return `${tenthsOfPercent(share)} %`;
}

function tenthsOfPercent(share: number): string {
  return String(Math.round(share * 1000) / 10);
}
