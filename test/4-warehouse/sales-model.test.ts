/**
 * Random weeks against a ledger kept by hand: whatever exports tell, in whatever order they arrive, the warehouse ends as
 * the simplest reading of the rules does.
 */
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  infiniteStream,
  integer,
  nat,
  record,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CuratedRow, vente } from './warehouse-case.ts';
import { warehouseCases } from './warehouse-cases.ts';

const { newEstate } = warehouseCases();

/** A document on a day of one of eight October days, with the bottles of each of its lines. */
interface Told {
  readonly number: number;
  readonly day: number;
  readonly lines: readonly number[];
}

const told: Arbitrary<Told> = record({
  number: integer({ min: 1, max: 8 }),
  day: integer({ min: 1, max: 8 }),
  lines: array(integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 3 }),
});
const exportOfWeek = uniqueArray(told, { selector: ({ number }) => number, minLength: 1, maxLength: 8 });
const weeks = array(exportOfWeek, { minLength: 2, maxLength: 4 });

/** The ledger after all exports, read as formats.md says it: a document is replaced whole, absence in a re-export deletes. */
function keepByHand(exports: readonly (readonly Told[])[]): string[] {
  const ledger = new Map<number, { readonly document: Told; readonly toldIn: number }>();
  for (const [index, documents] of exports.entries()) {
    const days = documents.map(({ day }) => day);
    const isInWindow = (day: number): boolean => day >= Math.min(...days) && day <= Math.max(...days);
    const numbers = new Set(documents.map(({ number }) => number));
    const held = [...ledger.keys()].filter((number) => numbers.has(number)).length;
    const absent = [...ledger].filter(([number, { document }]) => !numbers.has(number) && isInWindow(document.day));
    if (absent.length > 0 && held / (held + absent.length) >= 0.5) for (const [number] of absent) ledger.delete(number);
    for (const document of documents) ledger.set(document.number, { document, toldIn: index });
  }
  return [...ledger.values()]
    .flatMap(({ document }) =>
      document.lines.map((bottles, line) => `FACTURE_${document.number} #${line + 1} ${document.day} ${bottles}`),
    )
    .sort();
}

function rowsOf(documents: readonly Told[]): CuratedRow[] {
  return documents.flatMap(({ number, day, lines }) =>
    lines.map((bottles) => vente(`FACTURE ${number}`, `2026-10-0${day}`, { qty_line: bottles })),
  );
}

describe('the ledger', () => {
  it('holds what its exports tell, week by week, all at once, and in any order of arrival', async () => {
    const cases = asyncProperty(weeks, infiniteStream(nat()), async (exports, chances) => {
      const files = exports.map((documents, index) => ({
        rows: rowsOf(documents),
        exportedAt: `2026-11-0${index + 1}`,
      }));
      const shuffled = files
        .map((file) => ({ file, chance: chances.next().value ?? 0 }))
        .sort((one, other) => one.chance - other.chance)
        .map(({ file }) => file);
      const arrivals = [files, shuffled].map((order) => order.map((file) => [file])).concat([[files]]);
      for (const runs of arrivals) {
        const estate = await newEstate();
        estate.set({ drift: { max_vanished_share: 1 } });
        for (const run of runs) {
          for (const { rows, exportedAt } of run) await estate.receive('ventes_lignes', rows, { exportedAt });
          await estate.load();
        }
        const ledger = await estate.query<{ row: string }>(`
          select document_id || ' ' || line_id || ' ' || extract(day from date_livraison) || ' ' || trim_scale(qty_line) as row
          from etl.ventes_lignes where estate_id = :'estate'`);
        expect(ledger.map(({ row }) => row).sort()).toEqual(keepByHand(exports));
      }
    });
    await assert(cases, { numRuns: 5, seed: 20261116, endOnFailure: true });
  });
});
