/** A small estate through the rooms, twice: the first time everything arrives, the second time nothing changes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { sql } from '../../src/db/sql.ts';
import { generateDemo } from '../../src/demo/generate.ts';
import { runWeek, type RunOutcome } from '../../src/run/run-week.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const asOf = '2026-11-16';

describe('the Monday run of a demo estate', () => {
  let estate: TestEstate;
  let exports: string;
  let truth: Awaited<ReturnType<typeof generateDemo>>;
  let first: RunOutcome;

  beforeAll(async () => {
    exports = await mkdtemp(join(tmpdir(), 'cuvee-exports-'));
    truth = await generateDemo({ out: exports, clients: 120, years: 3, seed: 7, until: asOf });
    estate = await testEstate();
    await takeExports(estate.world, exports, 'isavigne');
    first = await runWeek(estate.world, { asOf });
  });

  afterAll(async () => {
    await estate?.close();
    await rm(exports, { recursive: true, force: true });
  });

  it('ends well, with every line loaded or refused, in rows and in euros', () => {
    const { report } = first;
    expect(first.stoppedBy).toBeUndefined();
    expect(report.ok).toBe(true);
    expect(report.steps.map((step) => step.step)).toEqual([
      'receive',
      'stage',
      'curate',
      'check-drift',
      'load',
      'refresh',
      'recommend',
      'audit',
    ]);
    expect(report.totals.linesLoaded + report.totals.linesRejected).toBe(report.totals.linesRead);
    expect(report.totals.mtHtLoaded + report.totals.mtHtRejected).toBeCloseTo(report.totals.mtHtRead, 4);
    expect(report.clients).toBeGreaterThan(100);
    expect(report.recommendations).toBeGreaterThan(30);
  });

  it('arrives at the truth that the generator wrote beside the exports', async () => {
    const [totals] = await estate.world.database.rows(
      sql(`
        select
          count(*) filter (where line_kind = 'sale') as "saleLines",
          count(*) filter (where line_kind = 'return') as "returnLines",
          count(*) filter (where line_kind in ('fee', 'deposit')) as "feeLines",
          count(*) filter (where line_kind = 'ignored') as "ignoredLines",
          count(distinct document_id) filter (where line_kind = 'return') as "returnDocuments",
          (sum(mt_ht) filter (where line_kind in ('sale', 'return')) * 100)::bigint as "netWineHtCents",
          (sum(mt_ttc) filter (where line_kind in ('sale', 'return')) * 100)::bigint as "netWineTtcCents",
          sum(qty_bottles) filter (where line_kind in ('sale', 'return'))::int as bottles,
          (sum(qty_unit) filter (where line_kind in ('sale', 'return')) * 1000)::bigint as "equivalentThousandths"
        from etl.ventes_lignes
        where estate_id = :'estate'`),
      { estate: estate.world.estate },
    );
    const { saleLines, returnLines, feeLines, ignoredLines, returnDocuments, bottles } = truth.totals;
    const { netWineHtCents, netWineTtcCents, equivalentThousandths } = truth.totals;
    const expected = { saleLines, returnLines, feeLines, ignoredLines, returnDocuments, bottles };
    expect(totals).toEqual({ ...expected, netWineHtCents, netWineTtcCents, equivalentThousandths });
  });

  it('changes nothing when it runs again', async () => {
    const before = await rowVersions(estate);
    const second = await runWeek(estate.world, { asOf });
    expect(second.report).toMatchObject({
      ok: true,
      totals: { linesRead: 0 },
      recommendations: first.report.recommendations,
      changes: { documentsNew: 0, documentsChanged: 0, documentsUnchanged: 0, documentsVanished: 0 },
    });
    expect(await rowVersions(estate)).toEqual(before);
  });
});

/** For every table that a run may touch, its rows and the sum of their versions: a row written again changes it. */
async function rowVersions({ world }: TestEstate): Promise<Record<string, unknown>> {
  const tables = await world.database.rows<{ name: string }>(
    sql(`select table_schema || '.' || table_name as name from information_schema.tables
         where table_schema in ('etl', 'crm', 'app') and table_name not in ('runs', 'run_steps', 'migrations') order by 1`),
  );
  const versions: Record<string, unknown> = {};
  for (const { name } of tables) {
    versions[name] = await world.database.one(
      sql(
        `select count(*) as rows, coalesce(sum(xmin::text::bigint), 0)::text as versions from ${name} where estate_id = :'estate'`,
      ),
      { estate: world.estate },
    );
  }
  return versions;
}
