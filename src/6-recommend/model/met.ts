/** Items met while looking for candidates: each once, in the order they were met. */
export interface Met {
  /** By item: 0 not met, 1 met, 2 taken as a candidate. */
  readonly marks: Uint8Array;
  readonly items: Int32Array;
  count: number;
}

export function metNothing(itemCount: number): Met {
  return { marks: new Uint8Array(itemCount), items: new Int32Array(itemCount), count: 0 };
}

export function meet(met: Met, item: number): void {
  if (met.marks[item] !== 0) return;
  met.marks[item] = 1;
  met.items[met.count++] = item;
}
