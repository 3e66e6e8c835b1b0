/** A body as a text column can hold it: as it came when it is UTF-8, else in base64 behind a mark that no JSON begins with. */
const mark = 'base64:';

/** What is kept of the bytes that came. Nothing is lost: `bodyBytes` gives them back. */
export function storedBody(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const isPlain = !text.includes('\0') && !text.startsWith(mark) && Buffer.from(text).equals(bytes);
  return isPlain ? text : mark + bytes.toString('base64');
}

/** The bytes that came. */
export function bodyBytes(stored: string): Buffer {
  return stored.startsWith(mark) ? Buffer.from(stored.slice(mark.length), 'base64') : Buffer.from(stored);
}
