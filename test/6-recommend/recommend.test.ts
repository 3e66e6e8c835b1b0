/** The cast of petit-domaine through rooms 5 and 6, on a real database. */
import { afterEach, describe, expect, it } from 'vitest';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { scenarioIds } from '../../src/6-recommend/candidate.ts';
import { recommend } from '../../src/6-recommend/recommend.ts';
import { recommendationsOf } from '../../src/6-recommend/recommendations-of.ts';
import { sayProfiling } from '../../src/4-warehouse/consent/say-profiling.ts';
import { sql } from '../../src/db/sql.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import type { RunWorld, StepResult } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, insertSales, petitDomaineAsOf } from '../support/petit-domaine.ts';
import { cast, nathan, type Person } from '../support/petit-domaine-cast.ts';

const estate = 'petit-domaine';
const noHoldout = { guardrails: { holdout_share: 0 } };
const opened: TestEstate[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function petitDomaine(people?: readonly Person[]): Promise<TestEstate> {
  const testing = await testEstate({ slug: estate });
  opened.push(testing);
  await insertPetitDomaine(testing.world.database, people ? { people } : {});
  return testing;
}

let runs = 0;
function runOf({ world }: TestEstate, changes: Record<string, unknown> = noHoldout, asOf = petitDomaineAsOf): RunWorld {
  runs++;
  const runId = `01900000-0000-7000-8000-${String(runs).padStart(12, '0')}`;
  return { ...world, ...settingsFrom(changes), runId, asOf };
}

async function recommended(run: RunWorld): Promise<StepResult> {
  await refreshCustomer360(run);
  return recommend(run);
}

const tables = ['recommendations', 'recommendation_details', 'recommendation_refusals'] as const;

/** Every byte of the three tables but the hash, in a fixed order. */
async function bytes({ world }: TestEstate): Promise<string> {
  const parts = await Promise.all(
    tables.map((table) =>
      world.database.rows(
        sql(`select to_jsonb(listed) - 'inputs_hash' as row from crm.${table} as listed
             where estate_id = :'estate' order by (to_jsonb(listed) - 'inputs_hash')::text collate "C"`),
        { estate },
      ),
    ),
  );
  return JSON.stringify(parts);
}

async function rowVersions({ world }: TestEstate): Promise<string> {
  const parts = await Promise.all(
    [...tables, 'recommendation_runs'].map((table) =>
      world.database.rows(
        sql(`select xmin::text, ctid::text from crm.${table} where estate_id = :'estate' order by 1, 2`),
        { estate },
      ),
    ),
  );
  return JSON.stringify(parts);
}

async function listOf({ world }: TestEstate, clientCode: string) {
  const shown = await recommendationsOf(world.database, { estate, clientCode });
  if (!shown) throw new Error('nothing was computed');
  return shown;
}

describe('the recommendations of petit-domaine', () => {
  it('meet each client where they are', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine));
    const lists = await Promise.all(
      cast.map(async ({ code }) => {
        const { recommendations, refusals } = await listOf(domaine, code);
        const list = recommendations.map(({ scenario, produitKey }) => `${scenario}: ${produitKey}`);
        return [code, list.length > 0 ? list : refusals[0]?.code] as const;
      }),
    );
    expect(Object.fromEntries(lists)).toEqual({
      ARTHUR: ['rebuy: GEWURZTRAMINER ALSACE 2023', 'cross-sell: PINOT GRIS ALSACE 2023', expect.any(String)],
      BERNARD: 'BOUNCED',
      CAVISTE: 'TRADE_CLIENT',
      COMPTOIR: 'TILL_CLIENT',
      LEON: ['winback: RIESLING GRAND CRU BRAND 2021', 'cross-sell: RIESLING VIEILLES VIGNES 2022', expect.any(String)],
      MARCEL: 'SILENCE_WINDOW',
      MINA: 'UNDER_AGE',
      NATHAN: [
        expect.stringMatching(/^cross-sell/),
        expect.stringMatching(/^cross-sell/),
        expect.stringMatching(/^cross-sell/),
      ],
      NOELLE: [
        'cross-sell: CREMANT D ALSACE ROSE',
        'rebuy: CREMANT D ALSACE EXTRA BRUT',
        'rebuy: GEWURZTRAMINER VENDANGES TARDIVES 2020',
      ],
      ODILE: 'OPTED_OUT',
      PAUL: 'FREQUENCY_CAP',
      PAULINE: 'FREQUENCY_CAP',
      PRUDENCE: [
        expect.stringMatching(/^nurture/),
        expect.stringMatching(/^nurture/),
        expect.stringMatching(/^nurture/),
      ],
      RENEE: 'NO_LEGAL_BASIS',
      SIMON: ['rebuy: PINOT GRIS ALSACE 2023', 'cross-sell: GEWURZTRAMINER ALSACE 2023', expect.any(String)],
      SOLANGE: 'MISSING_EMAIL',
      VICTOIRE: [
        expect.stringMatching(/^cross-sell/),
        expect.stringMatching(/^cross-sell/),
        expect.stringMatching(/^cross-sell/),
      ],
    });
  });

  it('give their reason, their components and the evidence to walk back by', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine));
    const { recommendations, asOf } = await listOf(domaine, 'LEON');
    expect(asOf).toBe(petitDomaineAsOf);
    expect(recommendations[0]).toMatchObject({
      rank: 1,
      slot: 'repeat',
      millesime: 2021,
      prixTtc: '25.2000',
      promisedBottles: 6,
      reason:
        'Vous avez pris 6 bouteilles de Riesling Grand Cru Brand 2020 en octobre 2025, pour la 5e fois\u00a0; le 2021 est à la carte.',
      evidence: {
        kind: 'bought',
        boughtProduitKey: 'RIESLING GRAND CRU BRAND 2020',
        orders: 5,
        lastOn: '2025-10-12',
        lastBottles: 6,
      },
    });
    expect(recommendations[0]?.components.map(({ dimension }) => dimension)).toContain('sweetness');
  });

  it('recommend or refuse each of the five scenarios, for every client, the till included', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine));
    for (const { code } of cast) {
      const { recommendations, refusals } = await listOf(domaine, code);
      const listed = new Set(recommendations.map(({ scenario }) => scenario));
      const said = [...listed, ...refusals.map(({ scenario }) => scenario)];
      expect({ code, said: said.sort() }).toEqual({ code, said: [...scenarioIds].sort() });
      expect(refusals.filter(({ sentence }) => !/^\p{Lu}.*\.$/u.test(sentence))).toEqual([]);
      expect(recommendations.map(({ rank }) => rank)).toEqual(recommendations.map((_, place) => place + 1));
    }
  });

  it('are written once: the second run touches no row, and the same run taken up again reports the same', async () => {
    const domaine = await petitDomaine();
    const run = runOf(domaine);
    const report = await recommended(run);
    const before = await rowVersions(domaine);
    expect(report.rowsWritten).toBeGreaterThan(50);
    expect(await recommend(run)).toEqual(report);
    expect(await recommended(runOf(domaine))).toMatchObject({ rowsWritten: 0 });
    expect(await rowVersions(domaine)).toBe(before);
  });

  it('are the same bytes in another database whose rows came in another order', async () => {
    const [one, other] = [await petitDomaine(cast), await petitDomaine([...cast].reverse())];
    await recommended(runOf(one));
    await recommended(runOf(other));
    expect(await bytes(other)).toBe(await bytes(one));
  });

  it('know nothing of a sale after their day', async () => {
    const [today, tomorrow] = [await petitDomaine(), await petitDomaine()];
    await insertSales(
      tomorrow.world.database,
      estate,
      [
        {
          type: 'FACTURE',
          no: 'LATER',
          on: '2026-11-17',
          person: nathan,
          lines: [{ produit: 'RIESLING ALSACE 2024', bottles: 600 }],
        },
      ],
      900,
    );
    await recommended(runOf(today));
    await recommended(runOf(tomorrow));
    expect(await bytes(tomorrow)).toBe(await bytes(today));
  });

  it('choose nothing for who objects to profiling, whose page only adds up what was bought', async () => {
    const testing = await petitDomaine();
    await recommended(runOf(testing));
    const asked = { estate, clientCode: 'VICTOIRE' };
    const listed = async (): Promise<number | undefined> =>
      (await recommendationsOf(testing.world.database, asked))?.recommendations.length;
    expect(await listed()).toBeGreaterThan(0);
    await sayProfiling(testing.world, {
      client: 'VICTOIRE',
      refuses: true,
      why: 'par téléphone',
      on: petitDomaineAsOf,
    });
    await recommended(runOf(testing));
    expect(await listed()).toBe(0);
    const [page] = await testing.world.database.rows(
      sql(`select segment, tier, rfm_code, value_12m_ht, cluster_id, favourite_families, taste, cellar, next_order_on, is_profiled,
             order_count > 1 as has_orders, net_ht > 0 as has_net, has_email, explanation -> 'sentences' -> 'fr' as said
           from crm.customer_360 where estate_id = :'estate' and client_code = 'VICTOIRE'`),
      { estate },
    );
    expect(page).toEqual({
      segment: 'Standard',
      tier: 'Standard',
      rfm_code: null,
      value_12m_ht: null,
      cluster_id: null,
      favourite_families: [],
      taste: null,
      cellar: null,
      next_order_on: null,
      is_profiled: false,
      has_orders: true,
      has_net: true,
      has_email: true,
      said: ['S’oppose au profilage : ni score, ni goûts, ni recommandation. Ses achats sont seulement additionnés.'],
    });
    const refusals = (await recommendationsOf(testing.world.database, asked))?.refusals ?? [];
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['NO_PROFILING']));
  });

  it('come back as they were when the settings do', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine));
    const first = await bytes(domaine);
    const listed = await listOf(domaine, 'NOELLE');
    await recommended(runOf(domaine, { ...noHoldout, scenarios: { per_client: 1 } }));
    expect((await listOf(domaine, 'NOELLE')).recommendations).toHaveLength(1);
    expect((await recommended(runOf(domaine))).rowsWritten).toBeGreaterThan(0);
    expect(await listOf(domaine, 'NOELLE')).toEqual(listed);
    const [current] = await domaine.world.database.rows(
      sql(
        `select count(*) filter (where is_current) as current, count(*) as known from crm.recommendation_runs where estate_id = :'estate'`,
      ),
      { estate },
    );
    expect(current).toEqual({ current: 1, known: 2 });
    expect((await bytes(domaine)).length).toBeGreaterThan(first.length);
  });

  it('are computed anew when a letter went out', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine));
    expect((await listOf(domaine, 'LEON')).recommendations).not.toEqual([]);
    await domaine.world.database.execute(
      sql(`insert into crm.contact_log (estate_id, contact_id, client_code, household_key, channel, status, is_marketing, contacted_at)
           values (:'estate', '01900000-0000-7000-8000-00000000aaaa', 'LEON', 'leon@exemple.test', 'email', 'delivered', true, '2026-11-15T08:00:00Z')`),
      { estate },
    );
    await recommended(runOf(domaine));
    const { recommendations, refusals } = await listOf(domaine, 'LEON');
    expect([recommendations, refusals[0]?.code]).toEqual([[], 'SILENCE_WINDOW']);
  });

  it('keep the lists of households held out for the measure, and publish none', async () => {
    const domaine = await petitDomaine();
    await recommended(runOf(domaine, { guardrails: { holdout_share: 1 } }));
    const [counts] = await domaine.world.database.rows(
      sql(`select (select count(*) from crm.recommendations where estate_id = :'estate') as listed,
                  (select count(*) from crm.recommendation_details where estate_id = :'estate' and is_holdout) as kept,
                  (select sum(promised_bottles) from crm.recommendation_details where estate_id = :'estate') as promised`),
      { estate },
    );
    expect(counts).toEqual({ listed: 0, kept: 21, promised: null });
    expect((await listOf(domaine, 'LEON')).refusals.find(({ scenario }) => scenario === 'winback')?.code).toBe(
      'HOLDOUT',
    );
  });

  it('go by the price list where no stock is exported, and say so', async () => {
    const domaine = await petitDomaine();
    await domaine.world.database.execute(sql(`delete from etl.stock where estate_id = :'estate'`), { estate });
    const { notices } = await recommended(runOf(domaine, { ...noHoldout, recommender: { mode: 'owner' } }));
    expect(notices.map(({ fr }) => fr)).toEqual([
      "Aucun stock n'est exporté : 19 vins comptent comme en vente d'après le tarif seul, sans compter les bouteilles.",
    ]);
    expect((await listOf(domaine, 'LEON')).recommendations[0]?.promisedBottles).toBeNull();
  });

  it('keep the owner’s weights while the past is too short to learn from, and say so', async () => {
    const domaine = await petitDomaine();
    const { notices } = await recommended(runOf(domaine));
    expect(notices.map(({ fr }) => fr)).toEqual([
      'Historique trop court pour apprendre un classement (0 clients à juger, 100 au moins) : vos pondérations sont gardées.',
    ]);
    const [run] = await domaine.world.database.rows<{ ranking: unknown }>(
      sql(`select summary -> 'ranking' as ranking from crm.recommendation_runs where estate_id = :'estate'`),
      { estate },
    );
    expect(run?.ranking).toMatchObject({ by: 'owner', because: 'HISTORY_TOO_SHORT' });
  });

  it('let the details of old computations go, those held out only once nothing is measured by them', async () => {
    const domaine = await petitDomaine();
    const changes = { guardrails: { holdout_share: 0.5 }, recommender: { keep_weeks: 4 } };
    const kept = async () =>
      domaine.world.database.rows<{ day: string; refusals: boolean; listed: boolean; held_out: boolean }>(
        sql(`select as_of_on::text as day,
                    (select count(*) from crm.recommendation_refusals as refusals
                     where refusals.estate_id = runs.estate_id and refusals.inputs_hash = runs.inputs_hash) > 0 as refusals,
                    (select count(*) from crm.recommendation_details as details
                     where details.estate_id = runs.estate_id and details.inputs_hash = runs.inputs_hash and not is_holdout) > 0 as listed,
                    (select count(*) from crm.recommendation_details as details
                     where details.estate_id = runs.estate_id and details.inputs_hash = runs.inputs_hash and is_holdout) > 0 as held_out
             from crm.recommendation_runs as runs where estate_id = :'estate' order by as_of_on`),
        { estate },
      );
    await recommended(runOf(domaine, changes));
    await recommended(runOf(domaine, changes, '2026-12-07'));
    const all = { refusals: true, listed: true, held_out: true };
    expect(await kept()).toEqual([
      { day: petitDomaineAsOf, ...all },
      { day: '2026-12-07', ...all },
    ]);
    await recommended(runOf(domaine, changes, '2026-12-21'));
    expect((await kept()).map(({ held_out: heldOut, listed }) => ({ heldOut, listed }))).toEqual([
      { heldOut: true, listed: false },
      { heldOut: true, listed: true },
      { heldOut: true, listed: true },
    ]);
    expect((await recommended(runOf(domaine, changes))).rowsWritten).toBeGreaterThan(50);
    expect((await kept())[0]).toEqual({ day: petitDomaineAsOf, ...all });
    await recommended(runOf(domaine, changes, '2028-03-20'));
    expect((await kept())[0]).toEqual({ day: petitDomaineAsOf, refusals: false, listed: false, held_out: false });
  });

  it('refuse pages of another day', async () => {
    const domaine = await petitDomaine();
    await refreshCustomer360(runOf(domaine, noHoldout, '2026-11-09'));
    await expect(recommend(runOf(domaine))).rejects.toMatchObject({ code: 'CUSTOMER_360_STALE' });
  });
});
