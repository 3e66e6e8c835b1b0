/** One spelling for letters that differ only in case, accent or ligature: what every key of the house is built on. */

const ligatures: Readonly<Record<string, string>> = {
  Œ: 'OE',
  œ: 'OE',
  Æ: 'AE',
  æ: 'AE',
  ß: 'SS',
  ẞ: 'SS',
  Ø: 'O',
  ø: 'O',
  Ł: 'L',
  ł: 'L',
  Đ: 'D',
  đ: 'D',
  '×': 'X',
  '⁄': '/',
  '™': '',
};
const ligature = /[ŒœÆæßẞØøŁłĐđ×⁄™]/g;
const marks = /\p{M}/gu;

/** Upper case, accents off, ligatures spelled out (œ→OE), wide and circled forms made plain. Folding twice changes nothing. */
export function foldUpper(text: string): string {
  if (isAscii(text)) return text.toUpperCase();
  return removeMarks(removeMarks(text).toUpperCase());
}

/** Whether all characters are below U+0080, so that folding is upper-casing. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

// Compatibility forms too: a non-breaking space becomes a space, `½` becomes `1⁄2`, which then reads `1/2`.
function removeMarks(text: string): string {
  return spellLigatures(spellLigatures(text).normalize('NFKD').replace(marks, ''));
}

function spellLigatures(text: string): string {
  return text.replace(ligature, (letter) => ligatures[letter] ?? letter);
}
