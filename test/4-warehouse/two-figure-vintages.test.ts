import { describe, expect, it } from 'vitest';
import { twoFigureVintages } from '../../src/4-warehouse/products/two-figure-vintages.ts';
import { vente } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

/** What a label means where these are the labels of the estate; four figures behind one are its vintage. */
function meaning(labels: readonly string[], label: string, decided: readonly string[] = []): string | undefined {
  const said = labels.map((text) => {
    const [, wineKey = text, year] = /^(.*) (\d{4})$/.exec(text) ?? [];
    return { wineKey, millesime: year === undefined ? null : Number(year) };
  });
  const read = twoFigureVintages(said, new Set(decided))(label);
  return read && `${read.wineKey} ${read.millesime}`;
}

describe('two figures behind a wine', () => {
  const house = ['RIESLING 21', 'RIESLING 22', 'MUSCAT 21', 'MUSCAT 20', 'SYLVANER 19', 'SYLVANER 99'];

  it('are its vintage where the same is written with four elsewhere', () => {
    expect(meaning(['RIESLING 22', 'RIESLING 2022'], 'RIESLING 22')).toBe('RIESLING 2022');
    expect(meaning(['RIESLING 22', 'RIESLING 2021'], 'RIESLING 22')).toBeUndefined();
  });

  it('are its vintage where the house writes them so: several wines, each with several', () => {
    expect(meaning(house, 'RIESLING 22')).toBe('RIESLING 2022');
    expect(meaning(house, 'SYLVANER 99')).toBe('SYLVANER 1999');
    expect(meaning(house.slice(0, 4), 'RIESLING 22')).toBeUndefined();
  });

  it('are part of its name everywhere else, and where a person said so', () => {
    expect(meaning(['PARCELLE 12', 'PARCELLE 14'], 'PARCELLE 12')).toBeUndefined();
    expect(meaning([...house, 'CUVEE 1887'], 'CUVEE 1887')).toBeUndefined();
    expect(meaning([...house, '1 12'], '1 12')).toBeUndefined();
    expect(meaning([...house, 'PARCELLE 12'], 'PARCELLE 12', ['PARCELLE 12'])).toBeUndefined();
  });

  it('make one product of both ways to write it, whichever export comes first', async () => {
    for (const labels of [
      ['Riesling 22', 'Riesling 2022'],
      ['Riesling 2022', 'Riesling 22'],
    ]) {
      const estate = await newEstate();
      for (const [week, produit_label] of labels.entries()) {
        const line = vente(`FACTURE ${week}`, '2026-10-01', { produit_label });
        await estate.receive('ventes_lignes', [line], { exportedAt: `2026-10-${12 + week}` });
        await estate.load();
      }
      const sold = await estate.query<{ produit: string }>(
        `select produit_key as produit from etl.ventes_lignes where estate_id = :'estate' order by document_id`,
      );
      expect(sold).toEqual([{ produit: 'RIESLING 2022' }, { produit: 'RIESLING 2022' }]);
      expect(await estate.query(`select wine_key from etl.wines where estate_id = :'estate'`)).toEqual([
        { wine_key: 'RIESLING' },
      ]);
    }
  });
});
