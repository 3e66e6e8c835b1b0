import { describe, expect, it } from 'vitest';
import { blocksOf, type GuardFacts, guardrailCodes, type GuardRules } from '../../src/6-recommend/guardrails.ts';
import { isHeldOut } from '../../src/6-recommend/holdout.ts';
import { parseSettings } from '../../src/estate/settings.ts';

const { guardrails } = parseSettings({});
const rules: GuardRules = {
  asOf: '2026-11-16',
  guardrails,
  holdout: { estate: 'petit-domaine', year: '2026', share: 0 },
};

function anna(changes: Partial<GuardFacts> = {}): GuardFacts {
  return {
    clientCode: 'ANNA',
    householdKey: changes.clientCode ?? 'ANNA',
    hasEmail: true,
    isBounced: false,
    isOptedOut: false,
    isTrade: false,
    isTill: false,
    legalBasis: 'soft_opt_in',
    bornOn: null,
    lastContactOn: null,
    contactCount365d: 0,
    netHt: 300,
    lastOrderOn: '2026-01-02',
    ...changes,
  };
}

const codesOf = (clients: readonly GuardFacts[], changes: Partial<GuardRules> = {}): Record<string, string> =>
  Object.fromEntries(
    [...blocksOf(clients, { ...rules, ...changes })].map(([clientCode, { code }]) => [clientCode, code]),
  );

describe('the guardrails', () => {
  it.each<[string, Partial<GuardFacts>, string | undefined]>([
    ['a client in order', {}, undefined],
    ['the till', { isTill: true }, 'TILL_CLIENT'],
    ['a wine shop', { isTrade: true, legalBasis: 'b2b' }, 'TRADE_CLIENT'],
    ['someone who turns 18 tomorrow', { bornOn: '2008-11-17' }, 'UNDER_AGE'],
    ['someone who turns 18 today', { bornOn: '2008-11-16' }, undefined],
    ['someone who wants no letters', { isOptedOut: true }, 'OPTED_OUT'],
    ['an address that bounced', { isBounced: true }, 'BOUNCED'],
    ['a client without e-mail', { hasEmail: false }, 'MISSING_EMAIL'],
    ['a prospect who never agreed', { legalBasis: 'none' }, 'NO_LEGAL_BASIS'],
    ['a letter 134 days ago', { lastContactOn: '2026-07-05', contactCount365d: 1 }, 'SILENCE_WINDOW'],
    ['a letter 135 days ago', { lastContactOn: '2026-07-04', contactCount365d: 1 }, undefined],
    ['four letters this year', { lastContactOn: '2026-06-01', contactCount365d: 4 }, 'FREQUENCY_CAP'],
    ['three letters this year', { lastContactOn: '2026-06-01', contactCount365d: 3 }, undefined],
  ])('%s', (_, changes, code) => {
    expect(codesOf([anna(changes)])).toEqual(code === undefined ? {} : { ANNA: code });
  });

  it('let one letter go to a household: to the one who bought most, then last, then by code', () => {
    const home = { householdKey: 'HOME' };
    expect(
      codesOf([
        anna({ clientCode: 'PAUL', netHt: 900, ...home }),
        anna({ clientCode: 'PAULINE', netHt: 100, ...home }),
        anna({ clientCode: 'ALONE' }),
      ]),
    ).toEqual({ PAULINE: 'DUPLICATE_HOUSEHOLD' });
    expect(
      codesOf([
        anna({ clientCode: 'B', ...home }),
        anna({ clientCode: 'A', ...home }),
        anna({ clientCode: 'C', lastOrderOn: '2025-01-02', ...home }),
      ]),
    ).toEqual({ B: 'DUPLICATE_HOUSEHOLD', C: 'DUPLICATE_HOUSEHOLD' });
  });

  it('give the letter to the other of a household when the better client may not be written to', () => {
    const home = { householdKey: 'HOME' };
    expect(
      codesOf([
        anna({ clientCode: 'PAUL', netHt: 900, isOptedOut: true, ...home }),
        anna({ clientCode: 'PAULINE', netHt: 100, ...home }),
      ]),
    ).toEqual({ PAUL: 'OPTED_OUT' });
  });

  it('count what reached one member of a household for all of it', () => {
    const home = { householdKey: 'HOME' };
    expect(
      codesOf([
        anna({ clientCode: 'PAUL', lastContactOn: '2026-10-01', contactCount365d: 1, ...home }),
        anna({ clientCode: 'PAULINE', contactCount365d: 1, ...home }),
      ]),
    ).toEqual({ PAUL: 'SILENCE_WINDOW', PAULINE: 'SILENCE_WINDOW' });
  });

  it('hold out whole households', () => {
    const home = { householdKey: 'HOME' };
    const everybody = { holdout: { ...rules.holdout, share: 1 } };
    expect(codesOf([anna({ clientCode: 'A', ...home }), anna({ clientCode: 'B', ...home })], everybody)).toEqual({
      A: 'HOLDOUT',
      B: 'DUPLICATE_HOUSEHOLD',
    });
  });

  it('say each no in a French sentence that names no one else', () => {
    const all = [
      anna({ clientCode: 'PAUL', householdKey: 'HOME', netHt: 900 }),
      anna({ clientCode: 'PAULINE', householdKey: 'HOME' }),
      anna({ clientCode: 'LATE', lastContactOn: '2026-09-01', contactCount365d: 1 }),
    ];
    const sentences = Object.fromEntries([...blocksOf(all, rules)].map(([code, { sentence }]) => [code, sentence]));
    expect(sentences).toEqual({
      PAULINE: 'Même foyer que PAUL, qui reçoit la lettre\u00a0: une seule par foyer.',
      LATE: 'Une lettre est partie à ce foyer le 1er septembre 2026\u00a0; la suivante attend le 14 janvier 2027.',
    });
    expect(new Set(guardrailCodes).size).toBe(12);
  });

  it('choose no wine for who objects to profiling, and say nothing against other letters', () => {
    expect(codesOf([anna({ refusesProfiling: true })])).toEqual({ ANNA: 'NO_PROFILING' });
    expect(codesOf([anna({ refusesProfiling: false })])).toEqual({});
  });
});

describe('the holdout', () => {
  it('takes the share it was told, the same households all year, others the next', () => {
    const households = Array.from({ length: 20_000 }, (_, index) => `household ${index}`);
    const heldIn = (year: string): readonly string[] =>
      households.filter((household) => isHeldOut(household, { estate: 'petit-domaine', year, share: 0.1 }));
    const [held, next] = [heldIn('2026'), heldIn('2027')];
    expect(held.length / households.length).toBeCloseTo(0.1, 1.5);
    expect(heldIn('2026')).toEqual(held);
    // Two independent draws of a tenth share about a hundredth.
    const both = held.filter((household) => next.includes(household)).length / households.length;
    expect(both).toBeGreaterThan(0.005);
    expect(both).toBeLessThan(0.016);
  });
});
