/** When a client is expected next, and what says so. */
import type { Day } from '../values/day.ts';
import type { Rhythm } from './rhythm.ts';
import type { ClientValue } from './value/client-value.ts';

export interface NextOrder {
  /** In the past when the client is late. */
  readonly on: Day;
  /** The client's own rhythm, the value model, or, without either, the estate's gap. */
  readonly from: 'rhythm' | 'model' | 'estate';
}

/**
 * The own rhythm of a client who has one: it knows the season, and a model of all clients does not know this one. Below three
 * purchases the value model; where it expects nothing within the year, nothing is promised. The estate's gap is what remains
 * when there is no model.
 */
export function nextOrder(rhythm: Rhythm, value: ClientValue): NextOrder | null {
  if (rhythm.ownGapDays !== null) return dated(rhythm.nextOrderOn, 'rhythm');
  return value.status === 'estimated' ? dated(value.nextOrderOn, 'model') : dated(rhythm.nextOrderOn, 'estate');
}

function dated(on: Day | null, from: NextOrder['from']): NextOrder | null {
  return on === null ? null : { on, from };
}
