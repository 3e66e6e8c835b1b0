import { describe, expect, it } from 'vitest';
import type { ListedWine } from '../../../src/6-recommend/evaluate/letter.ts';
import { freeLetter, guardedLetter, slottedLetter } from '../../../src/6-recommend/evaluate/letter.ts';
import { estateThen } from '../../../src/6-recommend/evaluate/estate-then.ts';
import { violationsOf } from '../../../src/6-recommend/evaluate/violations.ts';
import { toDayNumber } from '../../../src/values/day.ts';
import { asOf, clientFacts, clientOf, smallEstate } from '../small-estate.ts';

const today = toDayNumber(asOf);
const built = smallEstate({
  cellar: [
    { wine: 'CREMANT', family: 'Crémant' },
    { wine: 'GEWURZ', family: 'Blanc' },
    { wine: 'MUSCAT', family: 'Blanc' },
    { wine: 'RIESLING', family: 'Blanc' },
    { wine: 'SYLVANER', family: 'Sylvaner' },
  ],
  sales: [
    { client: 'C1', produit: 'RIESLING', on: '2026-10-20', bottles: 6 },
    { client: 'C1', produit: 'CREMANT', on: '2026-02-01', bottles: 6 },
    { client: 'C2', produit: 'GEWURZ', on: '2026-03-01', bottles: 6 },
    { client: 'C2', produit: 'MUSCAT', on: '2026-03-01', bottles: 6 },
    { client: 'C2', produit: 'SYLVANER', on: '2025-10-01', bottles: 6 },
  ],
});
const estate = estateThen(built.estate, built.ledger, null);
const origin = { day: today, estate, ledger: built.ledger, clients: [] };
const client = clientOf({ estate, ledger: built.ledger }, clientFacts({ clientCode: 'C1' }));
const [cremant, gewurz, muscat, riesling, sylvaner] = [0, 1, 2, 3, 4];
const firstSold = new Float64Array(5).fill(today - 400);

function listed(wine: number): ListedWine {
  const produit = estate.produits[wine];
  if (!produit) throw new Error(`no wine ${wine}`);
  return { produit, scenario: null };
}

function wines(letter: readonly ListedWine[]): readonly number[] {
  return letter.map(({ produit }) => produit.wine.index);
}

describe('the estate as it stood', () => {
  it('sold what had been bought within the year before, and nothing else', () => {
    expect(estate.winesOnSale.map(({ wineKey }) => wineKey).sort()).toEqual([
      'CREMANT',
      'GEWURZ',
      'MUSCAT',
      'RIESLING',
    ]);
  });
});

describe('a replayed letter', () => {
  it('keeps the guardrails, fills its places, and breaks no rule when asked again', () => {
    const letter = guardedLetter([riesling, sylvaner, gewurz, gewurz, muscat, cremant], client, estate);
    expect(wines(letter)).toEqual([gewurz, muscat, cremant]);
    expect(violationsOf(letter, client, origin, { firstSold })).toEqual([]);
  });

  it('gives known wines and discoveries their own places, one filling for the other', () => {
    const slotted = slottedLetter({ repeat: [riesling, cremant], discovery: [gewurz, muscat] }, client, estate);
    expect(wines(slotted)).toEqual([gewurz, cremant, muscat]);
  });

  it('is caught when it breaks a rule, each by its name', () => {
    expect(wines(freeLetter([riesling, gewurz, muscat], client, estate))).toEqual([riesling, gewurz, muscat]);
    const letter = [listed(riesling), listed(riesling), listed(gewurz), listed(sylvaner)];
    const late = firstSold.slice();
    late[gewurz] = today + 30;
    expect([...violationsOf(letter, client, origin, { firstSold: late })].sort()).toEqual([
      'BOUGHT_LATELY',
      'BOUGHT_LATELY',
      'NOT_ON_SALE',
      'NOT_RELEASED_YET',
      'TOO_MANY_OF_A_FAMILY',
      'TOO_MANY_WINES',
      'WINE_TWICE',
    ]);
  });
});
