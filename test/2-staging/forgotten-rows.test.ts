/** What stays of a row when whoever it names was forgotten. */
import { describe, expect, it } from 'vitest';
import { forgottenOf, pseudonymFor, subjectHash } from '../../src/estate/forgotten.ts';
import { ForgottenRows } from '../../src/2-staging/forgotten-rows.ts';
import { datasetColumns } from '../../src/values/dataset.ts';

const key = 'a key';
const pseudonym = pseudonymFor(key, 'C1');
const forgotten = forgottenOf(key, [{ hashes: [subjectHash(key, { code: 'C1' })], pseudonym }]);

describe('the rows of a forgotten client', () => {
  it('keep all that was sold, the vintage too, and nothing that says to whom', () => {
    const columns = datasetColumns.ventes_lignes;
    const rows = new ForgottenRows(forgotten, 'ventes_lignes', [...columns, null]);
    const row = [...columns.map((column) => (column === 'client_code' ? 'C1' : `its ${column}`)), 'an unknown column'];
    const kept = rows.without(row) ?? [];
    const emptied = columns.filter((_, place) => kept[place] === '');
    expect(emptied).toEqual(['email', 'code_postal', 'ville', 'pays']);
    expect(kept[0]).toBe(pseudonym);
    expect(kept.at(-1)).toBe('');
  });

  it('go on below, where a document writes its client only once', () => {
    const rows = new ForgottenRows(forgotten, 'ventes_lignes', [
      'client_code',
      'document_no',
      'produit_label',
      'ville',
    ]);
    const told = (cells: readonly string[]) => rows.without(cells) ?? cells;
    expect(told(['C1', '7', 'Riesling', 'Colmar'])).toEqual([pseudonym, '7', 'Riesling', '']);
    expect(told(['', '7', 'Muscat', 'Colmar'])).toEqual(['', '7', 'Muscat', '']);
    expect(told(['', '', '', ''])).toEqual(['', '', '', '']);
    expect(told(['', '7', 'Sylvaner', 'Colmar'])).toEqual(['', '7', 'Sylvaner', '']);
    expect(told(['', '8', 'Riesling', 'Colmar'])).toEqual(['', '8', 'Riesling', 'Colmar']);
    // The first row may have been rewritten earlier.
    expect(told([pseudonym, '9', 'Riesling', ''])).toEqual([pseudonym, '9', 'Riesling', '']);
    expect(told(['', '9', 'Muscat', 'Colmar'])).toEqual(['', '9', 'Muscat', '']);
    expect(told(['C2', '9', 'Muscat', 'Colmar'])).toEqual(['C2', '9', 'Muscat', 'Colmar']);
    expect(told(['', '9', 'Muscat', 'Colmar'])).toEqual(['', '9', 'Muscat', 'Colmar']);
  });

  it('are left alone where they are of somebody else', () => {
    const rows = new ForgottenRows(forgotten, 'ventes_lignes', ['client_code', 'ville']);
    expect(rows.without(['C2', 'Colmar'])).toBeUndefined();
  });
});
