/**
 * UTF-8 that someone once read as Windows-1252: `CrÃ©mant` for `Crémant`. It is repaired only when going back is exact:
 * the damaged text, written as Windows-1252, must be whole, valid UTF-8 and give the damaged text again.
 */

/** The characters Windows-1252 has at 0x80–0x9F; all others are their own code. */
const windows1252 = new Map(
  Array.from(
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ',
    (character, index) => [character, 0x80 + index] as const,
  ),
);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The letters that the first byte of a French character becomes: Â Ã Ä Å, and â of `’`, `–`, `€`. */
const leads = new Set([0xc2, 0xc3, 0xc4, 0xc5, 0xe2]);
/** What no repaired text holds: all but ASCII, Latin letters and signs, typographic marks, `€`, `™`. `CAFÉ®` is left alone. */
const implausible = /[^\p{ASCII}\u00a0-\u017f\u2010-\u20ac\u2122]/u;

/** Whether a text holds what damaged UTF-8 looks like: a lead byte's letter before a continuation byte's sign. */
export function looksMojibake(text: string): boolean {
  for (let index = 0; index + 1 < text.length; index++) {
    const code = text.charCodeAt(index);
    if (leads.has(code) && isContinuation(text.charAt(index + 1))) return true;
  }
  return false;
}

/** The text repaired, or `undefined` when it is not damaged, or cannot be repaired exactly. Twice-damaged text is repaired twice. */
export function repairMojibake(text: string): string | undefined {
  if (!looksMojibake(text)) return undefined;
  const bytes = windows1252Bytes(text);
  const repaired = bytes && decodeUtf8(bytes);
  if (repaired === undefined) return undefined;
  const whole = repairMojibake(repaired) ?? repaired;
  return implausible.test(whole) ? undefined : whole;
}

function isContinuation(character: string): boolean {
  const byte = windows1252.get(character) ?? character.charCodeAt(0);
  return byte >= 0x80 && byte <= 0xbf;
}

function windows1252Bytes(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const byte = windows1252.get(text.charAt(index)) ?? code;
    if (byte > 0xff || (code > 0x7f && code < 0xa0 && !windows1252.has(text.charAt(index)))) return undefined;
    bytes[index] = byte;
  }
  return bytes;
}

/** `undefined` when the bytes are no UTF-8: a strict decoder accepts nothing that would not encode to the same bytes. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
