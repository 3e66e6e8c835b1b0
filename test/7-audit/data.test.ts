import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { auditData, lastDataAudit } from '../../src/7-audit/data/audit-data.ts';
import { dataRules } from '../../src/7-audit/data/data-rules.ts';
import { dataScore } from '../../src/7-audit/data/data-score.ts';
import { sql } from '../../src/db/sql.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../support/petit-domaine.ts';

describe('the score of the data', () => {
  it.each([
    ['nothing to look at', [], 100],
    ['all clean', [{ weight: 2, rowsChecked: 10, rowsFlagged: 0 }], 100],
    [
      'half of one rule of two',
      [
        { weight: 1, rowsChecked: 10, rowsFlagged: 5 },
        { weight: 1, rowsChecked: 3, rowsFlagged: 0 },
      ],
      75,
    ],
    ['information weighs nothing', [{ weight: 0, rowsChecked: 10, rowsFlagged: 10 }], 100],
    ['more flags than rows', [{ weight: 1, rowsChecked: 1, rowsFlagged: 5 }], 0],
  ])('%s', (_, counts, expected) => {
    expect(dataScore(counts)).toBe(expected);
  });
});

describe('the audit of the data', () => {
  let estate: TestEstate;
  let world: RunWorld;
  beforeAll(async () => {
    estate = await testEstate();
    await insertPetitDomaine(estate.world.database);
    world = { ...estate.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
    await refreshCustomer360(world);
  });
  afterAll(() => estate.close());

  const flagged = async (code: string) => {
    const audit = await lastDataAudit(world.database, world.estate);
    return audit?.rules.find((rule) => rule.code === code);
  };

  it('counts every rule of the house, once for the same data of the same day', async () => {
    expect(await auditData(world)).toBe(1 + dataRules.length);
    expect(await auditData({ ...world, runId: '01900000-0000-7000-8000-000000000002' })).toBe(0);
    const audit = await lastDataAudit(world.database, world.estate);
    expect(audit?.rules.map(({ code }) => code)).toEqual(dataRules.map(({ code }) => code));
    expect(audit?.score).toBeGreaterThan(50);
    expect(audit?.score).toBeLessThanOrEqual(100);
  });

  it('shows a flawed line with its file and line, and the score falls', async () => {
    const before = (await lastDataAudit(world.database, world.estate))?.score ?? 0;
    const clean = await flagged('ZERO_QUANTITY');
    const [line] = await world.database.rows<{ document_id: string; file_hash: string; file_line: number }>(
      sql(`update etl.ventes_lignes set qty_line = 0, qty_bottles = 0, mt_ht = 0
           where (estate_id, document_id, line_id) in (
             select estate_id, document_id, line_id from etl.ventes_lignes
             where estate_id = :'e' and line_kind = 'sale' order by document_id, line_id limit 1)
           returning document_id, file_hash, file_line`),
      { e: world.estate },
    );
    await auditData({ ...world, configHash: 'another' });
    expect(await flagged('ZERO_QUANTITY')).toMatchObject({
      rowsFlagged: (clean?.rowsFlagged ?? 0) + 1,
      worst: [{ subject: `document:${line?.document_id}`, fileHash: line?.file_hash, line: line?.file_line }],
    });
    expect((await flagged('NON_POSITIVE_AMOUNT'))?.rowsFlagged).toBe(1);
    expect((await lastDataAudit(world.database, world.estate))?.score).toBeLessThan(before);
  });
});
