/** Accents off and small letters, one character for one: what is found in it can be cut out of the original. */
export function plainFold(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u00c0-\u024f\u1e00-\u1eff]/g, (letter) => letter.normalize('NFD').charAt(0))
    .toLowerCase();
}
