/** Which wine for which client and why: the current list, earlier ones, two compared, and what people say of them. */
import { readFileSync } from 'node:fs';
import { feedbackOf, giveFeedback } from '../../6-recommend/feedback/give-feedback.ts';
import { recommendationsOf } from '../../6-recommend/recommendations-of.ts';
import { auditFindings } from '../../7-audit/last-audit.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import {
  type ClientList,
  clientListParams,
  clientListSchema,
  type ComparedClient,
  type Comparison,
  comparisonQuery,
  comparisonSchema,
  feedbackGivenSchema,
  feedbackParams,
  feedbackSchema,
  type Proof,
  type Recommendation,
  recommendationOverviewSchema,
  recommendationPageSchema,
  type RecommendationRun,
  recommendationsQuery,
  type Scenario,
} from '../contract/recommendations.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';
import { decidedAmongFew, stoppedAmongFew } from './recommendations/among-few.ts';

const selectRuns = loadSql(import.meta.url, './recommendations/runs.sql');
const selectByScenario = loadSql(import.meta.url, './recommendations/by-scenario.sql');
const selectFamilies = loadSql(import.meta.url, './recommendations/families.sql');
const selectFoundClients = loadSql(import.meta.url, './recommendations/found-clients.sql');
const selectFoundWines = loadSql(import.meta.url, './recommendations/found-wines.sql');
const selectPerson = loadSql(import.meta.url, './recommendations/person.sql');
const selectProofs = loadSql(import.meta.url, './recommendations/proofs.sql');
const selectCounts = loadSql(import.meta.url, './recommendations/comparison-counts.sql');

const currentShape: ListShape = {
  name: 'recommendations',
  base: readBase('current-list'),
  // Among equals the first wine of a list comes first, the greatest first being the usual order.
  key: 'place',
  sorts: {
    value: { by: 'net_ht', type: 'numeric' },
    score: { by: 'score', type: 'numeric' },
    client: { by: '"clientCode"', type: 'text' },
    label: { by: 'label', type: 'text' },
    price: { by: 'coalesce("prixTtc", 0)', type: 'numeric' },
  },
  usual: '-value',
};
const earlierShape: ListShape = { ...currentShape, name: 'earlier recommendations', base: readBase('earlier-list') };
const comparedShape: ListShape = {
  name: 'compared recommendations',
  base: readBase('compared'),
  key: '"clientCode"',
  sorts: { client: { by: '"clientCode"', type: 'text' } },
  usual: 'client',
};

function readBase(name: string): string {
  return readFileSync(new URL(`./recommendations/${name}.sql`, import.meta.url), 'utf8');
}

/** Adds `/recommendations` and what is asked of them. */
export const recommendationRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/recommendations',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['recommendations'],
        summary: 'The wines of a list, the most valuable clients first',
        querystring: recommendationsQuery,
        response: { 200: recommendationPageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { asOf, sort, after, limit } = request.query;
      const runs = await readRuns(database, estate);
      const run = runs.find((one) => (asOf === undefined ? one.isCurrent : one.asOf === asOf));
      if (!run) return { items: [], next: null };
      const where = await conditionsOf(database, { estate, inputsHash: run.inputsHash }, request.query);
      const values = { inputs_hash: run.inputsHash, at: tools.clock().toISOString() };
      const shape = run.isCurrent ? currentShape : earlierShape;
      return readList<Recommendation>(database, shape, { estate, sort, after, limit, where, values });
    },
  );

  app.get(
    '/recommendations/overview',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['recommendations'],
        summary: 'The current list as a whole, and the lists there were',
        response: { 200: recommendationOverviewSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const runs = await readRuns(database, estate);
      return {
        run: runs.find(({ isCurrent }) => isCurrent) ?? null,
        byScenario: await database.rows<{ scenario: Scenario; clients: number; items: number }>(selectByScenario, {
          estate,
        }),
        families: (await database.rows<{ name: string }>(selectFamilies, { estate })).map(({ name }) => name),
        runs,
      };
    },
  );

  app.get(
    '/recommendations/compare',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['recommendations'],
        summary: 'What changed from the list of one day to that of another',
        querystring: comparisonQuery,
        response: { 200: comparisonSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { q, sort, after, limit, change } = request.query;
      const runs = await readRuns(database, estate);
      const from = runs.find((run) => run.asOf === request.query.from);
      const to = runs.find((run) => run.asOf === request.query.to);
      if (!from || !to) throw notFound(sentence('La liste d’un de ces jours', 'The list of one of these days'));
      const values = { from_hash: from.inputsHash, to_hash: to.inputsHash };
      const counts = await database.one<Comparison['counts']>(selectCounts, { estate, ...values });
      const where = [
        ...(change === undefined ? [] : [{ sql: `change = :'change'`, values: { change } }]),
        ...searched(`"clientCode" || ' ' || nom || ' ' || prenom`, q),
      ];
      const page = await readList<ComparedClient>(database, comparedShape, {
        estate,
        sort,
        after,
        limit,
        where,
        values,
      });
      return { ...page, from, to, counts: counts ?? { same: 0, changed: 0, new: 0, gone: 0, newWines: 0 } };
    },
  );

  app.get(
    '/recommendations/:clientCode',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['recommendations'],
        summary: 'Everything behind the current list of a client',
        params: clientListParams,
        response: { 200: clientListSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      return readClientList(database, { estate, clientCode: request.params.clientCode, at: tools.clock() });
    },
  );

  app.put(
    '/recommendations/:clientCode/:produitKey/feedback',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['recommendations'],
        summary: 'Say that a recommendation is good or wrong',
        params: feedbackParams,
        body: feedbackGivenSchema,
        response: { 200: feedbackSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const given = await giveFeedback(world, {
        ...request.params,
        ...request.body,
        by: person.name,
        now: tools.clock(),
      });
      return { ...given, saidAt: given.saidAt.toISOString() };
    },
  );
};

