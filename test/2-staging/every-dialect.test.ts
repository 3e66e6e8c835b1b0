import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CsvScanner } from '../../src/2-staging/csv-reader.ts';
import { planReading } from '../../src/2-staging/reading.ts';
import { writeStaging } from '../../src/2-staging/write-staging.ts';
import { builtInProfile } from '../../src/estate/settings.ts';
import { readOwnCsv } from '../../src/values/own-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-dialects-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const columns = [
  'client_code',
  'date_livraison',
  'produit_label',
  'qty_line',
  'mt_ht',
  'document_type',
  'document_no',
  'ville',
];
const aliases = ['Code client', 'Date', 'Désignation', 'Qté', 'Montant HT', 'Type', 'N° facture', 'Ville'];

interface Written {
  readonly rows: readonly (readonly string[])[];
  readonly headers: readonly string[];
  readonly delimiter: string;
  readonly quote: '"' | "'";
  readonly escape: 'double' | 'backslash';
  readonly quotes: 'needed' | 'all';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252' | 'iso-8859-15' | 'utf-16le' | 'utf-16be' | 'utf-16le-bom';
  readonly preamble: readonly string[];
  readonly blanks: boolean;
  readonly total: boolean;
  readonly endsWithLineEnd: boolean;
}

const two = (value: number): string => String(value).padStart(2, '0');
const money = fc.integer({ min: 1, max: 250_000 }).map((cents) => `${Math.floor(cents / 100)},${two(cents % 100)}`);
const day = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
  .map(([d, m]) => `${two(d)}/${two(m)}/2025`);
const wine = fc.constantFrom(
  'Riesling',
  'Crémant d’Alsace',
  'Pinot Noir "Cœur"',
  "L'Étoile",
  'Gewurztraminer V.T.',
  'Lot à 12 €',
);
const oddEnd = fc.constantFrom(
  '',
  ' ; mis en cave',
  ', sec',
  '\tvrac',
  ' | bio',
  '\nsur deux lignes',
  ' ""',
  '\\',
  " 'vieux'",
  '  ',
);
const row = fc
  .tuple(
    fc.integer({ min: 1, max: 99_999 }),
    day,
    wine,
    oddEnd,
    money,
    money,
    fc.constantFrom('VENTE', 'AVOIR'),
    fc.nat(9999),
  )
  .map(([client, date, label, end, quantity, amount, type, number]) => [
    `CL${String(client).padStart(5, '0')}`,
    date,
    label + end,
    quantity,
    amount,
    type,
    `V${number}`,
    number % 3 === 0 ? '' : 'Sélestat',
  ]);

