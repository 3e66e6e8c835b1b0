import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DecimalSign,
  decimalEvidence,
  divideDecimal,
  formatDecimal,
  multiplyDecimal,
  parseDecimal,
  roundDecimal,
} from '../../src/values/decimal.ts';

const amounts = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 });

/** The quotient by whole numbers alone, half away from zero. */
function halfUp(numerator: bigint, by: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  return ((size * 2n + by) / (2n * by)) * (numerator < 0n ? -1n : 1n);
}

describe('a number in an export', () => {
  it.each<[string, string]>([
    ['1 234,56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56 €', '1234.56'],
    ['1\u00a0234,56\u00a0€', '1234.56'],
    ['1\u202f234\u202f567,8', '1234567.8'],
    ["1'234.50", '1234.5'],
    ['1’234’567', '1234567'],
    ['1234,56 EUR', '1234.56'],
    ['€ 12', '12'],
    ['8,50', '8.5'],
    ['8.50', '8.5'],
    ['-8,50', '-8.5'],
    ['8,50-', '-8.5'],
    ['(8,50)', '-8.5'],
    ['(1 234,56 €)', '-1234.56'],
    ['−3', '-3'],
    ['– 3,20', '-3.2'],
    ['="8,50"', '8.5'],
    ["'1 234,56", '1234.56'],
    ["'-3", '-3'],
    ['+3', '3'],
    [',5', '0.5'],
    ['12.', '12'],
    ['007', '7'],
    ['0', '0'],
    ['-0', '0'],
    ['1.234.567', '1234567'],
    ['1,234,567.891', '1234567.891'],
    ['1234,567', '1234.567'],
    ['0,750', '0.75'],
    ['1 234,567', '1234.567'],
    ['8.50000000000001', '8.5'],
    ['0.00005', '0.0001'],
    ['0.00004', '0'],
  ])('%j is %s', (text, value) => {
    const parsed = parseDecimal(text);
    expect(typeof parsed === 'number' ? formatDecimal(parsed) : parsed).toBe(value);
  });

  it.each([
    ['', 'DECIMAL_EMPTY'],
    [' \u00a0', 'DECIMAL_EMPTY'],
    ['nan', 'DECIMAL_UNREADABLE'],
    ['1E5', 'DECIMAL_UNREADABLE'],
    ['12 34', 'DECIMAL_UNREADABLE'],
    ['1.23.456', 'DECIMAL_UNREADABLE'],
    ['1,2,3', 'DECIMAL_UNREADABLE'],
    ['1.234,5.6', 'DECIMAL_UNREADABLE'],
    ['1 234.567 890', 'DECIMAL_UNREADABLE'],
    ['--3', 'DECIMAL_UNREADABLE'],
    ['.', 'DECIMAL_UNREADABLE'],
    ['€', 'DECIMAL_UNREADABLE'],
    ['12 bouteilles', 'DECIMAL_UNREADABLE'],
    ['999999999999999', 'DECIMAL_TOO_LARGE'],
  ])('%j is refused: %s', (text, code) => {
    expect(parseDecimal(text)).toEqual({ problem: code });
  });

  it.each<[string, DecimalSign, string]>([
    ['1.234', 'undecided', '1.234'],
    ['1,234', 'undecided', '1.234'],
    ['1.234', 'comma', '1234'],
    ['1,234', 'comma', '1.234'],
    ['1,234', 'point', '1234'],
    ['1.234', 'point', '1.234'],
    ['-1.234 €', 'comma', '-1234'],
    ['0.234', 'comma', '0.234'],
  ])('%s is read by what its column shows (%s): %s', (text, sign, value) => {
    const parsed = parseDecimal(text, sign);
    expect(typeof parsed === 'number' && formatDecimal(parsed)).toBe(value);
  });

  it.each([
    ['1.234,5', 'comma'],
    ['12,50', 'comma'],
    ['1.234.567', 'comma'],
    ['1,234.5', 'point'],
    ['12.5', 'point'],
    ['1,234', 'either'],
    ['1.234', 'either'],
    ['1234', 'nothing'],
    ['nan', 'nothing'],
  ])('%s shows of its column: %s', (text, evidence) => {
    expect(decimalEvidence(text)).toBe(evidence);
  });

  it('reads back what the house wrote, and every French and Swiss way to write it', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        const text = formatDecimal(value);
        const sign = text.includes('.') ? 'point' : 'undecided';
        expect(parseDecimal(text, sign)).toBe(value);
        const [integer = '', fraction] = text.replace('-', '').split('.');
        for (const thousands of [' ', '\u00a0', '\u202f', '.', "'"]) {
          const grouped = integer.replace(/\B(?=(\d{3})+$)/g, thousands);
          const french = `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`} €`;
          expect(parseDecimal(french, 'comma')).toBe(value);
        }
      }),
    );
  });

  it('multiplies, divides and rounds half-up, away from zero, exactly', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 99_000_000_000 }), (value, other) => {
        // As numbers: beyond 2^53 both are the nearest one.
        expect(multiplyDecimal(value, other)).toBe(Number(halfUp(BigInt(value) * BigInt(other), 10_000n)));
        expect(divideDecimal(value, other)).toBe(Number(halfUp(BigInt(value) * 10_000n, BigInt(other))));
      }),
    );
    expect(divideDecimal(102_000, 12_000)).toBe(85_000);
    expect([roundDecimal(12_345, 3), roundDecimal(-12_345, 3), roundDecimal(12_345, 0)]).toEqual([
      12_350, -12_350, 10_000,
    ]);
  });
});
