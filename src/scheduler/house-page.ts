/** The plain page that mails of the house are written on: calm, narrow, readable in every mail program, no picture, no tracker. */
import type { Language } from '../values/sentence.ts';

export interface HousePage {
  readonly title: string;
  /** HTML made of the pieces below: every text in it is escaped. */
  readonly body: string;
  readonly link: { readonly url: string; readonly words: string };
  readonly language: Language;
}

const ink = '#2b2a28';
const quiet = '#6b675f';
const wine = '#7a1f3d';
const font = 'font-family:Georgia,serif;';

/** The whole HTML document. */
export function housePage({ title, body, link, language }: HousePage): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;background:#faf8f4;color:${ink};${font}font-size:16px;line-height:1.5">
<div style="max-width:600px;margin:0 auto;padding:24px">
<h1 style="font-size:22px;font-weight:normal;color:${wine};margin:0 0 16px">${escaped(title)}</h1>
${body}
<p style="margin:24px 0"><a href="${escaped(link.url)}" style="color:${wine}">${escaped(link.words)}</a></p>
</div>
</body>
</html>
`;
}

/** A paragraph of text. */
export function paragraph(text: string): string {
  return `<p style="margin:4px 0 16px">${escaped(text)}</p>`;
}

/** A line that carries weight. */
export function strong(text: string): string {
  return `<p style="margin:16px 0 0"><strong>${escaped(text)}</strong></p>`;
}

/** A small heading. */
export function heading(text: string): string {
  return `<h2 style="font-size:17px;font-weight:bold;margin:24px 0 8px">${escaped(text)}</h2>`;
}

/** Two columns: what, and how much. */
export function figures(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(
    ([what, much]) =>
      `<tr><td style="padding:3px 16px 3px 0;color:${quiet}">${escaped(what)}</td><td style="padding:3px 0;text-align:right">${escaped(much)}</td></tr>`,
  );
  return `<table role="presentation" style="border-collapse:collapse">${lines.join('')}</table>`;
}

/** French spacing: no line may begin with `:` or `»`. */
export function spaced(text: string): string {
  return text.replaceAll(/ (?=[;:!?»])|(?<=«) /g, '\u00a0');
}

function escaped(text: string): string {
  return spaced(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
