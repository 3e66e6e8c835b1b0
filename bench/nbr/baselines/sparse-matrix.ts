/** Client × item matrices with values, and the nearest rows of one: what the neighbour methods are made of. */

/** Row `r` holds `columns[starts[r] … starts[r + 1])`, each with its value. */
export interface SparseMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** The matrix of rows given as column → value. */
export function matrixOf(rows: readonly ReadonlyMap<number, number>[], columnCount: number): SparseMatrix {
  const size = rows.reduce((sum, row) => sum + row.size, 0);
  const starts = new Uint32Array(rows.length + 1);
  const columns = new Int32Array(size);
  const values = new Float64Array(size);
  let at = 0;
  for (const [row, entries] of rows.entries()) {
    for (const [column, value] of entries) {
      columns[at] = column;
      values[at++] = value;
    }
    starts[row + 1] = at;
  }
  return { rowCount: rows.length, columnCount, starts, columns, values };
}

/** Columns as rows. */
export function transposedMatrix(matrix: SparseMatrix): SparseMatrix {
  const starts = new Uint32Array(matrix.columnCount + 1);
  for (const column of matrix.columns) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let column = 0; column < matrix.columnCount; column++) {
    starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0);
  }
  const next = starts.slice();
  const columns = new Int32Array(matrix.columns.length);
  const values = new Float64Array(matrix.values.length);
  for (let row = 0; row < matrix.rowCount; row++) {
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      const column = matrix.columns[at] ?? 0;
      const place = next[column] ?? 0;
      next[column] = place + 1;
      columns[place] = row;
      values[place] = matrix.values[at] ?? 0;
    }
  }
  return { rowCount: matrix.columnCount, columnCount: matrix.rowCount, starts, columns, values };
}

/** By row: the sum of the squares of its values. */
export function squaredNorms(matrix: SparseMatrix): Float64Array {
  const norms = new Float64Array(matrix.rowCount);
  for (let row = 0; row < matrix.rowCount; row++) {
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      norms[row] = (norms[row] ?? 0) + (matrix.values[at] ?? 0) ** 2;
    }
  }
  return norms;
}

/** Adds to `sums` the product of one row with every row; `byColumn` is the transpose. */
export function addProducts(matrix: SparseMatrix, byColumn: SparseMatrix, row: number, sums: Float64Array): void {
  for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
    const column = matrix.columns[at] ?? 0;
    const value = matrix.values[at] ?? 0;
    const end = byColumn.starts[column + 1] ?? 0;
    for (let other = byColumn.starts[column] ?? 0; other < end; other++) {
      const like = byColumn.columns[other] ?? 0;
      sums[like] = (sums[like] ?? 0) + value * (byColumn.values[other] ?? 0);
    }
  }
}

/** Adds `weight` times one row to `sums`, by column. */
export function addRow(matrix: SparseMatrix, row: number, weight: number, sums: Float64Array): void {
  for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
    const column = matrix.columns[at] ?? 0;
    sums[column] = (sums[column] ?? 0) + weight * (matrix.values[at] ?? 0);
  }
}

/** The places of the `count` largest values, largest first; of equal ones the earlier place. `scratch` is as long as `values`. */
export function largest(values: Float64Array, count: number, scratch: Float64Array): number[] {
  const floor = nthLargest(values, count, scratch);
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) if ((values[place] ?? 0) >= floor) places.push(place);
  return places.sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0) || one - other).slice(0, count);
}

/** By Hoare's selection on a copy. */
function nthLargest(values: Float64Array, count: number, scratch: Float64Array): number {
  if (values.length <= count) return Number.NEGATIVE_INFINITY;
  scratch.set(values);
  let low = 0;
  let high = values.length - 1;
  const wanted = values.length - count;
  while (low < high) {
    const pivot = scratch[(low + high) >> 1] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((scratch[left] ?? 0) < pivot) left++;
      while ((scratch[right] ?? 0) > pivot) right--;
      if (left > right) break;
      const swapped = scratch[left] ?? 0;
      scratch[left++] = scratch[right] ?? 0;
      scratch[right--] = swapped;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return scratch[wanted] ?? Number.NEGATIVE_INFINITY;
}
