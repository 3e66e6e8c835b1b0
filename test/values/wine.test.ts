import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../src/values/decimal.ts';
import { parsePackaging, parsePackagingArticle, quantitiesOf, settlePackaging } from '../../src/values/packaging.ts';
import { parseSucrosite, stillWord } from '../../src/values/sucrosite.ts';
import { parseMillesime, readWineIdentity } from '../../src/values/wine-identity.ts';

describe('a packaging', () => {
  it.each([
    ['CARTON6', 'CARTON6', '6', '6'],
    ['CARTON12', 'CARTON12', '12', '12'],
    ['Carton de 6', 'CARTON6', '6', '6'],
    ['carton 6 bouteilles', 'CARTON6', '6', '6'],
    ['CT6', 'CARTON6', '6', '6'],
    ['C6', 'CARTON6', '6', '6'],
    ['6 x 75cl', 'CARTON6', '6', '6'],
    ['6x75', 'CARTON6', '6', '6'],
    ['12×37,5 cl', 'CARTON12 DEMI', '12', '6'],
    ['6 magnums', 'CARTON6 MAGNUM', '6', '12'],
    ['CARTON6 MAGNUM', 'CARTON6 MAGNUM', '6', '12'],
    ['Coffret 2', 'COFFRET2', '2', '2'],
    ['Caisse bois 6', 'CARTON6', '6', '6'],
    ['Bouteille', 'BOUTEILLE', '1', '1'],
    ['BT', 'BOUTEILLE', '1', '1'],
    ['flûte', 'BOUTEILLE', '1', '1'],
    ['75 cl', 'BOUTEILLE', '1', '1'],
    ['0,75 L', 'BOUTEILLE', '1', '1'],
    ['750ml', 'BOUTEILLE', '1', '1'],
    ['MAGNUM', 'MAGNUM', '1', '2'],
    ['1,5 L', 'MAGNUM', '1', '2'],
    ['DEMI', 'DEMI', '1', '0.5'],
    ['1/2', 'DEMI', '1', '0.5'],
    ['½ bouteille', 'DEMI', '1', '0.5'],
    ['37.5cl', 'DEMI', '1', '0.5'],
    ['50cl', '50CL', '1', '0.667'],
    ['20 cl', 'QUART', '1', '0.25'],
    ['18,75cl', 'QUART', '1', '0.25'],
    ['Litre', 'LITRE', '1', '1.333'],
    ['1L', 'LITRE', '1', '1.333'],
    ['Jéroboam', 'JEROBOAM', '1', '4'],
    ['Mathusalem', 'MATHUSALEM', '1', '8'],
    ['Salmanazar', 'SALMANAZAR', '1', '12'],
    ['Balthazar', 'BALTHAZAR', '1', '16'],
    ['Nabuchodonosor', 'NABUCHODONOSOR', '1', '20'],
    ['BIB 5L', 'BIB5L', '1', '6.667'],
    ['BIB3', 'BIB3L', '1', '4'],
    ['bib 10 litres', 'BIB10L', '1', '13.333'],
    ['vrac', 'VRAC', '0', '1.333'],
  ])('%s is %s: %s bottles, %s equivalents', (text, code, bottles, equivalents) => {
    const packaging = parsePackaging(text);
    expect(packaging).toBeDefined();
    const settled = settlePackaging(packaging, undefined);
    const quantities = quantitiesOf(10_000, settled);
    expect([settled.code, formatDecimal(quantities.bottles), formatDecimal(quantities.equivalents)]).toEqual([
      code,
      bottles,
      equivalents,
    ]);
    expect(settlePackaging(parsePackaging(settled.code), undefined)).toEqual(settled);
  });

  it.each(['', 'CARTON', 'PALETTE', 'CARTON99', 'Riesling', '6', 'DEMI SEC'])('%j is unknown', (text) => {
    expect(parsePackaging(text)).toBeUndefined();
  });

  it('two cartons of twelve are 24 bottles, one magnum is one bottle and two equivalents', () => {
    expect(quantitiesOf(20_000, settlePackaging(parsePackaging('CARTON12'), undefined))).toEqual({
      bottles: 240_000,
      equivalents: 240_000,
    });
    expect(quantitiesOf(10_000, settlePackaging(parsePackaging('MAGNUM'), undefined))).toEqual({
      bottles: 10_000,
      equivalents: 20_000,
    });
  });

  it('an article is a packaging only when it is a packaging code', () => {
    expect(['CARTON6', 'MAGNUM', 'COFFRET 3'].map((article) => parsePackagingArticle(article)?.pieces)).toEqual([
      6, 1, 3,
    ]);
    expect(['CREMANT', 'C6', 'RIES75', '6', '3760010000012', ''].map(parsePackagingArticle)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('a carton of six, of a label that says magnum, is six magnums', () => {
    const label = readWineIdentity('Crémant Magnum').packaging;
    expect(settlePackaging(parsePackaging('CARTON6'), label).equivalentsPerUnit).toBe(120_000);
    expect(settlePackaging(parsePackaging('75CL'), label).format).toBe('75CL');
    expect(settlePackaging(undefined, undefined).code).toBe('BOUTEILLE');
  });
});

describe('a wine label', () => {
  it.each([
    ['Pinot Noir (2022)', 'PINOT NOIR', 2022, undefined],
    ["Crémant d'Alsace Extra-Brut", 'CREMANT D ALSACE EXTRA BRUT', undefined, undefined],
    ['Crémant Brut NM Magnum', 'CREMANT BRUT', undefined, 'MAGNUM'],
    ['Riesling Grand Cru Brand 2020 75cl', 'RIESLING GRAND CRU BRAND', 2020, '75CL'],
    ['Riesling 2019 37,5 cl', 'RIESLING', 2019, 'DEMI'],
    ['Gewurztraminer VT 2018 demi-bouteille', 'GEWURZTRAMINER VT', 2018, 'DEMI'],
    ['Crémant demi-sec', 'CREMANT DEMI SEC', undefined, undefined],
    ['Cuvée 1958 Pinot Gris 2019', 'CUVEE 1958 PINOT GRIS', 2019, undefined],
    ['Muscat millésime 2021', 'MUSCAT', 2021, undefined],
    ['Edelzwicker 1 L', 'EDELZWICKER', undefined, 'LITRE'],
    ['Pinot Blanc carton de 6', 'PINOT BLANC', undefined, undefined],
    ['Sylvaner 1949', 'SYLVANER 1949', undefined, undefined],
    ['Magnum 2019', 'MAGNUM 2019', 2019, 'MAGNUM'],
  ])('%s', (label, wineKey, millesime, format) => {
    const identity = readWineIdentity(label);
    expect([identity.wineKey, identity.millesime, identity.packaging?.format]).toEqual([wineKey, millesime, format]);
  });

  it('the wine of a wine key is itself', () => {
    const word = fc.constantFrom(
      'RIESLING',
      'BRUT',
      'DEMI',
      'SEC',
      '2020',
      '6',
      'X',
      '75',
      'CL',
      'MAGNUM',
      'GRAND',
      'CRU',
      'CARTON',
      'NM',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const { wineKey } = readWineIdentity(`RIESLING ${words.join(' ')} BRAND`);
        expect(wineKey).toMatch(/^RIESLING.* BRAND$/);
      }),
    );
  });

  it('a vintage cell is four figures from 1950 to 2100', () => {
    expect(['2023', ' 2021.0', '1950', '2100'].map(parseMillesime)).toEqual([2023, 2021, 1950, 2100]);
    for (const text of ['', 'NM', 'SA', 'sans année'])
      expect(parseMillesime(text)).toEqual({ problem: 'MILLESIME_EMPTY' });
    for (const text of ['1949', '23', 'vieux']) expect(parseMillesime(text)).toEqual({ problem: 'MILLESIME_INVALID' });
  });
});

describe('a sweetness', () => {
  it('is one of the words of the regulation, or computed from grams', () => {
    expect(
      ['Sec', 'demi-sec', 'Moelleux', 'liquoreux', '3,5 g/L', '46'].map((text) => parseSucrosite(text, false)),
    ).toEqual(['SEC', 'DEMI SEC', 'MOELLEUX', 'DOUX', 'SEC', 'DOUX']);
    expect(['Extra-Brut', '2', '5 g/l', '8', '14', '20', '40', '60'].map((text) => parseSucrosite(text, true))).toEqual(
      ['EXTRA BRUT', 'BRUT NATURE', 'EXTRA BRUT', 'BRUT', 'EXTRA DRY', 'SEC', 'DEMI SEC', 'DOUX'],
    );
    expect([stillWord(80_000), stillWord(80_000, 65_000), stillWord(150_000, 60_000)]).toEqual([
      'DEMI SEC',
      'SEC',
      'DEMI SEC',
    ]);
    expect(parseSucrosite('rond', false)).toEqual({ problem: 'SUCROSITE_UNKNOWN' });
  });
});
