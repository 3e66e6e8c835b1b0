/** Sums by client: what the intervals are drawn from. All origins of a client stay together. */

export interface Tally<Column extends string = string> {
  readonly columns: readonly Column[];
  readonly clientCount: number;
  /** Client after client, each with its columns in order. */
  readonly sums: Float64Array;
}

/** A tally in which nothing is counted yet. */
export function openTally<Column extends string>(columns: readonly Column[], clientCount: number): Tally<Column> {
  return { columns, clientCount, sums: new Float64Array(clientCount * columns.length) };
}

/** Adds to some columns of a client; a column that is not named stays. */
export function count<Column extends string>(
  tally: Tally<Column>,
  client: number,
  added: Readonly<Partial<Record<NoInfer<Column>, number>>>,
): void {
  const start = client * tally.columns.length;
  for (const [position, column] of tally.columns.entries()) {
    const value = added[column];
    if (value !== undefined) tally.sums[start + position] = (tally.sums[start + position] ?? 0) + value;
  }
}

/** The sum of each column over clients, each counted as often as `weights` says; once each without it. */
export function totals(tally: Tally, weights?: Uint16Array): Float64Array {
  const width = tally.columns.length;
  const sums = new Float64Array(width);
  for (let client = 0; client < tally.clientCount; client++) {
    const weight = weights === undefined ? 1 : (weights[client] ?? 0);
    if (weight === 0) continue;
    for (let column = 0; column < width; column++) {
      sums[column] = (sums[column] ?? 0) + weight * (tally.sums[client * width + column] ?? 0);
    }
  }
  return sums;
}
