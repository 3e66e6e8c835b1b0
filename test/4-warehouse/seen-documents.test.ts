/** How a first file tells a document it met before from a new one. */
import { describe, expect, it } from 'vitest';
import { SeenDocuments } from '../../src/4-warehouse/sales/seen-documents.ts';

describe('the documents of a first file', () => {
  it('are new once each, seventeen hundred thousand of them as well', () => {
    const seen = new SeenDocuments();
    let mistaken = 0;
    for (let year = 2020; year < 2026; year++) {
      for (let number = 1; number <= 285_000; number++) {
        if (seen.isSeen(`FACTURE_${year}${String(number).padStart(5, '0')}`)) mistaken++;
      }
    }
    expect(mistaken).toBe(0);
  });

  it('are met again further on', () => {
    const seen = new SeenDocuments();
    const ids = Array.from({ length: 20_000 }, (_, number) => `AVOIR_é${number}`);
    for (const id of ids) expect(seen.isSeen(id)).toBe(false);
    expect(ids.every((id) => seen.isSeen(id))).toBe(true);
    expect(seen.isSeen('AVOIR_é20000')).toBe(false);
  });
});
