/** How the value of a typed cell is written as text. A cell that is text stays as it is. */

/** What the libraries give for a cell. */
export type CellValue = string | number | boolean | Date | null | undefined;

/** Excel keeps and shows this many digits; the seventeen of a double are noise (`0.1 + 0.2`). */
const significantDigits = 15;

/** What Excel, LibreOffice and their French versions show for a formula that failed. */
const errorTexts = new Set([
  '#N/A',
  '#NUL!',
  '#NULL!',
  '#DIV/0!',
  '#VALEUR!',
  '#VALUE!',
  '#REF!',
  '#NOM?',
  '#NAME?',
  '#NOMBRE!',
  '#NUM!',
  '#SPILL!',
  '#CALC!',
  '#GETTING_DATA',
]);

/** Whether a text is a failed formula, not something a person typed. */
export function isErrorText(text: string): boolean {
  return text.startsWith('#') && errorTexts.has(text);
}

/**
 * The text of a cell: numbers as plain decimals with a point (never an exponent, so that an EAN stays whole), days as
 * `2025-12-27`, with ` 10:00:00` when they have a time, times alone as `10:00:00`, yes and no as `Oui` and `Non`.
 */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'Oui' : 'Non';
  return dateText(value);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number.isSafeInteger(value) ? value : Number(value.toPrecision(significantDigits));
  const text = String(rounded === 0 ? 0 : rounded);
  return text.includes('e') ? withoutExponent(text) : text;
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Days before 1900 are times alone: Excel counts its days from there. */
const firstYear = 1900;

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '#DATE';
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  const [day = '', time = ''] = iso.replace(/\.000Z$/, '').split('T');
  if (value.getUTCFullYear() < firstYear) return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}