async function readRuns(session: Session, estate: string): Promise<RecommendationRun[]> {
  const rows = await session.rows<Omit<RecommendationRun, 'computedAt'> & { computedAt: Date }>(selectRuns, { estate });
  return rows.map((row) => ({ ...row, computedAt: row.computedAt.toISOString() }));
}

interface Asked {
  readonly q?: string | undefined;
  readonly scenario?: string | undefined;
  readonly tier?: string | undefined;
  readonly segment?: string | undefined;
  readonly eligible?: 'yes' | 'no' | undefined;
  readonly family?: string | undefined;
  readonly state?: string | undefined;
  readonly wine?: string | undefined;
}

async function conditionsOf(
  session: Session,
  { estate, inputsHash }: { readonly estate: string; readonly inputsHash: string },
  asked: Asked,
): Promise<Condition[]> {
  const { q, eligible, scenario, tier, segment, family, state, wine } = asked;
  const equals = { scenario, tier, segment, family, state, '"wineKey"': wine };
  return [
    ...(state === undefined || state === 'pending' ? [] : await decidedAmongFew(session, estate, state)),
    ...(eligible === 'no' ? await stoppedAmongFew(session, estate, inputsHash) : []),
    ...Object.entries(equals).flatMap(([column, value]) => {
      const name = `${column.replaceAll('"', '')}_is`;
      return value === undefined ? [] : [{ sql: `${column} = :'${name}'`, values: { [name]: value } }];
    }),
    ...(eligible === undefined ? [] : [{ sql: eligible === 'yes' ? '"isEligible"' : 'not "isEligible"' }]),
    ...(q === undefined || q.trim() === '' ? [] : [await found(session, estate, q)]),
  ];
}

/** Clients are found first, by an index; wines are few. */
async function found(session: Session, estate: string, q: string): Promise<Condition> {
  const clients = (await session.rows<{ code: string }>(selectFoundClients, { estate, q })).map(({ code }) => code);
  const wines = (await session.rows<{ key: string }>(selectFoundWines, { estate, q })).map(({ key }) => key);
  const ofClients = `"clientCode" = any(:'found_clients'::text[])`;
  const ofWines = `"wineKey" = any(:'found_wines'::text[])`;
  if (wines.length === 0) return { sql: ofClients, values: { found_clients: clients } };
  if (clients.length === 0) return { sql: ofWines, values: { found_wines: wines } };
  return { sql: `${ofClients} or ${ofWines}`, values: { found_clients: clients, found_wines: wines } };
}

type ShownPerson = Pick<ClientList, 'clientCode' | 'nom' | 'prenom' | 'segment' | 'tier'>;

async function readClientList(
  session: Session,
  { estate, clientCode, at }: { readonly estate: string; readonly clientCode: string; readonly at: Date },
): Promise<ClientList> {
  const key = { estate, client_code: clientCode };
  const person = await session.one<ShownPerson>(selectPerson, key);
  const known = person && (await recommendationsOf(session, { estate, clientCode }));
  if (!person || !known) throw notFound(sentence('La liste de ce client', 'The list of this client'));
  const { items } = await readList<Recommendation>(session, currentShape, {
    estate,
    where: [{ sql: `"clientCode" = :'client_code'`, values: { client_code: clientCode } }],
    values: { inputs_hash: known.inputsHash, at: at.toISOString() },
  });
  const feedback = await feedbackOf(session, { estate, clientCode, asOf: known.asOf });
  const whole: ClientList['items'] = [];
  for (const item of items) {
    const { components = [], evidence = {} } = known.recommendations.find(({ rank }) => rank === item.rank) ?? {};
    const said = feedback.find(({ produitKey }) => produitKey === item.produitKey);
    const proofs = await readProofs(session, key, evidence);
    whole.push({
      ...item,
      components: [...components],
      evidence,
      proofs,
      feedback: said ? { ...said, saidAt: said.saidAt.toISOString() } : null,
    });
  }
  return {
    ...person,
    asOf: known.asOf,
    items: whole,
    refusals: known.refusals.map((refusal) => ({ ...refusal })),
    findings: [...(await auditFindings(session, { estate, clientCode }))],
  };
}

/** The purchases of what the client has, where the reason speaks of them. */
async function readProofs(
  session: Session,
  key: { readonly estate: string; readonly client_code: string },
  evidence: Readonly<Record<string, unknown>>,
): Promise<Proof[]> {
  const { boughtWineKey, boughtProduitKey, firstOn, lastOn } = evidence;
  if (typeof firstOn !== 'string' || typeof lastOn !== 'string' || typeof boughtWineKey !== 'string') return [];
  return session.rows<Proof>(selectProofs, {
    ...key,
    wine_key: boughtWineKey,
    produit_key: typeof boughtProduitKey === 'string' ? boughtProduitKey : '',
    first_on: firstOn,
    last_on: lastOn,
  });
}
