/**
 * The inverse of a symmetric positive definite matrix by Cholesky's factors (Golub and Van Loan, Matrix Computations, ch. 4). All
 * three steps are products of rows with rows, taken four by four so that each number fetched is used four times.
 */

/** Rows and columns worked on at a time. */
const tile = 4;

/** A square matrix whose side is a multiple of the tile; what was added has 1 on the diagonal and 0 beside it. */
export interface Square {
  readonly side: number;
  /** Row after row. */
  readonly values: Float64Array;
}

/** An empty square for `size` rows, with ones where rows were added. */
export function emptySquare(size: number): Square {
  const side = Math.ceil(size / tile) * tile;
  const values = new Float64Array(side * side);
  for (let row = size; row < side; row++) values[row * side + row] = 1;
  return { side, values };
}

/**
 * Overwrites the matrix, of which only the lower triangle is read, with its inverse. Time grows with side³ / 2. Throws
 * RangeError where it is not positive definite.
 */
export function invert(matrix: Square): void {
  const products = new Float64Array(tile * tile);
  factorise(matrix, products);
  const columns = columnsOfInverse(matrix, products);
  multiply(columns, matrix, products);
}

/** The products of the rows of one square with those of the other, row by row of the first: one · otherᵀ. */
export function rowProducts(one: Square, other: Square): Square {
  const { side } = one;
  const result = new Float64Array(side * side);
  const products = new Float64Array(tile * tile);
  for (let top = 0; top < side; top += tile) {
    for (let left = 0; left < side; left += tile) {
      rowsByRows(one.values, top * side, other.values, left * side, { side, from: 0, to: side }, products);
      for (let row = 0; row < tile; row++)
        result.set(products.subarray(row * tile, (row + 1) * tile), (top + row) * side + left);
    }
  }
  return { side, values: result };
}

/** Puts L with L·Lᵀ = matrix into the lower triangle, column tile after column tile. */
function factorise({ side, values }: Square, products: Float64Array): void {
  for (let left = 0; left < side; left += tile) {
    for (let top = left; top < side; top += tile) {
      rowsByRows(values, top * side, values, left * side, { side, from: 0, to: left }, products);
      for (let row = top; row < top + tile; row++) {
        for (let column = left; column < left + tile && column <= row; column++) {
          let value = (values[row * side + column] ?? 0) - (products[(row - top) * tile + column - left] ?? 0);
          for (let k = left; k < column; k++) value -= (values[row * side + k] ?? 0) * (values[column * side + k] ?? 0);
          if (row !== column) value /= values[column * side + column] ?? 1;
          else if (value > 0) value = Math.sqrt(value);
          else throw new RangeError('The matrix is not positive definite.');
          values[row * side + column] = value;
        }
      }
    }
  }
}

/** L⁻¹, its columns laid out as rows. */
function columnsOfInverse({ side, values }: Square, products: Float64Array): Square {
  const columns = new Float64Array(side * side);
  for (let top = 0; top < side; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      rowsByRows(values, top * side, columns, left * side, { side, from: left, to: top }, products);
      for (let row = top; row < top + tile; row++) {
        for (let column = left; column < left + tile && column <= row; column++) {
          let value = (row === column ? 1 : 0) - (products[(row - top) * tile + column - left] ?? 0);
          for (let k = top; k < row; k++) value -= (values[row * side + k] ?? 0) * (columns[column * side + k] ?? 0);
          columns[column * side + row] = value / (values[row * side + row] ?? 1);
        }
      }
    }
  }
  return { side, values: columns };
}

/** L⁻ᵀ·L⁻¹, both triangles, into `into`. */
function multiply({ side, values }: Square, into: Square, products: Float64Array): void {
  for (let top = 0; top < side; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      rowsByRows(values, top * side, values, left * side, { side, from: top, to: side }, products);
      for (let at = 0; at < tile * tile; at++) {
        const row = top + Math.floor(at / tile);
        const column = left + (at % tile);
        into.values[row * side + column] = products[at] ?? 0;
        into.values[column * side + row] = products[at] ?? 0;
      }
    }
  }
}

/** The sixteen products of four rows of `one` with four rows of `other`, over the columns `from … to)`. */
function rowsByRows(
  one: Float64Array,
  oneAt: number,
  other: Float64Array,
  otherAt: number,
  { side, from, to }: { readonly side: number; readonly from: number; readonly to: number },
  into: Float64Array,
): void {
  const [a0, a1, a2, a3] = [oneAt, oneAt + side, oneAt + 2 * side, oneAt + 3 * side];
  const [b0, b1, b2, b3] = [otherAt, otherAt + side, otherAt + 2 * side, otherAt + 3 * side];
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [s20, s21, s22, s23, s30, s31, s32, s33] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = from; k < to; k++) {
    const x0 = other[b0 + k] ?? 0;
    const x1 = other[b1 + k] ?? 0;
    const x2 = other[b2 + k] ?? 0;
    const x3 = other[b3 + k] ?? 0;
    const y0 = one[a0 + k] ?? 0;
    s00 += y0 * x0;
    s01 += y0 * x1;
    s02 += y0 * x2;
    s03 += y0 * x3;
    const y1 = one[a1 + k] ?? 0;
    s10 += y1 * x0;
    s11 += y1 * x1;
    s12 += y1 * x2;
    s13 += y1 * x3;
    const y2 = one[a2 + k] ?? 0;
    s20 += y2 * x0;
    s21 += y2 * x1;
    s22 += y2 * x2;
    s23 += y2 * x3;
    const y3 = one[a3 + k] ?? 0;
    s30 += y3 * x0;
    s31 += y3 * x1;
    s32 += y3 * x2;
    s33 += y3 * x3;
  }
  into.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
}
