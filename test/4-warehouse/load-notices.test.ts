import { describe, expect, it } from 'vitest';
import { describeLoad } from '../../src/4-warehouse/load-notices.ts';
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
