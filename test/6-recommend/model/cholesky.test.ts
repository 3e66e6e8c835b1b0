import { expect, test } from 'vitest';
import { emptySquare, invert } from '../../../src/6-recommend/model/cholesky.ts';
import { mixed } from '../../../src/6-recommend/model/mixed.ts';

/** Σ over draws of x·xᵀ, and 1 on the diagonal. */
function positive(size: number) {
  const matrix = emptySquare(size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let value = row === column ? 1 : 0;
      for (let draw = 0; draw < 5; draw++) value += mixed(row, draw, 1) * mixed(column, draw, 1);
      matrix.values[row * matrix.side + column] = value;
    }
  }
  return matrix;
}

test.each([1, 4, 23])('a matrix of %d rows times its inverse is the unit matrix', (size) => {
  const matrix = positive(size);
  const inverse = positive(size);
  invert(inverse);
  const { side, values } = matrix;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (values[row * side + k] ?? 0) * (inverse.values[k * side + column] ?? 0);
      expect(sum).toBeCloseTo(row === column ? 1 : 0, 10);
    }
  }
});

test('a matrix that is not positive definite is refused', () => {
  const matrix = emptySquare(2);
  matrix.values.set([1, 2, 0, 0, 2, 1]);
  expect(() => invert(matrix)).toThrow(RangeError);
});
