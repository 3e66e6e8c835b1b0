/**
 * A bad row is a reject: kept with its file, line, column and raw value, while the run goes on. Codes are stable; the sentence
 * is what the estate reads, and tells what to do.
 */

/** One reason why a row was refused. A row with several is still one row. */
export interface Reject {
  readonly code: RejectCode;
  /** The canonical column of the staging file. */
  readonly column: string;
  /** The cell as the export wrote it. */
  readonly raw: string;
}

const again = 'Corrigez-la dans votre logiciel, puis refaites l’export.';
const againMasculine = 'Corrigez-le dans votre logiciel, puis refaites l’export.';
const readable = 'écrivez-la en chiffres, par exemple 1 234,56';

/** What each code says, given the raw value between « ». */
const sentences = {
  EXTRA_FIELDS: () =>
    'La ligne a plus de colonnes que l’en-tête : un séparateur est sans doute entré dans un texte. Mettez ce texte entre guillemets ou retirez-en le séparateur, puis refaites l’export.',
  BAD_QUOTE: () =>
    'Un guillemet ouvert ne se referme pas comme il faut sur cette ligne. Retirez-le ou doublez-le, puis refaites l’export.',
  OTHER_TABLE: () =>
    'La ligne est sous un second en-tête, qui n’a pas les mêmes colonnes que le premier. Déposez chaque tableau dans un fichier à part.',
  NUL_BYTES: () =>
    'La ligne contient des octets nuls : le fichier a été abîmé en route. Refaites l’export, puis déposez-le de nouveau.',
  BAD_ENCODING: () =>
    'La ligne contient des caractères illisibles dans l’encodage du fichier. Refaites l’export en UTF-8 ou en Windows-1252.',
  ROW_UNREADABLE: (raw: string) =>
    `La ligne n’a pas pu être lue avec certitude (${raw}). Ouvrez le fichier d’origine à cette ligne, corrigez-la, puis refaites l’export.`,
  CLIENT_CODE_EMPTY: (raw: string) =>
    raw === ''
      ? 'La ligne n’a pas de code client. Donnez un code à ce client dans votre logiciel, puis refaites l’export.'
      : `Le code client « ${raw} » ne contient ni lettre ni chiffre. ${againMasculine}`,
  CONTACT_WITHOUT_CLIENT: () =>
    'Ni code client ni adresse e-mail : on ne sait pas qui a été contacté. Complétez la ligne, puis refaites l’export.',
  DAY_EMPTY: () => `La date manque. ${again}`,
  DAY_UNREADABLE: (raw: string) => `La date « ${raw} » est illisible : écrivez-la jj/mm/aaaa. ${again}`,
  DAY_IMPOSSIBLE: (raw: string) =>
    `La date « ${raw} » n’existe pas, ou pas dans l’ordre jour/mois de sa colonne. ${again}`,
  DAY_BARE_NUMBER: (raw: string) =>
    `La date « ${raw} » est un nombre nu. Mettez la colonne au format date (jj/mm/aaaa), puis refaites l’export.`,
  DAY_FUTURE: (raw: string) => `La date « ${raw} » est à plus d’un an après l’export. ${again}`,
  PRODUIT_EMPTY: () => `La désignation du produit manque. ${again}`,
  QTY_EMPTY: () => `La quantité manque. ${again}`,
  QTY_UNREADABLE: (raw: string) => `La quantité « ${raw} » n’est pas un nombre : ${readable}. ${again}`,
  AMOUNT_EMPTY: () =>
    'La ligne n’a ni montant HT, ni montant TTC, ni prix unitaire : on ne peut pas la chiffrer. Complétez-la, puis refaites l’export.',
  AMOUNT_UNREADABLE: (raw: string) =>
    `Le montant « ${raw} » n’est pas un nombre : écrivez-le en chiffres, par exemple 1 234,56. ${againMasculine}`,
  DOCUMENT_NO_EMPTY: () => 'Le numéro de pièce manque. Complétez-le dans votre logiciel, puis refaites l’export.',
  DOCUMENT_TYPE_EMPTY: () => 'Le type de pièce manque. Complétez-le dans votre logiciel, puis refaites l’export.',
  UNKNOWN_DOCUMENT_TYPE: (raw: string) =>
    `Le type de pièce « ${raw} » est inconnu : on ne sait pas s’il s’agit d’une vente. Dites-le dans les réglages de la source (document_types), puis relancez.`,
  STOCK_EMPTY: () => `La quantité en stock manque. ${again}`,
  STOCK_UNREADABLE: (raw: string) =>
    `Le stock « ${raw} » n’est pas un nombre : écrivez-le en chiffres. ${againMasculine}`,
} as const satisfies Record<string, (raw: string) => string>;

export type RejectCode = keyof typeof sentences;

/** Longer raw values are cut in the sentence; the reject keeps them whole. */
const longestQuoted = 60;

/** The French sentence of a reject: what is wrong and what to do. */
export function rejectSentence(code: RejectCode, raw: string): string {
  const shown = raw.trim().replace(/\s+/g, ' ');
  return sentences[code](shown.length > longestQuoted ? `${shown.slice(0, longestQuoted)}…` : shown);
}

/** The reject of a row that staging could not trust (`source_issue`); an issue we have no sentence for is ROW_UNREADABLE. */
export function issueReject(issue: string): Reject {
  return { code: isRejectCode(issue) ? issue : 'ROW_UNREADABLE', column: 'source_issue', raw: issue };
}

function isRejectCode(code: string): code is RejectCode {
  return Object.hasOwn(sentences, code);
}
