import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GenerateDemoOptions, generateDemo } from '../../src/demo/generate.ts';
import type { DemoTruth } from '../../src/demo/truth.ts';
import { finalSales, type ReadLine, rowsOf, salesOf, textOf } from './reading.ts';

const until = '2026-11-09';
const folders: string[] = [];

interface Estate {
  readonly out: string;
  readonly truth: DemoTruth;
}

async function estateOf(options: Omit<GenerateDemoOptions, 'out' | 'until'>): Promise<Estate> {
  const out = await mkdtemp(join(tmpdir(), 'cuvee-demo-test-'));
  folders.push(out);
  return { out, truth: await generateDemo({ until, ...options, out }) };
}

let dirty: Estate;
let clean: Estate;
beforeAll(async () => {
  dirty = await estateOf({ clients: 400, years: 2, seed: 1 });
  clean = await estateOf({ clients: 150, years: 3, seed: 5, flaws: false });
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe('the demo estate', () => {
  test('is the same to the last byte when asked for twice, and another one under another seed', async () => {
    const options = { clients: 80, years: 1 };
    const [first, second, other] = [
      await estateOf({ ...options, seed: 3 }),
      await estateOf({ ...options, seed: 3 }),
      await estateOf({ ...options, seed: 4 }),
    ];

    expect(await fingerprint(second)).toEqual(await fingerprint(first));
    expect(await fingerprint(other)).not.toEqual(await fingerprint(first));
  });

  test('without flaws is worth what its truth says, counted again by another reader', async () => {
    const sales = await finalSales(clean.out, clean.truth);
    const { totals } = clean.truth;

    expect(recount(sales)).toEqual({
      saleLines: totals.saleLines,
      returnLines: totals.returnLines,
      freeLines: totals.freeLines,
      feeLines: totals.feeLines,
      ignoredLines: totals.ignoredLines,
      rejectedLines: 0,
      saleDocuments: totals.saleDocuments,
      returnDocuments: totals.returnDocuments,
      ignoredDocuments: totals.ignoredDocuments,
      netWineHtCents: totals.netWineHtCents,
      netAllHtCents: totals.netAllHtCents,
      netAllTtcCents: totals.netAllTtcCents,
    });
    expect(bottlesOf(sales)).toBe(totals.bottles);
    expect(byMonth(sales)).toEqual(
      Object.fromEntries(
        Object.entries(clean.truth.months).map(([month, { netAllHtCents }]) => [month, netAllHtCents]),
      ),
    );
  });

  test('with every flaw is still worth what its truth says', async () => {
    const { bottles, equivalentThousandths, freeBottles, netWineTtcCents, ...comparable } = dirty.truth.totals;

    expect(recount(await finalSales(dirty.out, dirty.truth))).toEqual(comparable);
    expect(bottles * 1000).toBeLessThan(equivalentThousandths);
    expect(freeBottles).toBeGreaterThan(0);
    expect(netWineTtcCents).toBeLessThan(comparable.netAllTtcCents);
  });

  test('holds in each export the lines and the rejects that the truth counts', async () => {
    for (const file of dirty.truth.files.filter(({ dataset }) => dataset === 'ventes_lignes')) {
      const lines = await salesOf(dirty.out, file);
      const rejects = {
        date_impossible: lines.filter(({ day }) => day === null).length,
        amount_not_a_number: lines.filter(({ htCents }) => htCents === null).length,
      };
      expect({ path: file.path, lines: lines.length, ...rejects }).toEqual({
        path: file.path,
        lines: file.dataLines,
        date_impossible: file.rejects.date_impossible ?? 0,
        amount_not_a_number: file.rejects.amount_not_a_number ?? 0,
      });
    }
  });

  test('writes the three sales of the guide as the guide has them', async () => {
    const history = await textOf(dirty.out, fileOf(dirty, 'ventes_lignes', 0));

    expect(history).toContain(
      'CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;8,50;10,20;2,00;VENTE;V0001;1;CREMANT;;;67000;Strasbourg\r\n' +
        'CL002;27/12/2025;Gewurztraminer Vendanges Tardives;2;15,00;30,00;36,00;8,00;VENTE;V0002;1;GEWURZ;;;75000;Paris\r\n' +
        'CL003;27/12/2025;Riesling Alsace;1;10,00;10,00;12,00;3,00;VENTE;V0003;1;RIESLING;;;13000;Marseille\r\n',
    );
    const products = await textOf(dirty.out, fileOf(dirty, 'produits', 0));
    expect(products).toContain(
      'Crémant Alsace Extra Brut;CREMANT;;2023;Alsace;Effervescents;Apéritif;10,20;10-15;Standard;',
    );
    expect(products).toMatch(/^Gewurztraminer Vendanges Tardives;GEWURZ;BOUTEILLE;2022;/m);
    expect(products).toMatch(/^Gewurztraminer Vendanges Tardives;GEWURZ2;BOUTEILLE;2021;/m);
  });
});

describe('the flaws of the demo estate', () => {
  test('all occur, each at least once', () => {
    const absent = Object.entries(dirty.truth.flaws).filter(([, count]) => count === 0);

    expect(absent).toEqual([]);
  });

  test.each([
    ['ventes_lignes', 0, 'dates with two digits, and impossible ones', [/;\d\d\/\d\d\/\d\d;/, /;31\/02\/20\d\d;/]],
    [
      'ventes_lignes',
      0,
      'dates with dashes, dots and a time',
      [/;\d\d-\d\d-20/, /;\d\d\.\d\d\.20/, /;20\d\d-\d\d-\d\d;/, / 00:00:00;/],
    ],
    [
      'ventes_lignes',
      0,
      'thousands after a space, a no-break space and a dot',
      [/;\d \d{3},\d\d;/, /;\d\u00a0\d{3},/, /;\d\.\d{3},/],
    ],
    ['ventes_lignes', 0, 'euro signs and odd negatives', [/\d,\d\d €;/, /;\(\d+,\d\d\);/, /;\d+,\d\d-;/]],
    [
      'ventes_lignes',
      0,
      'amounts that are no number, or missing',
      [/;nan;nan;nan;nan;/, /;;\d+,\d\d;\d+,\d\d;/, /,\d\d;;\d/],
    ],
    ['ventes_lignes', 0, 'client codes in variants, and missing', [/^cl-\d{3};/m, /^ CL\d{3} ;/m, /^;\d/m]],
    ['ventes_lignes', 0, 'two codes for one', [/^CL-045;/m, /^CL045;/m]],
    ['ventes_lignes', 0, 'guards, damage and bar codes in scientific notation', [/="\d{5}"/, /Ã©/, /;3,76012E\+12;/]],
    [
      'ventes_lignes',
      0,
      'quoted delimiters, quotes and line breaks',
      [/"Port et emballage; /, /""Découverte""/, /"Frais de port\n/],
    ],
    ['ventes_lignes', 0, 'all kinds of documents', [/;DEVIS;/, /;BL;/, /;ACOMPTE;/, /;AVOIR;/, /;VENTE;/, /;FACTURE;/]],
    [
      'ventes_lignes',
      0,
      'abbreviated, capital and dashed labels',
      [/ V\.?T/, /;RIESLING ALSACE;/, /Vieilles-Vignes/, / \(20\d\d\);/],
    ],
    ['ventes_lignes', 0, 'packagings in the article or in the label', [/;CARTON6;;/, / 6x75cl;/, / carton de 12;/]],
    [
      'ventes_lignes',
      1,
      'other headers, a title, a total and narrow spaces',
      [/^Domaine/, /Qté;Prix/, /\nTOTAL GENERAL;/, /\d\u202f\d{3},/],
    ],
    [
      'clients',
      0,
      'people written the way people write',
      [/;"[^";]+@[^"]+;[^"]+@/, /;pas de mail;/, /;néant;/, /;M\. et Mme [A-Z]+/],
    ],
    [
      'clients',
      0,
      'zeros lost, or guarded',
      [/;[1-9]\d{3};(Nice|Bourg|Moulins|Laon|Gap|Privas)/, /;[36]\d{8};/, /;="0\d{9}";/],
    ],
    [
      'clients',
      0,
      'addresses of two lines, houses with a name, the till',
      [/\nBâtiment B"/, /""Le Clos""; /, /;CLIENT COMPTOIR;/, /^---;/m],
    ],
    ['clients', 1, 'the letters O and N, in UTF-16', [/;O;/, /;N;/]],
    ['clients', 2, 'a cross for yes', [/;X;/]],
    ['produits', 2, 'commas between, and commas inside', [/,"10,20",10-15,/]],
    ['stock', 1, 'a web page that is called XLS', [/^<html>.*<table/, /<td>OEIL\d/, /<td>TOTAL<\/td>/]],
    [
      'stock',
      2,
      'another header and Œ in ISO-8859-15, inside a gzip',
      [/^Désignation;Code article;/, /Œil de Perdrix/],
    ],
    ['contacts', 0, 'tab text that is called XLS', [/^client_code\t/]],
    ['contacts', 1, 'tabs between', [/\tsalon\t|\temail\t|\tcourrier\t/]],
  ] as const)('of %s, export %i, show %s', async (dataset, ordinal, _, patterns) => {
    const text = await textOf(dirty.out, fileOf(dirty, dataset, ordinal));

    expect(patterns.filter((pattern) => !pattern.test(text))).toEqual([]);
  });

  test('put a merged title, typed days and numbers in the workbook of the stock', async () => {
    const file = fileOf(dirty, 'stock', 0);
    const workbook = await readXlsx(await readFile(join(dirty.out, file.path)));
    const rows = workbook.sheets[0]?.rows ?? [];

    expect(rows.length).toBe(file.titleLines + 1 + file.dataLines + file.totalLines);
    expect(workbook.sheets[0]?.merges).toHaveLength(1);
    expect(typeof rows[2]?.[3]).toBe('number');
  });

  test('let the client file bring back who had unsubscribed, while the truth keeps them out', async () => {
    const left = new Set(
      (await rowsOf(dirty.out, fileOf(dirty, 'contacts', 0)))
        .filter(({ status }) => status === 'unsubscribed')
        .map(({ email }) => email),
    );
    const optedIn = (await rowsOf(dirty.out, fileOf(dirty, 'clients', 1))).filter((row) => row['Opt out'] === 'N');
    const broughtBack = optedIn.filter((row) => left.has(row['Adresse mail']?.trim().toLowerCase()));
    const truthOf = new Map(dirty.truth.clients.map((client) => [client.sourceCode, client.isOptedOut]));

    expect(broughtBack.length).toBeGreaterThan(3);
    expect(broughtBack.every((row) => truthOf.get(row['N° client'] ?? '') === true)).toBe(true);
  });

  test('never give one normalised label to two wines', () => {
    const winesOf = new Map<string, Set<string>>();
    for (const [label, wine] of Object.entries(dirty.truth.labels)) {
      const key = label
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[^A-Za-z0-9]+/g, ' ')
        .trim()
        .toUpperCase();
      winesOf.set(key, (winesOf.get(key) ?? new Set()).add(wine));
    }

    expect([...winesOf].filter(([, wines]) => wines.size > 1)).toEqual([]);
  });
});

describe('the weekly exports', () => {
  test('overlap, and show what was corrected, deleted and brought back since', async () => {
    const { out, truth } = clean;
    const days = ['2026-10-26', '2026-11-02', '2026-11-09'];
    const exports = new Map<string, Map<string, ReadLine[]>>();
    for (const [ordinal, day] of days.entries())
      exports.set(day, documentsOf(await salesOf(out, fileOf(clean, 'ventes_lignes', ordinal))));
    const before = (day: string) => exports.get(days[days.indexOf(day) - 1] ?? '');

    for (const { type, number, missingFrom } of truth.deletedDocuments) {
      expect(before(missingFrom)?.has(`${type} ${number}`)).toBe(true);
      expect(exports.get(missingFrom)?.has(`${type} ${number}`)).toBe(false);
    }
    for (const edit of truth.editedDocuments) {
      const lineIn = (documents: Map<string, ReadLine[]> | undefined) =>
        documents?.get(`${edit.type} ${edit.number}`)?.[0];
      const valueOf = (line: ReadLine | undefined) => (edit.change === 'date' ? line?.day : String(line?.quantity));
      expect([valueOf(lineIn(before(edit.correctedIn))), valueOf(lineIn(exports.get(edit.correctedIn)))]).toEqual([
        edit.before,
        edit.after,
      ]);
    }
    for (const { number, ofDay } of truth.lateReturns) {
      expect(exports.get(until)?.get(`AVOIR ${number}`)?.[0]?.quantity).toBeLessThan(0);
      expect(ofDay < '2026-09-01').toBe(true);
    }
    expect([truth.deletedDocuments.length, truth.editedDocuments.length, truth.lateReturns.length]).toEqual([2, 6, 2]);
  });
});

describe('buying at the demo estate', () => {
  test('has yearly clients who come before Christmas, and summer clients who do not', async () => {
    const sales = (await finalSales(clean.out, clean.truth)).filter(
      ({ type }) => type === 'VENTE' || type === 'FACTURE',
    );
    const shareIn = (archetype: string, months: readonly string[]) => {
      const codes = new Set(
        clean.truth.clients.filter((client) => client.archetype === archetype).map(({ sourceCode }) => sourceCode),
      );
      const own = sales.filter(({ cells }) => codes.has(cells.client_code ?? ''));
      return own.filter(({ day }) => months.includes(day?.slice(5, 7) ?? '')).length / own.length;
    };

    expect(shareIn('yearly', ['10', '11', '12'])).toBeGreaterThan(0.9);
    expect(shareIn('seasonal', ['05', '06', '07', '08', '09'])).toBeGreaterThan(0.9);
    expect(shareIn('gift', ['11', '12'])).toBeGreaterThan(0.9);
  });

  test('lets vintages follow one another: the old one sells out while the new one is bought', async () => {
    const sales = await finalSales(clean.out, clean.truth);
    const articles = sales
      .filter(({ cells }) => cells.produit_label === 'Riesling Alsace')
      .map(({ cells, day }) => ({ article: cells.article, day }));
    const lastOf = (article: string) =>
      articles
        .filter((line) => line.article === article)
        .map(({ day }) => day)
        .toSorted((one, other) => (one ?? '').localeCompare(other ?? ''))
        .at(-1) ?? '';

    expect(lastOf('RIESLING23') < lastOf('RIESLING')).toBe(true);
    expect(lastOf('RIESLING') < lastOf('RIESLING25')).toBe(true);
  });
});

test('a single file for measuring has exactly the lines asked for, and no more than one reject in a hundred', async () => {
  const { out, truth } = await estateOf({ clients: 1, years: 2, seed: 1, singleFile: true, lines: 4000 });
  const file = truth.files[0];
  if (file === undefined) throw new Error('the sales come first');
  const lines = await salesOf(out, file);

  expect(truth.files.map(({ dataset }) => dataset)).toEqual(['ventes_lignes', 'clients', 'produits']);
  expect([lines.length, file.dataLines]).toEqual([4000, 4000]);
  expect(truth.totals.rejectedLines).toBeLessThan(40);
  expect(recount(lines).netAllHtCents).toBe(truth.totals.netAllHtCents);
});

function fileOf({ truth }: Estate, dataset: string, ordinal: number) {
  const file = truth.files.filter((one) => one.dataset === dataset)[ordinal];
  if (file === undefined) throw new Error(`no export ${ordinal} of ${dataset}`);
  return file;
}

async function fingerprint({ out, truth }: Estate): Promise<readonly string[]> {
  const paths = [...truth.files.map(({ path }) => path), 'truth.json'];
  return Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(join(out, path)))
        .digest('hex'),
    ),
  );
}

