/**
 * Why a workbook cannot be read. The reading happens in another process, which can only send a code and facts; the
 * sentence is made here.
 */
import { countEn, countFr } from '../../values/sentence.ts';
import { stop, type UnreadableFile } from '../unreadable.ts';
import type { WorkbookLimits } from './limits.ts';

export const workbookStopCodes = [
  'WORKBOOK_TOO_LARGE',
  'WORKBOOK_UNPACKS_TOO_LARGE',
  'WORKBOOK_BOMB',
  'WORKBOOK_TOO_MANY_PARTS',
  'WORKBOOK_TOO_MANY_ROWS',
  'WORKBOOK_TOO_MANY_COLUMNS',
  'WORKBOOK_CELL_TOO_LONG',
  'WORKBOOK_TOO_SLOW',
  'WORKBOOK_TOO_MUCH_MEMORY',
  'WORKBOOK_DAMAGED',
  'WORKBOOK_UNSAFE_NAMES',
  'WORKBOOK_DOCTYPE',
  'WORKBOOK_ENCRYPTED',
  'WORKBOOK_OLD_FORMAT',
  'WORKBOOK_BINARY_FORMAT',
  'WORKBOOK_UNKNOWN',
  'WORKBOOK_SHEET_MISSING',
  'WORKBOOK_EMPTY',
] as const;
export type WorkbookStopCode = (typeof workbookStopCodes)[number];

/** Thrown while reading, in the process that reads. */
export class WorkbookStop extends Error {
  readonly code: WorkbookStopCode;
  /** The row, the sheets there are … : what the sentence names. */
  readonly detail: string;

  constructor(code: WorkbookStopCode, detail = '', options?: ErrorOptions) {
    super(`${code} ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The stop of a file, worded for a person: which limit, and what to do. */
export function workbookStop(code: WorkbookStopCode, detail: string, limits: WorkbookLimits): UnreadableFile {
  const [fr, en] = sentences[code](limits, detail);
  return stop(code, fr, en);
}

type Wording = (limits: WorkbookLimits, detail: string) => readonly [fr: string, en: string];

const shorterFr = 'Exportez une période plus courte, ou en CSV';
const shorterEn = 'Export a shorter period, or as CSV';

const sentences: Record<WorkbookStopCode, Wording> = {
  WORKBOOK_TOO_LARGE: (limits) => [
    `le classeur dépasse ${megabytes(limits.fileBytes)} Mo. ${shorterFr}`,
    `the workbook exceeds ${megabytes(limits.fileBytes)} MB. ${shorterEn}`,
  ],
  WORKBOOK_UNPACKS_TOO_LARGE: (limits) => [
    `une fois décompressé, le classeur dépasse ${megabytes(limits.unpackedBytes)} Mo. ${shorterFr}`,
    `unpacked, the workbook exceeds ${megabytes(limits.unpackedBytes)} MB. ${shorterEn}`,
  ],
  WORKBOOK_BOMB: (limits) => [
    `le classeur gonfle plus de ${limits.packingRatio} fois en se décompressant : ce n’est pas un export, il n’a pas été ouvert`,
    `the workbook swells more than ${limits.packingRatio} times when unpacked: this is no export, it was not opened`,
  ],
  WORKBOOK_TOO_MANY_PARTS: (limits) => [
    `le classeur est fait de plus de ${countFr(limits.parts, 'partie')}. Enregistrez la feuille seule, en XLSX ou en CSV`,
    `the workbook is made of more than ${countEn(limits.parts, 'part')}. Save the one sheet, as XLSX or CSV`,
  ],
  WORKBOOK_TOO_MANY_ROWS: (limits) => [
    `la feuille a plus de ${countFr(limits.rows, 'ligne')}. ${shorterFr}`,
    `the sheet has more than ${countEn(limits.rows, 'row')}. ${shorterEn}`,
  ],
  WORKBOOK_TOO_MANY_COLUMNS: (limits, row) => [
    `la ligne ${row} a plus de ${countFr(limits.columns, 'colonne')} : ce n’est pas un tableau de ventes. Vérifiez l’export`,
    `row ${row} has more than ${countEn(limits.columns, 'column')}: this is no table of sales. Check the export`,
  ],
  WORKBOOK_CELL_TOO_LONG: (limits, row) => [
    `une cellule de la ligne ${row} dépasse ${countFr(limits.cellCharacters, 'caractère')}. Raccourcissez-la`,
    `a cell of row ${row} exceeds ${countEn(limits.cellCharacters, 'character')}. Shorten it`,
  ],
  WORKBOOK_TOO_SLOW: (limits) => [
    `la lecture du classeur a duré plus de ${countFr(limits.timeMs / 1000, 'seconde')} et a été arrêtée. ${shorterFr}`,
    `reading the workbook took more than ${countEn(limits.timeMs / 1000, 'second')} and was stopped. ${shorterEn}`,
  ],
  WORKBOOK_TOO_MUCH_MEMORY: (limits) => [
    `la lecture du classeur a demandé plus de ${limits.memoryMb} Mo de mémoire et a été arrêtée. ${shorterFr}`,
    `reading the workbook took more than ${limits.memoryMb} MB of memory and was stopped. ${shorterEn}`,
  ],
  WORKBOOK_DAMAGED: () => [
    'le classeur est abîmé ou coupé avant la fin. Ouvrez-le dans Excel, enregistrez-le à nouveau et redéposez-le',
    'the workbook is damaged or cut short. Open it in Excel, save it again and drop it again',
  ],
  WORKBOOK_UNSAFE_NAMES: () => [
    'le classeur contient des chemins qui sortent de son dossier : il est piégé ou abîmé, et n’a pas été ouvert',
    'the workbook holds paths that leave its folder: it is a trap or damaged, and was not opened',
  ],
  WORKBOOK_DOCTYPE: () => [
    'le classeur contient des définitions XML (DOCTYPE) qu’aucun tableur n’écrit : il n’a pas été ouvert. Enregistrez-le à nouveau depuis Excel',
    'the workbook holds XML definitions (DOCTYPE) that no spreadsheet writes: it was not opened. Save it again from Excel',
  ],
  WORKBOOK_ENCRYPTED: () => [
    'le classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe',
    'the workbook is protected by a password. Save it without one',
  ],
  WORKBOOK_OLD_FORMAT: () => [
    'le classeur vient d’un Excel d’avant 1997. Ouvrez-le et enregistrez-le en XLSX',
    'the workbook comes from an Excel older than 1997. Open it and save it as XLSX',
  ],
  WORKBOOK_BINARY_FORMAT: () => [
    'le classeur est au format binaire XLSB. Enregistrez-le en XLSX',
    'the workbook is in the binary format XLSB. Save it as XLSX',
  ],
  WORKBOOK_UNKNOWN: () => [
    'ce n’est pas un classeur que Cuvée sait lire. Enregistrez l’export en XLSX ou en CSV',
    'this is no workbook Cuvée can read. Save the export as XLSX or CSV',
  ],
  WORKBOOK_SHEET_MISSING: (_, sheets) => [
    `la feuille demandée par le profil n’existe pas ; il y a : ${sheets}. Corrigez le profil ou l’export`,
    `the sheet the profile asks for is not there; there is: ${sheets}. Correct the profile or the export`,
  ],
  WORKBOOK_EMPTY: () => [
    'aucune feuille visible du classeur ne contient de données. Vérifiez l’export',
    'no visible sheet of the workbook holds any data. Check the export',
  ],
};

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2);
}
