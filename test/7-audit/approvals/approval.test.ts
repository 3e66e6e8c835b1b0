import { describe, expect, it } from 'vitest';
import {
  approvalState,
  type DecisionBy,
  refusePerson,
  refuseUntyped,
  validity,
} from '../../../src/7-audit/approvals/approval.ts';

const alone = { people: ['Élise'], delay_minutes: 30, expires_days: 30 };
const two = { people: ['Élise', 'Marc'], delay_minutes: 30, expires_days: 30 };
const yes = (by: string, more: Partial<DecisionBy> = {}): DecisionBy => ({ decision: 'approved', by, ...more });
const at = (text: string): Date => new Date(`2026-11-16T${text}:00Z`);

describe('who may decide', () => {
  it.each([
    ['nobody is named', yes(' '), 'Marc', two, 'NO_NAME'],
    ['the house would approve by itself', yes('cuvee'), 'Marc', two, 'NO_NAME'],
    ['a stranger', yes('Paul'), 'Marc', two, 'NOT_AN_APPROVER'],
    ['who prepared it approves it', yes('Marc'), 'Marc', two, 'FOUR_EYES'],
    ['a rejection without a word', { decision: 'rejected', by: 'Élise' } as const, 'Marc', two, 'REASON_MISSING'],
    ['the other person', yes('Élise'), 'Marc', two, undefined],
    ['the only person, of their own work', yes('Élise'), 'Élise', alone, undefined],
    [
      'who prepared it rejects it',
      { decision: 'rejected', by: 'Marc', reason: 'trop tôt' } as const,
      'Marc',
      two,
      undefined,
    ],
  ])('%s', (_, person, author, rules, expected) => {
    expect(refusePerson(person, author, rules)?.refusedBecause).toBe(expected);
  });

  it('one person alone types the confirmation and waits; two do neither', () => {
    expect(refuseUntyped(yes('Élise'), 'Noël 312', alone)?.sentence.fr).toContain('Noël 312');
    expect(refuseUntyped(yes('Élise', { confirmation: 'Noël 311' }), 'Noël 312', alone)).toBeDefined();
    expect(refuseUntyped(yes('Élise', { confirmation: ' Noël 312 ' }), 'Noël 312', alone)).toBeUndefined();
    expect(refuseUntyped(yes('Élise'), 'Noël 312', two)).toBeUndefined();
    expect(validity(at('09:00'), alone, true).effectiveAt).toEqual(at('09:30'));
    expect(validity(at('09:00'), two, true).effectiveAt).toEqual(at('09:00'));
    expect(validity(at('09:00'), alone, false).effectiveAt).toEqual(at('09:00'));
  });
});

describe('an approval', () => {
  const kept = {
    decision: 'approved',
    contentHash: 'a',
    effectiveAt: at('09:30'),
    expiresAt: new Date('2026-12-16T09:00:00Z'),
  } as const;

  it.each([
    ['nobody decided', undefined, 'a', at('10:00'), 'pending'],
    ['too early', kept, 'a', at('09:29'), 'waiting'],
    ['in time', kept, 'a', at('09:30'), 'effective'],
    ['a changed content voids it', kept, 'b', at('10:00'), 'void'],
    ['too late', kept, 'a', new Date('2026-12-16T09:00:00Z'), 'expired'],
    ['taken back', { ...kept, decision: 'rejected' } as const, 'a', at('10:00'), 'rejected'],
  ])('%s', (_, last, hash, now, expected) => {
    expect(approvalState(last, hash, now)).toBe(expected);
  });
});