function documentsOf(lines: readonly ReadLine[]): Map<string, ReadLine[]> {
  const documents = new Map<string, ReadLine[]>();
  for (const line of lines) documents.set(line.documentId, [...(documents.get(line.documentId) ?? []), line]);
  return documents;
}

const feeWords = /^(port|frais|emballage|verre|consigne|d[ée]gustation)/i;
const freeWords = /^(offert|[ée]chantillon|casse)/i;

function isCounted({ type }: ReadLine): boolean {
  return ['VENTE', 'FACTURE', 'AVOIR'].includes(type);
}

function isWine({ cells }: ReadLine): boolean {
  return !feeWords.test(cells.produit_label ?? '') && !freeWords.test(cells.produit_label ?? '');
}

function recount(lines: readonly ReadLine[]) {
  const loaded = lines.filter(({ day, htCents }) => day !== null && htCents !== null);
  const counted = loaded.filter(isCounted);
  const wines = counted.filter(isWine);
  return {
    saleLines: wines.filter(({ type }) => type !== 'AVOIR').length,
    returnLines: wines.filter(({ type }) => type === 'AVOIR').length,
    freeLines: counted.filter(({ cells }) => freeWords.test(cells.produit_label ?? '')).length,
    feeLines: counted.filter(({ cells }) => feeWords.test(cells.produit_label ?? '')).length,
    ignoredLines: loaded.length - counted.length,
    rejectedLines: lines.length - loaded.length,
    saleDocuments: documentCount(counted.filter(({ type }) => type !== 'AVOIR')),
    returnDocuments: documentCount(counted.filter(({ type }) => type === 'AVOIR')),
    ignoredDocuments: documentCount(loaded.filter((line) => !isCounted(line))),
    netWineHtCents: sumOf(wines, 'htCents'),
    netAllHtCents: sumOf(counted, 'htCents'),
    netAllTtcCents: sumOf(counted, 'ttcCents'),
  };
}

