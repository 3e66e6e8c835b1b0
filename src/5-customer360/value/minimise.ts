/** Finds the lowest point of a smooth function of a few parameters, without chance: the same start gives the same bytes. */

export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  /** The inverse Hessian as the search met it: where to go on from, on more clients. */
  readonly inverse: Matrix;
}

export interface SearchOptions {
  /** The search ends where a round gains less. */
  readonly tolerance: number;
  /** 'central': two looks a parameter, for figures to be printed. 'forward': one, and half of the time. */
  readonly differences: 'central' | 'forward';
  /** Of a search on part of the clients. */
  readonly inverse?: Matrix;
}

/** For published figures, to the last printed digit. */
export const exact: SearchOptions = { tolerance: 1e-9, differences: 'central' };
/** For the estate's run: no parameter moves by a hundredth of its own error. */
export const swift: SearchOptions = { tolerance: 1e-3, differences: 'forward' };

type Objective = (point: readonly number[]) => number;
type Matrix = readonly (readonly number[])[];
interface Place {
  readonly point: readonly number[];
  readonly value: number;
}

/**
 * Balances the error of the difference (h² central, h forward) and of the subtraction (1/h) for likelihoods of some ten
 * thousand. Forward, the minimum lies half of it aside: a two-hundredth of a percent of a parameter.
 */
const difference = 1e-4;
const mostRounds = 200;
/** Logarithms of parameters: more than e² at once is a leap into the dark. */
const longestStep = 2;
const sufficient = 1e-4;

/**
 * Broyden, Fletcher, Goldfarb and Shanno's method with differences for slopes and a halving line search (Nocedal and Wright,
 * Numerical Optimization, ch. 6). It ends when a round along the plain gradient gains less than `tolerance`; a search that
 * goes on from a known curvature trusts it, and ends when a round by it gains less. A value that is not finite counts as
 * infinitely high.
 */
export function minimise(objective: Objective, start: readonly number[], options: SearchOptions): Minimum {
  const { tolerance, differences } = options;
  const safe: Objective = (point) => {
    const value = objective(point);
    return Number.isFinite(value) ? value : Infinity;
  };
  const slopeAt = (place: Place): readonly number[] => gradient(safe, place, differences);
  const isTrusted = options.inverse !== undefined;
  let here: Place = { point: start, value: safe(start) };
  if (here.value === Infinity) return { ...here, inverse: identity(start.length) };
  let slope = slopeAt(here);
  let inverse = options.inverse ?? identity(start.length);
  let isFresh = !isTrusted;
  for (let round = 0; round < mostRounds; round++) {
    const next = searchLine(safe, here, slope, shorten(inverse.map((row) => -dot(row, slope))));
    const gain = here.value - next.value;
    if (gain < tolerance) {
      // A stale picture of the curvature also stops the search: look once more along the gradient itself.
      if (isFresh || isTrusted) return { ...next, inverse };
      inverse = identity(start.length);
      isFresh = true;
      here = next;
      slope = slopeAt(here);
      continue;
    }
    const nextSlope = slopeAt(next);
    inverse = updated(inverse, minus(next.point, here.point), minus(nextSlope, slope), isFresh);
    isFresh = false;
    here = next;
    slope = nextSlope;
  }
  return { ...here, inverse };
}

/** Half the way until the descent is a fair share of what the slope promised (Armijo). */
function searchLine(objective: Objective, here: Place, slope: readonly number[], direction: readonly number[]): Place {
  const promise = dot(slope, direction);
  for (let length = 1; length > 1e-10; length /= 2) {
    const point = here.point.map((value, axis) => value + length * (direction[axis] ?? 0));
    const value = objective(point);
    if (value <= here.value + sufficient * length * promise) return { point, value };
  }
  return here;
}

function gradient(
  objective: Objective,
  { point, value: here }: Place,
  differences: SearchOptions['differences'],
): readonly number[] {
  return point.map((_, axis) => {
    const beside = (step: number): number =>
      objective(point.map((value, index) => (index === axis ? value + step : value)));
    if (differences === 'forward') return (beside(difference) - here) / difference;
    return (beside(difference) - beside(-difference)) / (2 * difference);
  });
}

/** The inverse Hessian after a step and the change of slope it met; the first is scaled to what was met. */
function updated(inverse: Matrix, step: readonly number[], change: readonly number[], isFirst: boolean): Matrix {
  const met = dot(step, change);
  if (!(met > 1e-12)) return inverse;
  const from = isFirst ? inverse.map((row) => row.map((value) => (value * met) / dot(change, change))) : inverse;
  const turned = from.map((row) => dot(row, change));
  const factor = 1 + dot(change, turned) / met;
  return from.map((row, i) =>
    row.map((value, j) => {
      const [stepI = 0, stepJ = 0, turnedI = 0, turnedJ = 0] = [step[i], step[j], turned[i], turned[j]];
      return value + (factor * stepI * stepJ - turnedI * stepJ - stepI * turnedJ) / met;
    }),
  );
}

function shorten(direction: readonly number[]): readonly number[] {
  const longest = Math.max(...direction.map(Math.abs));
  return longest > longestStep ? direction.map((value) => (value * longestStep) / longest) : direction;
}

function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 1 : 0)),
  );
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function minus(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.map((value, index) => value - (right[index] ?? 0));
}
