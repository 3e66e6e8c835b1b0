import { expect, it } from 'vitest';
import { mapHeaders } from '../../src/2-staging/headers.ts';
import { proposeMapping } from '../../src/2-staging/proposal.ts';
import { warningsOf } from '../../src/2-staging/warnings.ts';
import { builtInProfile } from '../../src/estate/settings.ts';

function warningsOfSales(headers: readonly string[], row: readonly string[]): string[] {
  const rows = Array.from({ length: 20 }, () => row);
  const facts = {
    name: 'ventes.csv',
    dataset: 'ventes_lignes' as const,
    strayBytes: 0,
    dayOrders: {},
    issues: new Map(),
  };
  return warningsOf({
    ...facts,
    mapping: mapHeaders(headers, 'ventes_lignes', builtInProfile),
    proposed: proposeMapping(headers, rows, 'ventes_lignes', builtInProfile),
    padded: 0,
    inherited: 0,
    rows: rows.length,
  }).map(({ code, sentence }) => `${code} ${sentence.fr}`);
}

it('asks about a column whose name and cells are surely one of ours, and is silent about the others', () => {
  const known = ['Code client', 'Date', 'Désignation', 'Qté', 'Montant HT', 'Type', 'N° pièce'];
  const row = ['CL001', '27/12/2025', 'Riesling', '1', '8,50', 'VENTE', 'V1'];
  const asked = warningsOfSales([...known, 'Email du client', 'Vendeur'], [...row, 'a@exemple.fr', 'Paul']);
  expect(asked.filter((warning) => warning.startsWith('COLUMN_UNREAD'))).toEqual([
    expect.stringContaining('« Email du client » a l’air d’être email'),
  ]);
  expect(warningsOfSales(known, row)).toEqual([]);
});
