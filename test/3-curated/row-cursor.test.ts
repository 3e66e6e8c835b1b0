import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellMemo, isPlainCode } from '../../src/3-curated/cell-memo.ts';
import { CuratedRows, encodeLike } from '../../src/3-curated/curated-rows.ts';
import { ExactSum } from '../../src/3-curated/exact-sum.ts';
import { clientCell } from '../../src/3-curated/identity-cells.ts';
import { RowCursor } from '../../src/3-curated/row-cursor.ts';
import { formatDecimal } from '../../src/values/decimal.ts';
import { ownCsvRecord } from '../../src/values/own-csv.ts';

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '€', '𝄞', '"', ';', '\n', '\r', ' ', '1'), maxLength: 6 });
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });

function cursorOver(records: readonly (readonly string[])[]): RowCursor {
  const cursor = new RowCursor(3, 'test.csv');
  cursor.load(Buffer.from(records.map((record) => ownCsvRecord(record)).join('')));
  return cursor;
}

describe('the bytes of a staging file', () => {
  it('give every cell back, quotes and line ends included', () => {
    fc.assert(
      fc.property(rows, (records) => {
        const cursor = cursorOver(records);
        for (const record of records) {
          expect(cursor.next()).toBe(true);
          expect([0, 1, 2].map((column) => cursor.text(column))).toEqual(record);
        }
        expect(cursor.next()).toBe(false);
      }),
    );
  });

  it('mean the same whether a cell is met for the first time or again', () => {
    fc.assert(
      fc.property(rows, (records) => {
        const memo = new CellMemo(1, (text) => `<${text}>`);
        const cursor = cursorOver([...records, ...records]);
        for (const [, middle] of [...records, ...records]) {
          cursor.next();
          expect(memo.of(cursor)).toBe(`<${middle}>`);
        }
      }),
    );
  });

  it('are remembered rightly, though a column remembers only so many', () => {
    const memo = new CellMemo(0, (text) => Number(text));
    const cursor = new RowCursor(1, 'test.csv');
    const numbers = Array.from({ length: 150_000 }, (_, index) => index);
    cursor.load(Buffer.from(`${numbers.join('\n')}\n`));
    let wrong = 0;
    for (const number of numbers) if (!cursor.next() || memo.of(cursor) !== number) wrong++;
    expect(wrong).toBe(0);
  });

  it('that are cut short are said to be damaged, never guessed', () => {
    for (const text of ['a;b\n', 'a;b;c;d\n', 'a;"b;c\n']) {
      const cursor = new RowCursor(3, 'test.csv');
      cursor.load(Buffer.from(text));
      expect(() => cursor.next()).toThrow(/altered or cut short/);
    }
  });

  it('of a plain code need no cleaning: the short way and the long way agree', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'Z', '0', '9', 'a', '-', '[', '@', ':', '/', 'é'), maxLength: 4 }),
        (code) => {
          const cursor = cursorOver([[code, '', '']]);
          cursor.next();
          expect(isPlainCode(cursor, 0)).toBe(/^(?=.*\d)[A-Z0-9]+$/.test(code));
          expect(clientCell(isPlainCode(cursor, 0) ? code : 'A9')).toEqual(clientCell('C1'));
        },
      ),
    );
  });
});

describe('the rows of a curated file', () => {
  it('hold what was written: texts, amounts and cells as they were', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 20 }), (records, numbers) => {
        let text = '';
        const out = new CuratedRows((bytes) => {
          text += bytes.toString('utf8');
        });
        const cursor = cursorOver(records);
        for (const [index, record] of records.entries()) {
          cursor.next();
          out.text(record[0]);
          out.decimal(numbers[index % numbers.length]);
          out.written(encodeLike(record[1], record[1]), cursor, 1);
          out.endRow();
        }
        out.flush();
        const expected = records.map((record, index) =>
          ownCsvRecord([record[0], formatDecimal(numbers[index % numbers.length] ?? 0), record[1]]),
        );
        expect(text).toBe(expected.join(''));
      }),
    );
  });

  it('are summed exactly, however large the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), { maxLength: 30 }), (values) => {
        const sum = new ExactSum();
        for (const value of values) sum.add(value);
        expect(sum.total()).toBe(values.reduce((total, value) => total + BigInt(value), 0n));
        expect(Number(sum.format())).toBeCloseTo(Number(sum.total()) / 10_000, 0);
      }),
    );
  });
});
