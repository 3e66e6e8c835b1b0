import { describe, expect, it } from 'vitest';
import { describeLoad } from '../../src/4-warehouse/load-notices.ts';
import { shrunkStock } from '../../src/4-warehouse/stock/shrunk-stock.ts';
import type { AbsentDocuments } from '../../src/4-warehouse/sales/vanished.ts';

const file = {
  source: 'isavigne',
  dataset: 'ventes_lignes' as const,
  fileHash: 'a1b2',
  originalName: 'ventes.csv',
  exportedAt: new Date('2026-10-05T06:00:00Z'),
  receivedAt: new Date('2026-10-05T06:00:00Z'),
  curatedPath: 'curated/x.csv',
  rejectsPath: null,
  rowsKept: 10,
  mtHtKept: '100',
  firstDay: null,
  lastDay: null,
  configHash: 'c',
  repeatsHash: null,
  loadedAt: null,
  isLoaded: false,
  isCuratedAnew: false,
};
const counts = { rowsLoaded: 10, rowsChanged: 0, rowsSuperseded: 0, documentsNew: 0, documentsChanged: 0 };

function said(removed: readonly AbsentDocuments[], reported: readonly AbsentDocuments[] = []): string[] {
  const sales = [
    {
      ...counts,
      file,
      documentsUnchanged: 9,
      documentsVanished: removed.length,
      vanished: { removed, reported, refused: 0 },
    },
  ];
  const sentences = describeLoad({
    sales,
    rewoundSources: [],
    collisions: [],
    codesApartByZeros: [],
    aliasesToConfirm: [],
    shrunkStock: [],
    unfoundContacts: 0,
    hasNewFiles: true,
  });
  return sentences.map(({ fr }) => fr).filter((fr) => fr.startsWith('ventes.csv'));
}

describe('documents that an export no longer holds', () => {
  it('are spoken of in the right number', () => {
    expect(said([{ documentType: 'FACTURE', held: 9, absent: 1 }])).toEqual([
      'ventes.csv ne contient plus 1 FACTURE : ce document a été retiré des ventes. S’il revient dans un export, il sera repris.',
    ]);
    expect(
      said([
        { documentType: 'FACTURE', held: 9, absent: 1 },
        { documentType: 'AVOIR', held: 9, absent: 1 },
      ]),
    ).toEqual([expect.stringContaining('1 FACTURE, 1 AVOIR : ces documents ont été retirés')]);
    expect(said([], [{ documentType: 'AVOIR', held: 0, absent: 1 }])).toEqual([
      expect.stringContaining('1 AVOIR de la même période : il est conservé'),
    ]);
  });
});

const stock = (originalName: string, rowsKept: number, more: object = {}) => ({
  ...file,
  dataset: 'stock' as const,
  originalName,
  rowsKept,
  isLoaded: true,
  ...more,
});

describe('a stock export that names far fewer wines than the one before', () => {
  it('is told of once, when it comes, with what it means', () => {
    const told = (...exports: readonly ReturnType<typeof stock>[]) => shrunkStock([file, ...exports]);
    const full = stock('stock_1.csv', 40);
    const cut = stock('stock_2.csv', 15, { isLoaded: false });
    expect(told(full, cut)).toEqual([{ originalName: 'stock_2.csv', rows: 15, rowsBefore: 40 }]);
    expect(told(full, { ...cut, isLoaded: true })).toEqual([]);
    expect(told(full, { ...cut, rowsKept: 20 })).toEqual([]);
    expect(told(full, { ...cut, source: 'caveau' })).toEqual([]);
    expect(told(stock('stock_1.csv', 12), { ...cut, rowsKept: 3 })).toEqual([]);
    const facts = { sales: [], rewoundSources: [], collisions: [], codesApartByZeros: [], aliasesToConfirm: [] };
    expect(describeLoad({ ...facts, unfoundContacts: 0, hasNewFiles: true, shrunkStock: told(full, cut) })).toEqual([
      expect.objectContaining({
        fr: 'stock_2.csv : 15 lignes de stock, contre 40 lignes dans l’export précédent. Les vins qui n’y sont plus comptent comme épuisés et ne sont plus proposés ; si l’export est incomplet, refaites-le.',
      }),
    ]);
  });
});
