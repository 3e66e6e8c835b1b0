/** The k largest of many, without sorting them all. */

/**
 * Moves the `count` largest of the first `size` values to the front, with their ids; ties go to the smaller id. The kept ones
 * are in no order. Expected time grows with `size`. Gives how many were kept.
 */
export function keepLargest(ids: Int32Array, values: Float32Array, size: number, count: number): number {
  if (count >= size) return size;
  let low = 0;
  let high = withoutSmall(ids, values, size, count) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const pivotValue = values[middle] ?? 0;
    const pivotId = ids[middle] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while (isBefore(values[left] ?? 0, ids[left] ?? 0, pivotValue, pivotId)) left++;
      while (isBefore(pivotValue, pivotId, values[right] ?? 0, ids[right] ?? 0)) right--;
      if (left > right) break;
      swap(ids, values, left++, right--);
    }
    if (count - 1 <= right) high = right;
    else if (count - 1 >= left) low = left;
    else break;
  }
  return count;
}

/** Steps from the smallest to the largest value: enough that few values share the step where the cut falls. */
const stepCount = 512;
const steps = new Int32Array(stepCount + 1);

/** Moves all that may be among the largest to the front, in their order, by counting steps of value; gives how many. */
function withoutSmall(ids: Int32Array, values: Float32Array, size: number, count: number): number {
  let least = Infinity;
  let most = -Infinity;
  for (let at = 0; at < size; at++) {
    const value = values[at] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = stepCount / (most - least);
  if (size < 4 * count || !Number.isFinite(scale)) return size;
  steps.fill(0);
  for (let at = 0; at < size; at++) {
    const step = Math.trunc(((values[at] ?? 0) - least) * scale);
    steps[step] = (steps[step] ?? 0) + 1;
  }
  let cut = stepCount;
  for (let above = steps[cut] ?? 0; above < count; above += steps[cut] ?? 0) cut--;
  let kept = 0;
  for (let at = 0; at < size; at++) {
    const value = values[at] ?? 0;
    if (Math.trunc((value - least) * scale) < cut) continue;
    ids[kept] = ids[at] ?? 0;
    values[kept++] = value;
  }
  return kept;
}

/** Largest value first, ties by the smaller id: the order of every ranking here. */
function isBefore(value: number, id: number, otherValue: number, otherId: number): boolean {
  return value > otherValue || (value === otherValue && id < otherId);
}

function swap(ids: Int32Array, values: Float32Array, one: number, other: number): void {
  const id = ids[one] ?? 0;
  const value = values[one] ?? 0;
  ids[one] = ids[other] ?? 0;
  values[one] = values[other] ?? 0;
  ids[other] = id;
  values[other] = value;
}
