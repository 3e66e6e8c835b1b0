/** Zips made byte by byte, so that they can be wrong in every way a hostile one is. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface HandPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** What both headers announce instead of the truth. */
  readonly announcedBytes?: number;
  readonly announcedCrc?: number;
  readonly flags?: number;
  readonly method?: number;
}

/** A deflated zip of these parts. */
export function zipByHand(parts: readonly HandPart[], announcedCount = parts.length): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.flags ?? 0, 2);
    common.writeUInt16LE(part.method ?? 8, 4);
    common.writeUInt32LE(part.announcedCrc ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.announcedBytes ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const body = Buffer.concat([Buffer.from('504b0304', 'hex'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(announcedCount, 8);
  end.writeUInt16LE(announcedCount, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

const officeType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface HandSheet {
  readonly name: string;
  readonly state?: string;
  /** What stands in `<sheetData>`, or the whole part when it begins with `<?xml`. */
  readonly rows: string;
}

/** The parts of an XLSX as another program than Excel may write them. */
export function xlsxParts(sheets: readonly HandSheet[], more: readonly HandPart[] = []): HandPart[] {
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  );
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${officeType}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return [
    { name: '[Content_Types].xml', content: '<Types></Types>' },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="rId1" Type="${officeType}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook xmlns="${mainNamespace}" xmlns:r="${officeType}"><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    ...sheets.map(({ rows }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: rows.startsWith('<?xml') ? rows : sheetXml(rows),
    })),
    ...more,
  ];
}

export function sheetXml(rows: string): string {
  return `<?xml version="1.0"?><worksheet xmlns="${mainNamespace}"><sheetData>${rows}</sheetData></worksheet>`;
}

/** A row of texts written in place. */
export function textRow(...texts: readonly string[]): string {
  return `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;
}
