import { describe, expect, it } from 'vitest';
import { rebuy } from '../../../src/6-recommend/scenarios/rebuy.ts';
import { addDays } from '../../../src/values/day.ts';
import { asOf, clientOf, type Sale, smallEstate } from '../small-estate.ts';

function outcomeFor(sales: readonly Sale[], changes = {}) {
  const built = smallEstate({
    cellar: [
      { wine: 'Riesling', millesime: 2019, free: 0 },
      { wine: 'Riesling', millesime: 2021 },
      { wine: 'Muscat', millesime: 2024 },
      { wine: 'Gone', free: 0 },
    ],
    successions: [['Riesling 2019', 'Riesling 2021']],
    sales,
  });
  return rebuy.evaluate(clientOf(built, { clientCode: 'ANNA', ...changes }), built.estate, []);
}

const bought = (produit: string, daysAgo: number, bottles = 6): Sale => ({
  client: 'ANNA',
  on: addDays(asOf, -daysAgo),
  produit,
  bottles,
});
const keys = (outcome: ReturnType<typeof outcomeFor>): unknown =>
  'candidates' in outcome ? outcome.candidates.map(({ produit }) => produit.produitKey) : outcome.refusedBecause;

describe('rebuy', () => {
  it('proposes the 2021 to who took the 2019', () => {
    expect(keys(outcomeFor([bought('Riesling 2019', 400)]))).toEqual(['Riesling 2021']);
  });

  it.each([
    ['149 days after the last bottle', 149, {}, 'NOT_DUE'],
    ['150 days after the last bottle', 150, {}, ['Muscat 2024']],
    ['2000 days after the last bottle', 2000, {}, ['Muscat 2024']],
    ['2001 days after the last bottle', 2001, {}, 'NOT_DUE'],
    ['90 days after, to who comes every 90 days', 90, { ownGapDays: 90 }, ['Muscat 2024']],
    ['60 days after, to who comes every 20 days', 60, { ownGapDays: 20 }, ['Muscat 2024']],
    ['59 days after, to who comes every 20 days', 59, { ownGapDays: 20 }, 'NOT_DUE'],
    ['200 days after, to who comes once a year', 200, { ownGapDays: 365 }, ['Muscat 2024']],
  ])('%s', (_, daysAgo, changes, expected) => {
    expect(keys(outcomeFor([bought('Muscat 2024', daysAgo)], changes))).toEqual(expected);
  });

  it('looks at the wine, not the vintage: a 2021 of last month holds the 2019 back', () => {
    expect(keys(outcomeFor([bought('Riesling 2019', 400), bought('Riesling 2021', 30)]))).toBe('NOT_DUE');
  });

  it('knows what came back', () => {
    expect(keys(outcomeFor([bought('Muscat 2024', 300), bought('Muscat 2024', 290, -6)]))).toBe('RETURNED');
    expect(keys(outcomeFor([]))).toBe('NO_PURCHASE');
  });

  it('says so when nothing follows a wine that is gone', () => {
    expect(keys(outcomeFor([bought('Gone', 300)]))).toBe('NOTHING_ON_SALE');
  });
});
