/** How the documents of a sales file are told from one another while it is read. */
import { describe, expect, it } from 'vitest';
import { DocumentNumbers } from '../../src/4-warehouse/sales/document-numbers.ts';

describe('the documents of a sales file', () => {
  it('are new once each, seventeen hundred thousand of them as well', () => {
    const numbers = new DocumentNumbers();
    let documents = 0;
    let mistaken = 0;
    for (let year = 2020; year < 2026; year++) {
      for (let number = 1; number <= 285_000; number++) {
        if (numbers.learn(`FACTURE_${year}${String(number).padStart(5, '0')}`) !== documents++) mistaken++;
      }
    }
    expect(mistaken).toBe(0);
    expect(numbers.count).toBe(documents);
  });

  it('are known by their numbers further on', () => {
    const numbers = new DocumentNumbers();
    const ids = Array.from({ length: 20_000 }, (_, number) => `AVOIR_é${number}`);
    ids.forEach((id, number) => expect(numbers.learn(id)).toBe(number));
    expect(ids.every((id, number) => numbers.find(id) === number && numbers.learn(id) === number)).toBe(true);
    expect(numbers.find('AVOIR_é20000')).toBe(-1);
    expect(numbers.find('x'.repeat(5000))).toBe(-1);
  });
});
