/** The score of an estate's data: the weighted share of clean rows, rule by rule. Source: rules.md, Audit of data. */

export interface RuleCount {
  readonly weight: number;
  readonly rowsChecked: number;
  readonly rowsFlagged: number;
}

/** 0 to 100, two digits: Σ weight × (1 − flagged / checked) / Σ weight. A rule with nothing to look at takes no part. */
export function dataScore(counts: readonly RuleCount[]): number {
  const judged = counts.filter(({ weight, rowsChecked }) => weight > 0 && rowsChecked > 0);
  const weights = judged.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return 100;
  const clean = judged.reduce((sum, count) => sum + count.weight * cleanShare(count), 0);
  return Math.round((10_000 * clean) / weights) / 100;
}

function cleanShare({ rowsChecked, rowsFlagged }: RuleCount): number {
  return Math.min(1, Math.max(0, 1 - rowsFlagged / rowsChecked));
}
