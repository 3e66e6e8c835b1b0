import { describe, expect, it } from 'vitest';
import { faded, type LeadFacts, leadScoreOf, leadSentences } from '../../../src/8-campaign/lead-score/lead-score.ts';

const rules = { asOf: '2026-11-16', halfLifeDays: 90 };
const nobody: LeadFacts = { rfmMean: null, engagements: 0, purchases: 0, lastOrderOn: null, ledger: [] };

describe('the lead score', () => {
  it('of somebody nobody knows is fifty', () => {
    expect(leadScoreOf(nobody, rules).score).toBe(50);
  });

  it('adds what the formula says, and no more than its most for clicks and purchases', () => {
    const facts = { ...nobody, rfmMean: 2.33, engagements: 3, purchases: 1, lastOrderOn: '2026-11-01' };
    expect(leadScoreOf(facts, rules).parts).toEqual({
      start: 50,
      rfm: 13.3,
      engagements: 6,
      purchases: 5,
      silence: 0,
      held: 0,
      ledger: 0,
    });
    expect(leadScoreOf(facts, rules).score).toBe(74);
    const eager = { ...facts, rfmMean: 1, engagements: 11, purchases: 6 };
    expect(leadScoreOf(eager, rules).parts).toMatchObject({ engagements: 20, purchases: 25 });
  });

  it.each([
    ['2026-10-17', 0],
    ['2026-10-16', -5],
    ['2026-08-18', -5],
    ['2026-08-17', -15],
    ['2026-05-20', -15],
    ['2026-05-19', -30],
  ])('of a client who last bought on %s loses %i for the silence', (lastOrderOn, silence) => {
    expect(leadScoreOf({ ...nobody, lastOrderOn }, rules).parts.silence).toBe(silence);
  });

  it('is held between 0 and 100, so that a departure outweighs ten years of purchases', () => {
    const best = { ...nobody, rfmMean: 5, engagements: 10, purchases: 30, lastOrderOn: '2026-11-10' };
    expect(leadScoreOf(best, rules).score).toBe(100);
    const gone = { ...best, ledger: [{ delta: -100, on: '2026-11-16', reason: 'désinscription' }] };
    expect(leadScoreOf(gone, rules)).toMatchObject({ score: 0, parts: { held: -35, ledger: -100 } });
  });

  it('forgets what a client did: half of it after each half-life, and nothing yet of what lies ahead', () => {
    const click = { delta: 16, on: '2026-11-16' };
    const after = (asOf: string) => faded(click, { ...rules, asOf });
    expect([after('2026-11-16'), after('2027-02-14'), after('2027-05-15'), after('2026-11-15')]).toEqual([16, 8, 4, 0]);
  });

  it('says its parts in French, and leaves out those that count for nothing', () => {
    const facts = { ...nobody, rfmMean: 2.33, purchases: 2, lastOrderOn: '2026-04-30' };
    expect(leadSentences(facts, leadScoreOf(facts, rules)).map(({ fr }) => fr)).toEqual([
      'Score 43 sur 100.',
      '+50 : au départ',
      '+13,3 : récence, fréquence et montant',
      '+10 : 2 achats',
      '−30 : temps depuis le dernier achat',
    ]);
  });
});
