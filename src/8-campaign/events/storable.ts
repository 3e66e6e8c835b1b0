/** A text PostgreSQL keeps: it takes no NUL and no half of a character, and one of them must not stop the inbox for ever. */
export function storable(text: string, mostCharacters = 2000): string {
  const short = text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
  return Buffer.from(short).toString('utf8').replaceAll('\0', '');
}
