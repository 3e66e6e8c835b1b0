/** `<2023…@smtp-relay.mailin.fr>`: Brevo writes its ids with and without the brackets; we keep them with. */
export function canonicalMessageId(text: string): string {
  const bare = text.trim().replace(/^<+/, '').replace(/>+$/, '');
  return `<${bare}>`;
}
