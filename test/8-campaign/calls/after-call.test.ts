import { describe, expect, it } from 'vitest';
import { afterCall, pausesMinutes } from '../../../src/8-campaign/calls/after-call.ts';
import type { CallAnswer } from '../../../src/8-campaign/calls/call.ts';

const now = new Date('2026-11-17T10:00:00Z');
const minutesUntil = (answer: CallAnswer, attempts = 1) => {
  const { state, dueAt } = afterCall(answer, { attempts, now });
  return dueAt ? (dueAt.getTime() - now.getTime()) / 60_000 : state;
};
const status = (code: number, retryAfterSeconds?: number): CallAnswer => ({
  outcome: 'answered',
  status: code,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
const away: CallAnswer = { outcome: 'away', code: 'TIMEOUT' };

describe('a call to a server outside', () => {
  it('is heard with any 2xx, refused for good with any other answer that time does not mend', () => {
    expect([200, 202, 204].map((code) => minutesUntil(status(code)))).toEqual(['done', 'done', 'done']);
    const no = [301, 307, 400, 401, 404, 410, 422, 0];
    expect(no.map((code) => minutesUntil(status(code)))).toEqual(no.map(() => 'refused'));
  });

  it('is repeated after longer and longer pauses while the server is away or has enough to do, then given up', () => {
    expect([...pausesMinutes, 0].map((_, tries) => minutesUntil(away, tries + 1))).toEqual([
      ...pausesMinutes,
      'refused',
    ]);
    expect([408, 425, 429, 500, 503].map((code) => minutesUntil(status(code)))).toEqual([1, 1, 1, 1, 1]);
  });

  it('waits as long as the server asks', () => {
    expect(minutesUntil(status(429, 600))).toBe(10);
    expect(minutesUntil(status(503, 5))).toBe(1);
  });
});
