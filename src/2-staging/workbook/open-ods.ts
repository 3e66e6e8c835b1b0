/** ODS, what LibreOffice writes: the rows by hucre. */
import { streamOdsRows } from 'hucre/ods';
import { chooseSheet, type RawRow, type RawSheet, type SheetInfo } from './raw-sheet.ts';
import { repackedPieces } from './repack.ts';
import { WorkbookStop } from './stops.ts';
import type { Parts } from './unpack.ts';
import { attributesOf } from './xml-attributes.ts';

const mimeType = 'application/vnd.oasis.opendocument.spreadsheet';

/** Whether these parts are those of an ODS. */
export function isOds(parts: Parts): boolean {
  return (
    parts.get('mimetype')?.toString('latin1').startsWith(mimeType) === true ||
    parts.get('content.xml')?.includes('<office:spreadsheet') === true
  );
}

/** Throws `WorkbookStop`: encrypted, damaged, no such sheet. */
export function openOds(parts: Parts, wanted: string | undefined): RawSheet {
  if (parts.get('META-INF/manifest.xml')?.includes('encryption-data')) throw new WorkbookStop('WORKBOOK_ENCRYPTED');
  const content = parts.get('content.xml')?.toString('utf8') ?? '';
  if (!/<\/office:document-content\s*>\s*$/.test(content.slice(-200))) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', 'content.xml is missing or cut');
  }
  const sheets = listSheets(content);
  const sheet = chooseSheet(sheets, wanted);
  return {
    format: 'ods',
    sheets: sheets.map(({ name, isHidden, filledCells }) => ({ name, isHidden, filledCells })),
    sheet: sheet.name,
    formulasWithoutValue: 0,
    rows: rowsOf(content, sheet.index),
  };
}

function listSheets(content: string): (SheetInfo & { readonly index: number })[] {
  const hiddenStyles = stylesThatHide(content);
  const tags = [...content.matchAll(/<table:table\s[^>]*>/g)];
  return tags.map((tag, index) => {
    const attributes = attributesOf(tag[0]);
    const body = content.slice(tag.index, tags[index + 1]?.index ?? content.length);
    return {
      index,
      name: attributes.get('table:name') ?? `Feuille${index + 1}`,
      isHidden: hiddenStyles.has(attributes.get('table:style-name') ?? ''),
      filledCells: body.split('office:value-type=').length - 1,
    };
  });
}

function stylesThatHide(content: string): Set<string> {
  const styles = content.matchAll(
    /<style:style\s[^>]*style:family="table"[^>]*>(?:(?!<\/style:style>)[\s\S]){0,2000}/g,
  );
  const hiding = [...styles].filter(([style]) => style.includes('table:display="false"'));
  return new Set(hiding.map(([style]) => attributesOf(style).get('style:name') ?? ''));
}

async function* rowsOf(content: string, sheetIndex: number): AsyncGenerator<RawRow> {
  // The library joins the paragraphs of a cell without anything between them: `12 rue du Puits67000 Strasbourg`.
  const withLineBreaks = content.replaceAll(/<\/text:p>\s*<text:p\b/g, '<text:line-break/></text:p><text:p');
  const zip = Buffer.concat([
    ...repackedPieces([
      ['mimetype', Buffer.from(mimeType)],
      ['content.xml', Buffer.from(withLineBreaks)],
    ]),
  ]);
  try {
    for await (const { index, values } of streamOdsRows(zip, { sheets: [sheetIndex] }))
      yield { row: index + 1, values };
  } catch (error) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', 'content.xml', { cause: error });
  }
}
