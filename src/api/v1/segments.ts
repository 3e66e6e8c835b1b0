/** Segments: where the clients are, by segment, score, rhythm and group, and how they moved since the computation before. */
import { computationDays } from '../../5-customer360/segments/segment-counts.ts';
import { loadSql } from '../../db/sql.ts';
import { type Segments, segmentsSchema } from '../contract/segments.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';

const selectCounts = loadSql(import.meta.url, './segments/counts.sql');
const selectFlow = loadSql(import.meta.url, './segments/flow.sql');
const selectClusters = loadSql(import.meta.url, './segments/clusters.sql');

interface CountRow {
  readonly segment: string;
  readonly tier: string;
  readonly rhythm: string;
  readonly recency: number | null;
  readonly frequency: number | null;
  readonly clientCount: number;
  readonly netHt: number;
}

/** Adds `/segments`. */
export const segmentRoutes: ApiRoutes = (app, { databaseOf }) => {
  app.get(
    '/segments',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['segments'],
        summary: 'Where the clients are, and where they go',
        response: { 200: segmentsSchema },
      },
    },
    async (request): Promise<Segments> => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      const rows = await database.rows<CountRow>(selectCounts, { estate });
      return {
        ...(await computationDays(database, estate)),
        clientCount: rows.reduce((sum, { clientCount }) => sum + clientCount, 0),
        segments: summed(rows, ({ segment, tier }) => ({ segment, tier })),
        rfm: summed(rows, ({ recency, frequency }) =>
          recency === null || frequency === null ? undefined : { recency, frequency },
        ),
        rhythm: summed(rows, ({ rhythm }) => ({ rhythm })),
        flow: await database.rows<Segments['flow'][number]>(selectFlow, { estate }),
        clusters: await database.rows<Segments['clusters'][number]>(selectClusters, { estate }),
      };
    },
  );
};

/** The rows added up by what `keyOf` gives, the most clients first; rows without a key are left out. */
function summed<Key extends object>(
  rows: readonly CountRow[],
  keyOf: (row: CountRow) => Key | undefined,
): (Key & { clientCount: number; netHt: number })[] {
  const sums = new Map<string, Key & { clientCount: number; netHt: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const name = JSON.stringify(key);
    const sum = sums.get(name) ?? { ...key, clientCount: 0, netHt: 0 };
    sum.clientCount += row.clientCount;
    sum.netHt = Math.round((sum.netHt + row.netHt) * 100) / 100;
    sums.set(name, sum);
  }
  return [...sums.values()].sort((one, other) => other.clientCount - one.clientCount);
}