const exported: fc.Arbitrary<Written> = fc
  .record({
    rows: fc.array(row, { minLength: 4, maxLength: 30 }),
    headers: fc.constantFrom(columns, aliases),
    delimiter: fc.constantFrom(';', ',', '\t', '|'),
    quote: fc.constantFrom('"' as const, '"' as const, "'" as const),
    escape: fc.constantFrom('double' as const, 'double' as const, 'backslash' as const),
    quotes: fc.constantFrom('needed' as const, 'all' as const),
    lineEnd: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
    encoding: fc.constantFrom(
      ...(['utf-8', 'utf-8-bom', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be', 'utf-16le-bom'] as const),
    ),
    preamble: fc.constantFrom(
      [],
      ['Domaine de l’Œuf'],
      ['Export des ventes', '', 'Période : du 01/01/2025 au 31/12/2025'],
    ),
    blanks: fc.boolean(),
    total: fc.boolean(),
    endsWithLineEnd: fc.boolean(),
  })
  // A rare quote or escape shows only where it is used; a file that never escapes a quote has no escape to tell.
  .map((written) => {
    if (written.quotes === 'needed') return { ...written, quote: '"' as const, escape: 'double' as const };
    const { quote, escape, rows } = written;
    if (escape === 'double') return written;
    const escaping = [
      'CL00001',
      '27/12/2025',
      `Cuvée ${quote}Léon${quote} rouge`,
      '1,00',
      '12,50',
      'VENTE',
      'V1',
      'Colmar',
    ];
    return { ...written, rows: [...rows, escaping] };
  });

function encodeText(text: string, encoding: Written['encoding']): Buffer {
  const singleByte = (euro: number, oe: number, OE: number, apostrophe: string): Buffer =>
    Buffer.from(
      text.replace(/[€œŒ’]/g, (sign) =>
        sign === '’' ? apostrophe : String.fromCharCode(sign === '€' ? euro : sign === 'œ' ? oe : OE),
      ),
      'latin1',
    );
  if (encoding === 'windows-1252') return singleByte(0x80, 0x9c, 0x8c, '\u0092');
  if (encoding === 'iso-8859-15') return singleByte(0xa4, 0xbd, 0xbc, "'");
  const marked = encoding.endsWith('-bom') ? `\ufeff${text}` : text;
  if (encoding === 'utf-16be') return Buffer.from(marked, 'utf16le').swap16();
  return Buffer.from(marked, encoding.startsWith('utf-16') ? 'utf16le' : 'utf8');
}

// ISO-8859-15 has no typographic apostrophe: whoever writes it writes the plain one.
const writable = (text: string, { encoding }: Written): string =>
  encoding === 'iso-8859-15' ? text.replaceAll('’', "'") : text;

function writeCell(cell: string, written: Written): string {
  const { quote, escape, delimiter } = written;
  const isQuoted =
    written.quotes === 'all' ||
    [delimiter, quote, '\n', '\r'].some((sign) => cell.includes(sign)) ||
    cell !== cell.trim();
  if (!isQuoted) return cell;
  const escaped =
    escape === 'double'
      ? cell.replaceAll(quote, quote + quote)
      : cell.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

function writeFileText(written: Written): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => writeCell(writable(cell, written), written)).join(written.delimiter);
  const empty = columns.map(() => '').join(written.delimiter);
  const lines = [...written.preamble, line(written.headers)];
  for (const [index, cells] of written.rows.entries()) {
    if (written.blanks && index % 4 === 2) lines.push(index % 8 === 2 ? '' : empty);
    lines.push(line(cells));
  }
  if (written.total) lines.push(line(['TOTAL GÉNÉRAL', '', '', '120', '1 234,50', '', '', '']));
  return writable(lines.join(written.lineEnd) + (written.endsWithLineEnd ? written.lineEnd : ''), written);
}

describe('an export written in any dialect of French software', () => {
  test('comes back value by value, without its titles, blanks and totals', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(exported, async (written) => {
        const path = join(folder, `export-${count++}.csv`);
        await writeFile(path, encodeText(writeFileText(written), written.encoding));
        const plan = await planReading(path, 'ventes_lignes', builtInProfile);
        const { file } = await writeStaging(plan, join(folder, `staging-${count}.csv`), 'abcdef12');
        const read: string[][] = [];
        for await (const { rows } of readOwnCsv(file.path)) read.push(...rows.map((fields) => fields.slice(2)));
        expect(plan.mapping.headers.map(({ column }) => column)).toEqual(columns);
        expect(read).toEqual(written.rows.map((cells) => ['', ...cells.map((cell) => writable(cell, written))]));
      }),
      { numRuns: 150, seed: 20_261_122 },
    );
  });
});

describe('a file read in pieces', () => {
  const anyText = fc.string({ unit: fc.constantFrom('a', 'é', ';', '"', '\n', '\r', ' ', '\0', '1'), maxLength: 80 });

  test('gives the records it gives when read at once, wherever it was cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 9 }), fc.nat(3), (text, size, expectedFields) => {
        const bytes = Buffer.from(text);
        expect(recordsOf(bytes, size, expectedFields)).toEqual(recordsOf(bytes, bytes.length + 1, expectedFields));
      }),
      { numRuns: 1500, seed: 20_261_122 },
    );
  });

  test('gives back every field that a careful writer wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'œ', ';', '"', '\n', ' ', '\u2028'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        (rows, size) => {
          const text = rows
            .map((cells) => cells.map((value) => `"${value.replaceAll('"', '""')}"`).join(';'))
            .join('\r\n');
          expect(recordsOf(Buffer.from(text), size, 0).map(({ fields }) => fields)).toEqual(rows);
        },
      ),
      { numRuns: 500, seed: 20_261_122 },
    );
  });
});

function recordsOf(
  bytes: Buffer,
  size: number,
  expectedFields: number,
): { line: number; fields: string[]; issue: string }[] {
  const scanner = new CsvScanner({ delimiter: ';', quote: '"', escape: 'double', lineEnd: '\n' });
  scanner.expectedFields = expectedFields;
  const records: { line: number; fields: string[]; issue: string }[] = [];
  const drain = (): void => {
    while (scanner.next()) records.push({ line: scanner.line, fields: scanner.fields(), issue: scanner.issue });
  };
  for (let start = 0; start < bytes.length; start += size) {
    scanner.push(bytes.subarray(start, start + size));
    drain();
  }
  scanner.finish();
  drain();
  return records;
}
