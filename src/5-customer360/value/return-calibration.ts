/**
 * How often the models' word came true on the estate's own past. A Poisson buyer cannot be told from one who tried the estate
 * once and left, nor from one who comes each spring: on estates of such clients the models promise twice the returns that
 * come. So the chance q that a client orders within a year is set against whether they did, apart for clients who had ordered
 * once and for those who had come back, and corrected to q' with
 *
 *   logit q' = c₀ + c₁ logit q − c₂ · years silent − c₃ · years beyond the first − c₄ (a newcomer)      (after Platt 1999)
 *
 * c₀ and the logarithms of the others being drawn to nought. c₂, c₃ and c₄ have a sign, because a young estate has not seen
 * enough to be asked: nobody is likelier to come back for having stayed away longer, still less once their season has gone by
 * (c₃), and half of those met in the first year of the records were clients long before it (c₄). The `lift` q'/q then bears on whatever the models
 * foretell of such a client: the chance of an order, the orders, P(alive). Only whole years correct: half of one holds
 * Christmas or does not, and would be taken for the truth.
 */
import type { BuyingHistory } from './buying-history.ts';
import { minimise, swift } from './minimise.ts';

/** What the models gave a client on a day of the past, and what came. */
export interface JudgedReturn {
  readonly history: BuyingHistory;
  /** Chance of an order in the year after it, 0–1. */
  readonly chance: number;
  readonly returned: boolean;
}

/** c₀ to c₄. */
interface Correction {
  readonly offset: number;
  readonly slope: number;
  readonly silence: number;
  readonly beyondYear: number;
  readonly newcomer: number;
}

export interface ReturnCalibration {
  /** Of those who had ordered once. */
  readonly once: Correction;
  /** Of those who had come back. */
  readonly again: Correction;
}

/** Chances nearer to 0 or 1 say no more than these, and their logarithm is not to run away. */
const leastChance = 1e-4;
/** Of c₀ and the logarithms of the others about nought: as if by a dozen clients. */
const deviation = 1;
const weeksOfYear = 365 / 7;

/** The corrections under which what came is likeliest. */
export function calibrateReturns(judged: readonly JudgedReturn[]): ReturnCalibration {
  return {
    once: correctionOf(judged.filter(({ history }) => history.repeats === 0)),
    again: correctionOf(judged.filter(({ history }) => history.repeats > 0)),
  };
}

/** q' over q: by how much such a client came back more or less often than the models said. 1 where they said never. */
export function liftOf(calibration: ReturnCalibration, history: BuyingHistory, chance: number): number {
  if (chance <= 0) return 1;
  const correction = history.repeats === 0 ? calibration.once : calibration.again;
  const logit = corrected(correction, logitOf(chance), silentYears(history), history.isNewcomer === true);
  return 1 / (1 + Math.exp(-logit)) / chance;
}

function correctionOf(judged: readonly JudgedReturn[]): Correction {
  const logits = Float64Array.from(judged, ({ chance }) => logitOf(chance));
  const silences = Float64Array.from(judged, ({ history }) => silentYears(history));
  const newcomers = judged.map(({ history }) => history.isNewcomer === true);
  const signs = Float64Array.from(judged, ({ returned }) => (returned ? -1 : 1));
  const cost = (point: readonly number[]): number => {
    const correction = correctionAt(point);
    let total = point.reduce((sum, value) => sum + (value / deviation) ** 2 / 2, 0);
    // Walked some hundred times over all clients: plain arrays take a third of the time of the judged themselves.
    for (let at = 0; at < logits.length; at++) {
      const logit = corrected(correction, logits[at] ?? 0, silences[at] ?? 0, newcomers[at] ?? false);
      total += Math.log1p(Math.exp((signs[at] ?? 1) * logit));
    }
    return total;
  };
  return correctionAt(minimise(cost, [0, 0, 0, 0, 0], swift).point);
}

function corrected(correction: Correction, logit: number, yearsSilent: number, isNewcomer: boolean): number {
  const { offset, slope, silence, beyondYear, newcomer } = correction;
  const away = silence * yearsSilent + beyondYear * Math.max(0, yearsSilent - 1);
  return offset + slope * logit - away - (isNewcomer ? newcomer : 0);
}

function correctionAt([offset = 0, ...logarithms]: readonly number[]): Correction {
  const [slope = 1, silence = 1, beyondYear = 1, newcomer = 1] = logarithms.map(Math.exp);
  return { offset, slope, silence, beyondYear, newcomer };
}

function logitOf(chance: number): number {
  const inside = Math.min(1 - leastChance, Math.max(leastChance, chance));
  return Math.log(inside / (1 - inside));
}

function silentYears({ lastWeek, ageWeeks }: BuyingHistory): number {
  return (ageWeeks - lastWeek) / weeksOfYear;
}
