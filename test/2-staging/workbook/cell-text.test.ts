import { describe, expect, it } from 'vitest';
import { type CellValue, cellText, isErrorText } from '../../../src/2-staging/workbook/cell-text.ts';

const cells: readonly (readonly [string, CellValue, string])[] = [
  ['an EAN stays whole', 3760012345678, '3760012345678'],
  ['so does one larger than Excel can count', 1.5e22, '15000000000000000000000'],
  ['a price', 8.5, '8.5'],
  ['the noise of a sum goes', 0.1 + 0.2, '0.3'],
  ['and of a product', 1.1 * 3, '3.3'],
  ['a very small number has no exponent', 1.5e-7, '0.00000015'],
  ['nor a negative one', -2.5e-8, '-0.000000025'],
  ['minus zero is zero', -0, '0'],
  ['a number that is none is nothing', Number.NaN, ''],
  ['a day', new Date('2025-12-27T00:00:00Z'), '2025-12-27'],
  ['a day with a time', new Date('2025-12-27T10:00:00Z'), '2025-12-27 10:00:00'],
  ['a time that Excel keeps a hair too early', new Date('2025-12-26T23:59:59.999Z'), '2025-12-27'],
  ['a time alone', new Date('1899-12-31T08:30:00Z'), '08:30:00'],
  ['a day that is none is shown as such', new Date(Number.NaN), '#DATE'],
  ['yes', true, 'Oui'],
  ['no', false, 'Non'],
  ['text keeps its spaces', ' 00123 ', ' 00123 '],
  ['nothing', null, ''],
];

describe('the text of a cell', () => {
  it.each(cells)('%s', (_, value, text) => {
    expect(cellText(value)).toBe(text);
  });

  it('is an error only when it is one that spreadsheets show', () => {
    expect(['#N/A', '#VALEUR!', '#REF!', '#1', '#cave', 'N/A', ''].map(isErrorText)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
