/** The demo estate, whose truth is known: what the recommendations say is held against what its clients really are. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeExports } from '../../../src/1-raw/take-exports.ts';
import { acceptWeights } from '../../../src/6-recommend/evaluate/accept-weights.ts';
import { defaultOptions, evaluate } from '../../../src/6-recommend/evaluate/evaluate.ts';
import type { EvaluationReport, MethodReport } from '../../../src/6-recommend/evaluate/report.ts';
import { sql } from '../../../src/db/sql.ts';
import { generateDemo } from '../../../src/demo/generate.ts';
import { readSettings } from '../../../src/estate/settings-store.ts';
import { readJournal } from '../../../src/journal/journal.ts';
import { runWeek } from '../../../src/run/run-week.ts';
import { daysBetween } from '../../../src/values/day.ts';
import { foldUpper } from '../../../src/values/fold.ts';
import type { RunWorld } from '../../../src/world.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';

const asOf = '2026-11-16';
const options = { ...defaultOptions, origins: 3 };

interface Taken {
  readonly client: string;
  readonly wine: string;
}

describe('the evaluation of the demo estate', () => {
  let estate: TestEstate;
  let exports: string;
  let truth: Awaited<ReturnType<typeof generateDemo>>;
  let world: RunWorld;
  let report: EvaluationReport;

  beforeAll(async () => {
    exports = await mkdtemp(join(tmpdir(), 'cuvee-exports-'));
    truth = await generateDemo({ out: exports, clients: 240, years: 3, seed: 11, until: asOf, flaws: false });
    estate = await testEstate({ changes: { recommender: { mode: 'learned' } } });
    await takeExports(estate.world, exports, 'isavigne');
    await runWeek(estate.world, { asOf });
    world = { ...estate.world, asOf, runId: '00000000-0000-7000-8000-000000000000' };
    report = await evaluate(world, options);
  }, 60_000);

  afterAll(async () => {
    await estate?.close();
    await rm(exports, { recursive: true, force: true });
  });

  const methodOf = (name: string): MethodReport => {
    const method = report.methods.find((one) => one.name === name);
    if (!method) throw new Error(`no method ${name}`);
    return method;
  };

  it('replays three quarters, each from what was known then', () => {
    expect(report.status).toBe('measured');
    expect(report.origins).toHaveLength(3);
    for (const [place, { asOf: day, until }] of report.origins.entries()) {
      expect(daysBetween(truth.firstDay, day)).toBeGreaterThanOrEqual(365);
      expect(daysBetween(day, until)).toBe(90);
      expect(until <= (report.origins[place + 1]?.asOf ?? asOf)).toBe(true);
    }
    expect(report.buyers).toBe(report.origins.reduce((sum, { buyers }) => sum + buyers, 0));
  });

  it('breaks no rule, neither in a replayed letter nor in the list of the week', () => {
    expect(report.methods.filter(({ violations }) => violations.total > 0)).toEqual([]);
    expect(report.published).toMatchObject({ violations: 0, byCode: {} });
    expect(report.published.recommendations).toBeGreaterThan(50);
    // The count can count: letters made without guardrails are caught.
    expect(report.withoutGuardrails.every(({ violations }) => violations > 0)).toBe(true);
  });

  it('finds far more than a list of best sellers, whose interval lies below', () => {
    const sellers = report.withoutPlaces.find(({ name }) => name === 'best_sellers');
    expect(methodOf('learned').hit3?.low).toBeGreaterThan(sellers?.hit3?.high ?? 1);
    expect(methodOf('owner').hit3?.low).toBeGreaterThan(sellers?.hit3?.high ?? 1);
    expect(methodOf('learned').explore.hit3?.value).toBeGreaterThan(methodOf('best_sellers').explore.hit3?.value ?? 1);
  });

  it('knows who is due: those the page expects come three times as often as those it expects later', () => {
    const { said, skill } = report.due.find(({ days }) => days === 90) ?? fail();
    expect(said.due.bought).toBeGreaterThan(3 * (said.later.bought ?? 1));
    expect(skill).toBeGreaterThan(0);
  });

  it('proposes again what a client keeps coming back to, and new wines of their taste, well above chance', async () => {
    const proposed = (scenario: string): Promise<readonly Taken[]> =>
      takenFrom(
        world,
        `
        select recommendations.client_code as client, wines.name as wine
        from crm.recommendations as recommendations
        inner join etl.wines as wines
          on wines.estate_id = recommendations.estate_id and wines.wine_key = recommendations.wine_key
        where recommendations.estate_id = :'estate_id' and recommendations.scenario = '${scenario}'`,
      );
    const bought = await takenFrom(
      world,
      `
      select distinct lignes.client_code as client, wines.name as wine
      from etl.ventes_lignes as lignes
      inner join etl.produits as produits
        on produits.estate_id = lignes.estate_id and produits.produit_key = lignes.produit_key
      inner join etl.wines as wines
        on wines.estate_id = produits.estate_id and wines.wine_key = produits.wine_key
      where lignes.estate_id = :'estate_id' and lignes.line_kind = 'sale' and lignes.client_code is not null`,
    );
    const clients = new Map(truth.clients.map((client) => [client.clientCode, client]));
    const favourites = (code: string) => clients.get(code)?.favouriteWines ?? [];
    const tasteWines = (code: string) => truth.tasteWines[clients.get(code)?.taste ?? 'eclectique'];
    const [rebuy, crossSell] = [await proposed('rebuy'), await proposed('cross-sell')];
    const everything = crossSell.flatMap(({ client }) =>
      Object.values(truth.labels).map((wine): Taken => ({ client, wine })),
    );

    // Of their own wines, more than a wine drawn among them.
    const rebuyers = new Set(rebuy.map(({ client }) => client));
    const theirs = bought.filter(({ client }) => rebuyers.has(client));
    expect(shareIn(rebuy, favourites)).toBeGreaterThan(1.1 * shareIn(theirs, favourites));
    expect(shareIn(crossSell, tasteWines)).toBeGreaterThan(1.5 * shareIn(everything, tasteWines));
  });

  it('is kept once, and the same when asked again', async () => {
    expect(await evaluate(world, options)).toEqual(report);
    const kept = await world.database.rows(sql(`select inputs_hash from crm.evaluations where estate_id = :'estate'`), {
      estate: world.estate,
    });
    expect(kept).toEqual([{ inputs_hash: report.inputsHash }]);
  });

  it('changes no weight without a gain beyond chance; with one, a person does, and the journal says who and why', async () => {
    const keep: EvaluationReport = { ...report, weights: { ...report.weights, status: 'keep' } };
    await expect(acceptWeights(world, keep, 'essai')).rejects.toMatchObject({ code: 'WEIGHTS_NOT_BETTER' });
    const proposed = { ...report.weights.current, rebuy: 2 };
    const better: EvaluationReport = { ...report, weights: { ...report.weights, status: 'better', proposed } };
    await acceptWeights(world, better, 'les rachats comptent plus');
    expect((await readSettings(world.database, world.estate)).settings.weights).toEqual(proposed);
    expect(await readJournal(world.database, world.estate, 1)).toMatchObject([
      { action: 'settings.changed', actor: 'test', reason: expect.stringContaining('les rachats comptent plus') },
    ]);
  });
});

function takenFrom({ database, estate }: RunWorld, statement: string): Promise<readonly Taken[]> {
  return database.rows<Taken>(sql(statement), { estate_id: estate });
}

/** How many of some wines are among those that the truth lists for their client. */
function shareIn(taken: readonly Taken[], winesOf: (client: string) => readonly string[]): number {
  const found = taken.filter(({ client, wine }) => winesOf(client).map(foldUpper).includes(foldUpper(wine)));
  return found.length / taken.length;
}

function fail(): never {
  throw new Error('nothing said of 90 days');
}
