import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { ledgersOf } from '../../bench/clv/transactions.ts';

const read = (...lines: readonly string[]) => ledgersOf(Buffer.from(lines.join('\n')));

describe('who ordered when for how much, as other shops write it', () => {
  const expected = [
    { code: 'A', days: ['2018-02-01', '2018-12-25'], amounts: [1234.5, 8] },
    { code: 'B', days: ['2018-03-04'], amounts: [10.25] },
  ];

  test.each([
    ['in French', ['Client;Date;Montant TTC', 'A;01/02/2018;1 234,50', 'A;25/12/2018;8,00', 'B;04/03/2018;10,25']],
    [
      'in American, price and quantity apart',
      [
        '"CustomerID","InvoiceDate","Quantity","UnitPrice"',
        '"A","2/1/2018 8:26","1","1,234.50"',
        '"A","12/25/2018 9:00 PM","4","2.00"',
        '"B","3/4/2018 8:00",1,"$10.25"',
      ],
    ],
    [
      'with months in words, several lines a day',
      [
        'user id,order date,revenue',
        'B,04-Mar-18,10.25',
        'A,1 Feb 2018,1000',
        'A,01-Feb-2018,234.5',
        'A,"Dec 25, 2018",8',
      ],
    ],
    [
      'as CDNOW does, in columns of blanks',
      ['A 0001 20180201  1 1234.50', 'A 0001 20181225  1    8.00', 'B 0002 20180304  1   10.25'],
    ],
  ])('%s', (_, lines) => {
    expect(read(...lines)).toEqual({ ledgers: expected, leftOut: { lines: 0, first: 0 } });
  });

  test('days may be numbers; a day of returns alone is no order, a day for nothing is one', () => {
    const { ledgers } = read('id,day,amount', 'x,0,5', 'x,7,-3', 'x,9,0');
    expect(ledgers).toEqual([{ code: 'x', days: ['1970-01-01', '1970-01-10'], amounts: [5, 0] }]);
  });

  test('a line that cannot be read is left out and told; a file of such lines is refused in a sentence', () => {
    const good = Array.from({ length: 12 }, (_, at) => `x,2018-01-${10 + at},5`);
    expect(read('customer,date,amount', ...good, 'x,soon,5').leftOut).toEqual({ lines: 1, first: 14 });
    expect(() => read('customer,date,amount', 'x,soon,5')).toThrow('1 of 1 lines have no customer, date or amount');
    expect(() => read('ID,x,t_x,T,zbar', '1,2,30.43,38.86,22.35')).toThrow(
      'no column for the date; its columns: ID, x',
    );
    expect(() => read('customer,date,amount')).toThrow('a header and no line below it');
    expect(() => read('')).toThrow('The file is empty');
  });
});
