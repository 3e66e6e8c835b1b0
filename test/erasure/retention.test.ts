import { expect, it } from 'vitest';
import { type LastSign, retentionVerdict } from '../../src/erasure/retention.ts';
import { parseSettings } from '../../src/estate/settings.ts';

const rules = parseSettings({}).retention;
const sign: LastSign = {
  clientCode: 'C1',
  isClient: true,
  lastSignOn: '2023-11-23',
  askedAt: null,
  isUnanswered: false,
};
const asked = { ...sign, askedAt: new Date('2026-11-25T09:00:00Z'), isUnanswered: true };

it.each([
  ['a client within three years of the last purchase stays', sign, '2026-11-22', 'keep'],
  ['a client silent for three years is to be asked', sign, '2026-11-23', 'ask'],
  ['a client asked a month ago at most may still answer', asked, '2026-12-25', 'wait'],
  [
    'a client asked who did not answer within thirty days is forgotten, as the letter said',
    asked,
    '2026-12-26',
    'forget',
  ],
  ['a client asked who answered, but long ago, is asked anew', { ...asked, isUnanswered: false }, '2029-12-26', 'ask'],
  [
    'a last day of February lasts to the last day of February',
    { ...sign, lastSignOn: '2024-02-29' },
    '2027-02-27',
    'keep',
  ],
] as const)('%s', (_sentence, person, today, verdict) => {
  expect(retentionVerdict(person, today, rules)).toBe(verdict);
});

it('nobody is forgotten unasked unless the estate says so', () => {
  expect(retentionVerdict(sign, '2030-01-01', rules)).toBe('ask');
  expect(retentionVerdict(sign, '2030-01-01', { ...rules, forget_unasked: true })).toBe('forget');
});
