/** The few functions of analysis the buying models need, written for arguments in the hundreds: everything large stays a logarithm. */

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const halfLogTwoPi = 0.9189385332046727;

/** ln Γ(x) for x > 0, to about fifteen digits. Lanczos approximation, g = 7. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const below = x - 1;
  let sum = lanczos[0] ?? 1;
  for (let index = 1; index < lanczos.length; index++) sum += (lanczos[index] ?? 0) / (below + index);
  const shifted = below + 7.5;
  return halfLogTwoPi + (below + 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}

/** ln B(a, b) for a, b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}

/** ln(eᵃ + eᵇ) without overflow. */
export function lnSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}

/** ln(eᵃ − eᵇ) for a ≥ b; −∞ where they are equal. */
export function lnDifference(a: number, b: number): number {
  return b >= a ? -Infinity : a + Math.log(-Math.expm1(b - a));
}

/** Beyond so many terms the argument is so near 1 that no history of an estate reaches it. */
const mostTerms = 20_000;

/**
 * Gauss's ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its power series. Callers first turn their function, by Euler's transformation,
 * into one whose a and b do not grow with the number of orders: the series is then short and loses no figures.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let index = 0; index < mostTerms; index++) {
    term *= (((a + index) * (b + index)) / ((c + index) * (index + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(sum)) break;
  }
  return sum;
}

/**
 * ₂F₁(1, a; c; z) for 0 ≤ z < 1 and 0 < a ≤ c by Gauss's continued fraction (Olver et al., NIST Handbook, 15.7), evaluated as
 * Lentz does: where z is near 1 thirty steps do what the series needs hundreds of terms for.
 */
export function hypergeometricOfOne(a: number, c: number, z: number): number {
  let numerators = 1;
  let denominators = 0;
  let fraction = 1;
  for (let step = 1; step < mostTerms; step++) {
    const half = step >> 1;
    const part =
      step % 2 === 1
        ? ((a + half) * (c - 1 + half)) / ((c + step - 2) * (c + step - 1))
        : (half * (c - a + half - 1)) / ((c + step - 2) * (c + step - 1));
    denominators = 1 / (1 - part * z * denominators);
    numerators = 1 - (part * z) / numerators;
    const change = numerators * denominators;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return 1 / fraction;
}

/** The same function read from a list for x = 0, 1, 2 …, counted once: histories share their few order counts. */
export function remembered(of: (count: number) => number): (count: number) => number {
  const known: number[] = [];
  return (count) => {
    const value = known[count];
    if (value !== undefined) return value;
    while (known.length < count) known.push(of(known.length));
    return (known[count] = of(count));
  };
}

/** The value a standard normal variable stays below with probability `share`, to nine digits. Acklam's rational approximation. */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity;
  if (share >= 1) return Infinity;
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share < 0.02425) {
    const root = Math.sqrt(-2 * Math.log(share));
    return (
      horner(
        [
          -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
          2.938163982698783,
        ],
        root,
      ) / horner([7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1], root)
    );
  }
  const offset = share - 0.5;
  const square = offset * offset;
  return (
    (offset *
      horner(
        [
          -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
          2.506628277459239,
        ],
        square,
      )) /
    horner(
      [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
      square,
    )
  );
}

function horner(coefficients: readonly number[], at: number): number {
  return coefficients.reduce((sum, coefficient) => sum * at + coefficient, 0);
}
