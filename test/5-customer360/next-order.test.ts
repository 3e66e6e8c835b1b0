import { describe, expect, it } from 'vitest';
import { nextOrder } from '../../src/5-customer360/next-order.ts';
import { clientRhythm } from '../../src/5-customer360/rhythm.ts';
import type { ClientValue } from '../../src/5-customer360/value/client-value.ts';

const rhythmOf = (...orderDays: readonly string[]) => clientRhythm({ orderDays, estateGapDays: 120, gapShrinkage: 3 });

const unknown: ClientValue = {
  status: 'not_enough_data',
  pAlive: null,
  expectedOrders12m: null,
  nextOrderOn: null,
  value12mHt: null,
  low12mHt: null,
  high12mHt: null,
};
const estimated = (nextOrderOn: string | null): ClientValue => ({
  status: 'estimated',
  pAlive: 0.7,
  expectedOrders12m: 1,
  nextOrderOn,
  value12mHt: 100,
  low12mHt: 0,
  high12mHt: 300,
});

describe('the next order of a client', () => {
  it('is read from their own rhythm when they have one, whatever the model says', () => {
    const yearly = rhythmOf('2023-11-18', '2024-11-16', '2025-11-18');
    expect(nextOrder(yearly, estimated('2027-03-01'))).toEqual({ on: '2026-11-15', from: 'rhythm' });
  });

  it('is the model’s below three purchases, and not promised when the model expects none', () => {
    const once = rhythmOf('2026-10-01');
    expect(nextOrder(once, estimated('2027-03-01'))).toEqual({ on: '2027-03-01', from: 'model' });
    expect(nextOrder(once, estimated(null))).toBeNull();
  });

  it('is the estate’s gap where there is no model', () => {
    expect(nextOrder(rhythmOf('2026-10-01'), unknown)).toEqual({ on: '2027-01-29', from: 'estate' });
    expect(nextOrder(rhythmOf(), unknown)).toBeNull();
  });
});
