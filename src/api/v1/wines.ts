/** The wines: their list and the page of each, with what a person corrects. */
import { readFileSync } from 'node:fs';
import { correctWine, type WineColumn } from '../../4-warehouse/products/correct-wine.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import {
  type WineChoices,
  wineChangeSchema,
  wineChoicesSchema,
  winePageSchema,
  wineParams,
  type WineRow,
  wineSchema,
  winesQuery,
} from '../contract/wines.ts';
import { changedMeanwhile, etagOf, versionSeen } from './answers.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, countList, type ListShape, readList } from './lists/list.ts';
import { readAsOf, readWine } from './wines/read-wine.ts';

const selectChoices = loadSql(import.meta.url, './wines/choices.sql');
const selectSold = loadSql(import.meta.url, './wines/sold.sql');
const selectPromised = loadSql(import.meta.url, './wines/promised.sql');

const shape: ListShape = {
  name: 'wines',
  base: readFileSync(new URL('./wines/wines.sql', import.meta.url), 'utf8'),
  key: '"wineKey"',
  sorts: {
    name: { by: 'filing_name', type: 'text' },
    stock: { by: 'coalesce("freeBottles", -1)::numeric', type: 'numeric' },
    price: { by: 'coalesce("prixTtc", -1)::numeric', type: 'numeric' },
  },
  usual: 'name',
};

type ListedWine = Omit<WineRow, 'promisedBottles' | 'sold12m'> & { readonly filing_name: string };

/** Adds `/wines`, `/wines/choices` and `/wines/:wineKey`. */
export const wineRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/wines',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['wines'],
        summary: 'Wines with stock, price and sales',
        querystring: winesQuery,
        response: { 200: winePageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const database = tools.databaseOf(person);
      const asOf = await readAsOf(database, person.estate, tools.clock());
      const { sort, after, limit } = request.query;
      const asked = {
        estate: person.estate,
        sort,
        after,
        limit,
        where: conditions(request.query),
        values: { as_of: asOf },
      };
      const page = await readList<ListedWine>(database, shape, asked);
      const items = await withSales(database, { estate: person.estate, asOf }, page.items);
      return { items, next: page.next, total: await countList(database, shape, asked) };
    },
  );

  app.get(
    '/wines/choices',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['wines'],
        summary: 'What the list of wines may be narrowed to',
        response: { 200: wineChoicesSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const found = await tools.databaseOf(personOf(request)).one<WineChoices>(selectChoices, { estate });
      return found ?? { families: [], colours: [] };
    },
  );

  app.get(
    '/wines/:wineKey',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['wines'], summary: 'The page of one wine', params: wineParams, response: { 200: wineSchema } },
    },
    async (request, reply) => {
      const person = personOf(request);
      const key = { estate: person.estate, wineKey: request.params.wineKey };
      const wine = await readWine(tools.databaseOf(person), key, tools.clock());
      reply.header('etag', etagOf(wine.version));
      return wine;
    },
  );

  app.patch(
    '/wines/:wineKey',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['wines'],
        summary: 'Correct a wine: what is said here wins over every export; null lets the exports speak again',
        params: wineParams,
        body: wineChangeSchema,
        response: { 200: wineSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const { wineKey } = request.params;
      const corrections = columnsOf(request.body);
      const seen = versionSeen(request);
      const isDone = await correctWine(await tools.worldOf(person), { wineKey, corrections, seen });
      const now = await readWine(tools.databaseOf(person), { estate: person.estate, wineKey }, tools.clock());
      if (!isDone) throw changedMeanwhile(now);
      reply.header('etag', etagOf(now.version));
      return now;
    },
  );
};

const columns: readonly WineColumn[] = [
  'name',
  'famille_crm',
  'sous_famille',
  'cepage',
  'sucrosite',
  'couleur',
  'premium_tier',
];

function columnsOf(body: Readonly<Partial<Record<WineColumn, string | null | undefined>>>) {
  return columns
    .filter((column) => body[column] !== undefined)
    .map((column) => ({ column, value: body[column] ?? undefined }));
}

function conditions(asked: {
  readonly q?: string | undefined;
  readonly family?: string | undefined;
  readonly colour?: string | undefined;
  readonly inStock?: 'yes' | 'no' | undefined;
}): Condition[] {
  const { q, family, colour, inStock } = asked;
  return [
    ...(q
      ? [
          {
            sql: `not exists (select from unnest(etl.search_words(:'q')) as word where strpos(filing_name, word) = 0)`,
            values: { q },
          },
        ]
      : []),
    ...(family ? [{ sql: `family = :'family'`, values: { family } }] : []),
    ...(colour ? [{ sql: `couleur = :'colour'`, values: { colour } }] : []),
    ...(inStock
      ? [{ sql: `(coalesce("freeBottles", 0) > 0) = (:'in_stock' = 'yes')`, values: { in_stock: inStock } }]
      : []),
  ];
}

async function withSales(
  session: Session,
  { estate, asOf }: { readonly estate: string; readonly asOf: string },
  wines: readonly ListedWine[],
): Promise<WineRow[]> {
  const named = { estate, wines: wines.map(({ wineKey }) => wineKey) };
  const sold = await session.rows<{ wineKey: string; bottles: number }>(selectSold, { ...named, as_of: asOf });
  const promised = await session.rows<{ wineKey: string; bottles: number }>(selectPromised, named);
  const soldOf = new Map(sold.map(({ wineKey, bottles }) => [wineKey, bottles]));
  const promisedOf = new Map<string, number>();
  for (const { wineKey, bottles } of promised) promisedOf.set(wineKey, (promisedOf.get(wineKey) ?? 0) + bottles);
  return wines.map(({ filing_name: _filingName, ...wine }) => ({
    ...wine,
    sold12m: soldOf.get(wine.wineKey) ?? 0,
    promisedBottles: promisedOf.get(wine.wineKey) ?? 0,
  }));
}
