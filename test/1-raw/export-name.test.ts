import { describe, expect, it } from 'vitest';
import { archiveName, exportedAtInName, judgeName, portableName } from '../../src/1-raw/export-name.ts';

describe('the instant in the name of an export', () => {
  it.each([
    ['ventes_20251229_060000.csv', '2025-12-29T06:00:00Z'],
    ['ventes_20251229-0600.csv', '2025-12-29T06:00:00Z'],
    ['VENTES20251229060001.CSV', '2025-12-29T06:00:01Z'],
    ['clients 2025-12-29.xlsx', '2025-12-29T00:00:00Z'],
    ['export_2025-12-29T06-10-05.csv.gz', '2025-12-29T06:10:05Z'],
    ['Export du 29-12-2025 à 06h10.xls', '2025-12-29T06:10:00Z'],
    ['stock 03.04.2025.csv', '2025-04-03T00:00:00Z'],
    ['stock29122025.csv', '2025-12-29T00:00:00Z'],
  ])('of %s is %s', (name, expected) => {
    expect(exportedAtInName(name)).toEqual(new Date(expected));
  });

  it.each([
    ['no day at all', 'ventes.csv'],
    ['a day that is in no calendar', 'ventes_20250231.csv'],
    ['a period', 'ventes 2025-01-01 au 2025-12-31.csv'],
    ['a client number that looks like a long one', 'CL202512290600001234.csv'],
    ['a day of another century', 'export_19991231.csv'],
  ])('is not guessed from %s', (_, name) => {
    expect(exportedAtInName(name)).toBeUndefined();
  });

  it('is the one with a time when the name also tells a day', () => {
    expect(exportedAtInName('ventes 2025-12-31 (20260105_060000).csv')).toEqual(new Date('2026-01-05T06:00:00Z'));
  });
});

describe('the name of a dropped file', () => {
  it.each([
    ['take', ['ventes.CSV', 'a.tsv', 'b.txt', 'c.xlsx', 'd.xls', 'e.ods', 'f.csv.gz', 'g.XLSX.GZ', 'sans.titre.csv']],
    ['arriving', ['ventes.csv.part', 'ventes.crdownload', 'x.tmp', 'ventes.csv.tmp-123']],
    ['ignore', ['~$ventes.xlsx', '.~lock.ventes.ods#', '.DS_Store', 'Thumbs.db', 'desktop.ini']],
    ['unsupported', ['facture.pdf', 'export.zip', 'ventes.xlsb', 'csv', 'notes.docx']],
  ] as const)('decides to %s it', (verdict, names) => {
    expect(names.map((name) => [name, judgeName(name)])).toEqual(names.map((name) => [name, verdict]));
  });

  it('becomes one that Windows, macOS and Linux all accept, its extension kept', () => {
    expect(portableName('Ventes: "été" 12/2025?.csv')).toBe('Ventes_ _été_ 12_2025_.csv');
    expect(portableName('e\u0301te\u0301.csv')).toBe('été.csv');
    const long = portableName(`${'🍷'.repeat(200)}.csv.gz`);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(180);
    expect(long).toMatch(/^(🍷)+\.csv\.gz$/u);
  });

  it('follows its stamp and its hash in the archive', () => {
    expect(archiveName('ventes.csv', new Date('2025-12-29T06:00:00Z'), 'abcdef0123456789')).toBe(
      '20251229_060000_abcdef01_ventes.csv',
    );
  });
});