function documentCount(lines: readonly ReadLine[]): number {
  return new Set(lines.map(({ documentId }) => documentId)).size;
}

function sumOf(lines: readonly ReadLine[], side: 'htCents' | 'ttcCents'): number {
  return lines.reduce((total, line) => total + (line[side] ?? 0), 0);
}

const bottlesIn: Readonly<Record<string, number>> = { CARTON6: 6, CARTON12: 12, COFFRET2: 2, COFFRET3: 3 };

function bottlesOf(lines: readonly ReadLine[]): number {
  return lines
    .filter((line) => isCounted(line) && isWine(line))
    .reduce((total, { quantity, cells }) => total + quantity * (bottlesIn[cells.packaging ?? ''] ?? 1), 0);
}

function byMonth(lines: readonly ReadLine[]): Record<string, number> {
  const months: Record<string, number> = {};
  for (const line of lines.filter(isCounted)) {
    const month = line.day?.slice(0, 7) ?? '';
    months[month] = (months[month] ?? 0) + (line.htCents ?? 0);
  }
  return months;
}

describe('the demo estate, whatever the season it is made in,', () => {
  test.for(['2026-03-30', '2026-06-29', '2026-11-23', '2027-01-04'])(
    'was last written to longer ago than the silence (%s), so that there is something to propose',
    async (until) => {
      const out = await mkdtemp(join(tmpdir(), 'cuvee-demo-'));
      try {
        await generateDemo({ out, clients: 40, years: 3, seed: 1, until, weeks: 1, flaws: false });
        const [file = ''] = await readdir(join(out, 'contacts'));
        const lines = (await readFile(join(out, 'contacts', file), 'latin1')).split('\n');
        const letters = lines
          .slice(1)
          .filter((line) => line.includes(';email;'))
          .map((line) => line.split(';')[2] ?? '');
        const days = letters.map((day) => day.split('/').reverse().join('-')).sort();
        expect(days.length).toBeGreaterThan(20);
        expect(Date.parse(until) - Date.parse(days.at(-1) ?? '')).toBeGreaterThan(135 * 86_400_000);
      } finally {
        await rm(out, { recursive: true, force: true });
      }
    },
  );
});
