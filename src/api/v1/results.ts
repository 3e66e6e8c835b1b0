/** What became of the letters. Until a measure compares with those held out, this is observation: nothing is claimed. */
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { loadSql } from '../../db/sql.ts';
import { type OrderAfter, ordersAfterSchema, type Results, resultsSchema } from '../contract/results.ts';
import { listQuery } from '../contract/lists.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';

const selectLetters = loadSql(import.meta.url, './results/letters.sql');
const selectHeldOut = loadSql(import.meta.url, './results/held-out.sql');
const selectOrders = loadSql(import.meta.url, './results/orders-after.sql');

/** Long enough for an order to follow, short enough not to be another season. */
const windowDays = 30;
/** Nobody reads further back than this. */
const mostOrders = 10_000;

const orderShape: ShortShape<OrderAfter> = {
  key: ({ source, documentId, campaignId, clientCode }) => `${source}/${documentId}/${campaignId}/${clientCode}`,
  words: ({ clientCode, clientName, campaignName, documentId }) =>
    `${clientCode} ${clientName} ${campaignName} ${documentId}`,
  sorts: { orderedOn: ({ orderedOn }) => orderedOn, mtHt: ({ mtHt }) => mtHt },
  usual: '-orderedOn',
};

type LettersRow = Omit<Results['campaigns'][number], 'campaignId' | 'isWindowOver'> &
  Omit<Results['totals'], 'heldOut'> & { readonly campaignId: string | null };

/** Adds `/results` and `/results/orders`. */
export const resultsRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/results',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['results'], summary: 'What became of the letters', response: { 200: resultsSchema } },
    },
    async (request) => {
      const { database, estate, settings } = await tools.worldOf(personOf(request));
      const { timezone } = settings.week;
      const rows = await database.rows<LettersRow>(selectLetters, {
        estate,
        timezone,
        today: localTimeOf(tools.clock(), timezone).day,
        window_days: windowDays,
      });
      const heldOut = (await database.one<{ heldOut: number }>(selectHeldOut, { estate }))?.heldOut ?? 0;
      const whole = rows.find(({ campaignId }) => campaignId === null);
      return {
        windowDays,
        totals: { ...nothing, ...whole, heldOut },
        campaigns: rows.flatMap(({ campaignId, stillOpen, ...row }) =>
          campaignId === null ? [] : [{ ...row, campaignId, isWindowOver: stillOpen === 0 }],
        ),
      };
    },
  );

  app.get(
    '/results/orders',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['results'],
        summary: 'Documents that came in the days after a letter',
        querystring: listQuery,
        response: { 200: ordersAfterSchema },
      },
    },
    async (request) => {
      const { database, estate, settings } = await tools.worldOf(personOf(request));
      const items = await database.rows<OrderAfter>(selectOrders, {
        estate,
        timezone: settings.week.timezone,
        window_days: windowDays,
        limit: mostOrders,
      });
      return pageOfShort(items, orderShape, request.query);
    },
  );
};

const nothing = {
  campaigns: 0,
  letters: 0,
  delivered: 0,
  clicked: 0,
  unsubscribed: 0,
  complained: 0,
  bounced: 0,
  households: 0,
  orderedHouseholds: 0,
  orderedHt: 0,
  stillOpen: 0,
};
