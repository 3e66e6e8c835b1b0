import { describe, expect, it } from 'vitest';
import { hasSweetnessDuty } from '../../../src/8-campaign/letters/sweetness-duty.ts';
import { priceInWords, unitInWords } from '../../../src/8-campaign/letters/wine-words.ts';

const bottle = { format: '75CL', pieces: 1, isGift: false } as const;

/** As it is read: the spaces that do not break are spaces. */
function read(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

describe('a price', () => {
  it('is never without the tax and the unit', () => {
    expect(read(priceInWords(1450, bottle, 'fr'))).toBe('14,50 € TTC la bouteille de 75 cl');
    expect(read(priceInWords(123_450, { ...bottle, pieces: 6 }, 'fr'))).toBe(
      '1 234,50 € TTC le carton de 6 bouteilles de 75 cl',
    );
    expect(read(priceInWords(4500, { ...bottle, format: 'MAGNUM' }, 'fr'))).toBe('45,00 € TTC le magnum (1,5 L)');
    expect(read(priceInWords(2600, { ...bottle, format: 'BIB5L' }, 'fr'))).toBe('26,00 € TTC la fontaine à vin de 5 L');
    expect(read(priceInWords(1450, bottle, 'en'))).toBe('€14.50 incl. VAT per bottle (75 cl)');
  });

  it('says what a box holds', () => {
    expect(read(unitInWords({ format: '75CL', pieces: 2, isGift: true }, 'fr'))).toBe(
      'coffret de 2 bouteilles de 75 cl',
    );
    expect(read(unitInWords({ format: 'MAGNUM', pieces: 3, isGift: false }, 'en'))).toBe('case of 3 magnums (1.5 L)');
  });
});

describe('the sweetness duty', () => {
  const riesling = {
    isAlsace: true,
    label: 'Riesling Grand Cru',
    couleur: 'blanc',
    millesime: 2021,
    famille: null,
    macroCategorie: null,
  };

  it('binds still white Alsace since the vintage 2021', () => {
    expect({
      riesling: hasSweetnessDuty(riesling),
      older: hasSweetnessDuty({ ...riesling, millesime: 2020 }),
      elsewhere: hasSweetnessDuty({ ...riesling, isAlsace: false }),
      red: hasSweetnessDuty({ ...riesling, label: 'Pinot Noir', couleur: 'rouge' }),
      cremant: hasSweetnessDuty({ ...riesling, label: "Crémant d'Alsace", macroCategorie: 'Effervescents' }),
      lateHarvest: hasSweetnessDuty({ ...riesling, label: 'Gewurztraminer VT' }),
      nobleRot: hasSweetnessDuty({ ...riesling, label: 'Pinot Gris', famille: 'Sélection de Grains Nobles' }),
    }).toEqual({
      riesling: true,
      older: false,
      elsewhere: false,
      red: false,
      cremant: false,
      lateHarvest: false,
      nobleRot: false,
    });
  });

  it('is met too often rather than missed when the exports say nothing', () => {
    expect(hasSweetnessDuty({ ...riesling, couleur: null, millesime: null })).toBe(true);
    expect(hasSweetnessDuty({ ...riesling, label: 'Pinot Noir', couleur: null })).toBe(false);
  });
});
