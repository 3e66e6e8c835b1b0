/**
 * Recency, frequency and monetary as points that can be compared: logarithms, so that one order more weighs a lot for a
 * client of two and little for one of twenty, then standardised, so that none of the three speaks louder than the others.
 */

/** What clusters see of a client, or the centre of a cluster. */
export interface RfmValues {
  /** Days from the last order to the as-of day. */
  readonly recencyDays: number;
  /** Sale documents. */
  readonly orderCount: number;
  /** Net HT in euros, above zero. */
  readonly netHt: number;
}

/** How many numbers a point has. */
export const dimensions = 3;

/** Points one after the other: point i is at `dimensions × i`. */
export type Points = Float64Array;

/** Whether the last order was two or twenty days ago says little of a client, and changes weekly; a month and a year do not. */
const freshDays = 30;

/** The way between the estate's units and points. */
export interface RfmSpace {
  /** Of all clients: their means are 0 and their spreads 1. */
  readonly points: Points;
  toPoint(values: RfmValues): readonly [number, number, number];
  toValues(point: ArrayLike<number>): RfmValues;
}

/** The space in which these clients are standardised; their points are in the order given. */
export function rfmSpace(clients: readonly RfmValues[]): RfmSpace {
  const points = new Float64Array(clients.length * dimensions);
  clients.forEach((client, index) => {
    points.set(logsOf(client), index * dimensions);
  });
  const axes = [0, 1, 2].map((axis) => standardise(points, axis));
  const scaled = (value: number, axis: number): number => (value - (axes[axis]?.mean ?? 0)) / (axes[axis]?.spread ?? 1);
  const unscaled = (value: number, axis: number): number => value * (axes[axis]?.spread ?? 1) + (axes[axis]?.mean ?? 0);
  return {
    points,
    toPoint(values) {
      const [recency, frequency, monetary] = logsOf(values);
      return [scaled(recency, 0), scaled(frequency, 1), scaled(monetary, 2)];
    },
    toValues(point) {
      return {
        recencyDays: Math.exp(unscaled(point[0] ?? 0, 0)) - freshDays,
        orderCount: Math.expm1(unscaled(point[1] ?? 0, 1)),
        netHt: Math.expm1(unscaled(point[2] ?? 0, 2)),
      };
    },
  };
}

function logsOf({ recencyDays, orderCount, netHt }: RfmValues): readonly [number, number, number] {
  return [Math.log(freshDays + Math.max(0, recencyDays)), Math.log1p(orderCount), Math.log1p(Math.max(0, netHt))];
}

/** Takes the mean off one axis and divides by its spread, in place; an axis on which all are alike is left at zero. */
function standardise(points: Points, axis: number): { readonly mean: number; readonly spread: number } {
  const count = points.length / dimensions;
  let sum = 0;
  for (let at = axis; at < points.length; at += dimensions) sum += points[at] ?? 0;
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (let at = axis; at < points.length; at += dimensions) squares += ((points[at] ?? 0) - mean) ** 2;
  // Below a billionth the differences are rounding, and dividing by them would make a cluster of it.
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  const spread = deviation > 1e-9 ? deviation : 1;
  for (let at = axis; at < points.length; at += dimensions) points[at] = ((points[at] ?? 0) - mean) / spread;
  return { mean, spread };
}
