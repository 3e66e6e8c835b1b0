import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../prove/year/counts.ts';
import { faultsOf, type LetterFacts } from '../../prove/year/judge.ts';
import { holds, yearProof } from '../../prove/year.ts';
import { sampleLetter } from '../../src/8-campaign/letters/sample-letter.ts';
import { testDatabase } from '../support/database.ts';

it('three Mondays of letters, refusals and lost replies break no rule', async () => {
  const database = await testDatabase();
  try {
    const year = { clients: 40, weeks: 3, seed: 3, flaws: false, years: 2, firstMonday: '2026-08-03' };
    const proof = await yearProof({ ...year, databaseUrl: database.url });
    expect(proof.examples).toEqual([]);
    expect(holds(proof)).toBe(true);
    expect(proof.letters).toBeGreaterThan(10);
  } finally {
    await database.close();
  }
}, 120_000);

describe('the witness of the year', () => {
  const { links: _, ...sample } = sampleLetter('rebuy', 'fr');
  const item = { rank: 1, scenario: 'rebuy', produitKey: 'PINOT NOIR 2023', wineKey: 'PINOT NOIR', contentHash: 'h' };
  const wine = { ...item, produitKey: 'SYLVANER 2024' };
  const text = [
    ...sample.wines.map(({ name }) => name),
    ...sample.estate.addressLines,
    "L'abus d'alcool est dangereux pour la santé.",
    'https://lettres.test/u/abc',
  ].join('\n');
  const sound: LetterFacts = {
    estate: 'petite-cuvee',
    clientCode: 'C0001',
    email: 'anne@client.test',
    householdKey: 'C0003',
    day: '2026-11-17',
    campaignId: 'one',
    kind: 'rebuy',
    isTrade: false,
    isTill: false,
    isUnder18: false,
    isRefused: false,
    hasLegalBasis: true,
    earlierDays: ['2025-12-02', '2026-03-17', '2026-07-05'],
    boughtLately: ['MUSCAT 2024'],
    writtenByCampaign: new Set(['C0002', 'leo@client.test']),
    author: 'Élise',
    decision: 'approved',
    decidedBy: 'Marc',
    isDecisionInForce: true,
    unapprovedItems: 0,
    isSameAsApproved: true,
    letter: { ...sample, pages: { privacy: '', shop: null }, items: [item, wine] },
    received: { subject: 'Vos vins', html: text, text, lintBlocks: [] },
  };

  it('has nothing to say of a sound letter on the first day after the silence', () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  it.each<[string, Partial<LetterFacts>, FaultName]>([
    ['after 134 days', { earlierDays: ['2026-07-06'] }, 'written within 135 days of an earlier marketing letter'],
    [
      'that is the fifth of a year',
      { earlierDays: ['2025-11-18', '2026-01-02', '2026-02-03', '2026-07-05'] },
      'more than 4 marketing letters in 365 days',
    ],
    ['about a wine bought last month', { boughtLately: ['SYLVANER 2024'] }, 'product bought less than 60 days before'],
    ['with a wine twice', { letter: { ...sound.letter, items: [item, item] } }, 'product twice in a letter'],
    ['to somebody who left', { isRefused: true }, 'written to after a refusal'],
    ['to somebody who never bought', { hasLegalBasis: false }, 'no legal basis'],
    ['to a wine merchant', { isTrade: true }, 'trade client'],
    ['to the till', { isTill: true }, 'till client'],
    ['to a minor', { isUnder18: true }, 'under 18'],
    ['to a household held out', { householdKey: 'C0001' }, 'household held out'],
    ['to a household written to already', { householdKey: 'C0002' }, 'household twice in a campaign'],
    ['to an address written to already', { email: 'leo@client.test' }, 'household twice in a campaign'],
    ['that nobody approved', { decision: 'none', decidedBy: null }, 'not approved when it left'],
    ['whose approval has ended', { isDecisionInForce: false }, 'not approved when it left'],
    ['with a wine nobody approved', { unapprovedItems: 1 }, 'not approved when it left'],
    ['approved by the house itself', { decidedBy: 'cuvee' }, 'not approved when it left'],
    ['approved by who made it', { decidedBy: 'Élise' }, 'approved by its author'],
    ['changed meanwhile', { isSameAsApproved: false }, 'changed since the approval'],
    [
      'about other wines',
      { received: { ...sound.received, text: text.slice(sample.wines[0]?.name.length) } },
      'says something else than its outbox row',
    ],
    [
      'the linter blocks',
      { received: { ...sound.received, lintBlocks: ['PRICE_WITHOUT_TAX'] } },
      'blocked by the linter',
    ],
    [
      'without the health sentence',
      { received: { ...sound.received, html: text.replace('abus', '') } },
      'without the words of the law',
    ],
  ])('accuses a letter %s', (_what, change, name) => {
    expect(faultsOf({ ...sound, ...change }).map((fault) => fault.name)).toEqual([name]);
  });

  it('lets a thank-you go out in the midst of the silence', () => {
    expect(faultsOf({ ...sound, kind: 'thank_you', earlierDays: ['2026-11-10'] })).toEqual([]);
  });
});
