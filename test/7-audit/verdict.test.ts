import { describe, expect, it } from 'vitest';
import type { AuditContext, AuditedClient, AuditedItem } from '../../src/7-audit/audited-list.ts';
import { auditRules } from '../../src/7-audit/rules/all.ts';
import { gateOf, verdictOf } from '../../src/7-audit/verdict.ts';
import { parseSettings } from '../../src/estate/settings.ts';

const { audit, guardrails } = parseSettings({});
const context: AuditContext = { asOf: '2026-11-16', audit, guardrails, isStockKnown: true, lastImportOn: '2026-11-16' };

const riesling: AuditedItem = {
  rank: 1,
  scenario: 'rebuy',
  slot: 'repeat',
  produitKey: 'RIESLING 2024',
  wineKey: 'RIESLING',
  label: 'Riesling 2024',
  prixTtc: 12.5,
  price75clTtc: 12.5,
  isActive: true,
  freeBottles: 60,
  family: 'Riesling',
  sweetness: 'SEC',
  lastBoughtOn: '2025-11-20',
};
const cremant = {
  ...riesling,
  rank: 2,
  produitKey: 'CREMANT',
  wineKey: 'CREMANT',
  label: 'Crémant',
  family: 'Crémant',
};
const gewurz: AuditedItem = {
  ...riesling,
  rank: 3,
  scenario: 'cross-sell',
  slot: 'discovery',
  produitKey: 'GEWURZTRAMINER 2023',
  wineKey: 'GEWURZTRAMINER',
  label: 'Gewurztraminer 2023',
  family: 'Gewurztraminer',
  lastBoughtOn: null,
};
const elise: AuditedClient = {
  clientCode: 'C0001',
  hasEmail: true,
  isOptedOut: false,
  isBounced: false,
  isTrade: false,
  isTill: false,
  legalBasis: 'soft_opt_in',
  lastContactOn: '2026-05-01',
  contactCount365d: 1,
  medianPrice75clTtc: 12,
  meanPrice75clTtc: 12,
  sweetness: [
    { name: 'SEC', share: 0.9 },
    { name: 'DEMI SEC', share: 0.1 },
  ],
  items: [riesling, cremant, gewurz],
};
const withItem = (change: Partial<AuditedItem>): Partial<AuditedClient> => ({
  items: [riesling, cremant, { ...gewurz, ...change }],
});

describe('the audit of a client', () => {
  it('has nothing to say of a sound list', () => {
    expect(verdictOf(elise, context)).toEqual({ clientCode: 'C0001', score: 100, isEligible: true, findings: [] });
  });

  const errors: [string, Partial<AuditedClient>, string][] = [
    ['without address', { hasEmail: false }, 'MISSING_EMAIL'],
    ['who wants no letters', { isOptedOut: true }, 'OPTOUT_OR_BOUNCE'],
    ['whose address is dead', { isBounced: true }, 'OPTOUT_OR_BOUNCE'],
    ['who never bought nor agreed', { legalBasis: 'none' }, 'NO_LEGAL_BASIS'],
    ['who had a letter 134 days ago', { lastContactOn: '2026-07-05' }, 'SILENCE_WINDOW'],
    ['who had four letters in the year', { contactCount365d: 4 }, 'FREQUENCY_CAP'],
    ['offered one wine twice', { items: [riesling, { ...riesling, rank: 2 }] }, 'RECENT_DUPLICATE'],
    ['who bought it 59 days ago', { items: [{ ...riesling, lastBoughtOn: '2026-09-18' }] }, 'RECENT_DUPLICATE'],
    ['offered a step up that costs no more', withItem({ scenario: 'upsell', price75clTtc: 12 }), 'UPSELL_NOT_HIGHER'],
    ['offered a wine off the list', withItem({ isActive: false }), 'PRODUCT_UNAVAILABLE'],
    ['offered the last bottle, which is gone', withItem({ freeBottles: 0 }), 'PRODUCT_UNAVAILABLE'],
    ['offered a wine the stock does not name', withItem({ freeBottles: null }), 'PRODUCT_UNAVAILABLE'],
    ['offered a wine without price', withItem({ prixTtc: null }), 'PRICE_MISSING'],
    ['who is in the trade', { isTrade: true }, 'TRADE_OR_TILL_CLIENT'],
    ['who is the till', { isTill: true }, 'TRADE_OR_TILL_CLIENT'],
  ];
  it.each(errors)('finds a client %s, who is not eligible', (_, change, code) => {
    const { score, isEligible, findings } = verdictOf({ ...elise, ...change }, context);
    expect({ score, isEligible, codes: findings.map((finding) => finding.code) }).toEqual({
      score: 60,
      isEligible: false,
      codes: [code],
    });
  });

  const warnings: [string, Partial<AuditedClient>, Partial<AuditContext>, string][] = [
    ['a discovery bought before', withItem({ lastBoughtOn: '2024-01-02' }), {}, 'CROSS_SELL_NOT_NEW'],
    [
      'three wines of one family',
      { items: elise.items.map((item) => ({ ...item, family: 'Riesling' })) },
      {},
      'LOW_DIVERSITY',
    ],
    ['a sweet wine for who drinks dry', withItem({ sweetness: 'MOELLEUX' }), {}, 'SUGAR_MISMATCH'],
    ['a wine far above the budget', withItem({ price75clTtc: 19.3 }), {}, 'OUT_OF_BUDGET'],
    ['sales imported too long ago', {}, { lastImportOn: '2026-11-05' }, 'STALE_DATA'],
    ['sales never imported', {}, { lastImportOn: null }, 'STALE_DATA'],
  ];
  it.each(warnings)('warns of %s and lets the client through', (_, change, facts, code) => {
    const { score, isEligible, findings } = verdictOf({ ...elise, ...change }, { ...context, ...facts });
    expect({ score, isEligible, codes: findings.map((finding) => finding.code) }).toEqual({
      score: 90,
      isEligible: true,
      codes: [code],
    });
  });

  it('an extra brut for who drinks dry is no mismatch, and no stock is asked of an estate that exports none', () => {
    expect(verdictOf({ ...elise, ...withItem({ sweetness: 'EXTRA BRUT' }) }, context).findings).toEqual([]);
    const stockless = { ...context, isStockKnown: false };
    expect(verdictOf({ ...elise, ...withItem({ freeBottles: null }) }, stockless).findings).toEqual([]);
  });

  it('three warnings are too many, and no score is below nothing', () => {
    const doubtful = { ...elise, ...withItem({ sweetness: 'MOELLEUX', price75clTtc: 25, lastBoughtOn: '2024-01-02' }) };
    expect(verdictOf(doubtful, context)).toMatchObject({ score: 70, isEligible: false });
    const hopeless = { ...elise, hasEmail: false, isOptedOut: true, legalBasis: 'none', isTrade: true };
    expect(verdictOf(hopeless, context)).toMatchObject({ score: 0, isEligible: false });
  });

  it('every rule of the house is tried here', () => {
    const tried = new Set([...errors.map(([, , code]) => code), ...warnings.map(([, , , code]) => code)]);
    expect(auditRules.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([]);
  });
});

describe('the gate of the run', () => {
  it.each([
    ['strict', 79, false],
    ['strict', 80, true],
    ['standard', 59, false],
    ['standard', 60, true],
    ['permissive', 40, true],
    ['own', 50, true],
  ] as const)('%s with %i of 100 eligible: open is %s', (policy, eligible, isOpen) => {
    expect(gateOf({ clients: 100, eligible }, { ...audit, policy, minimum_share: 0.5 }).isOpen).toBe(isOpen);
  });
});
