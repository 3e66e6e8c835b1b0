/** Campaigns whose time has come are asked to be sent. */
import { loadSql } from '../../db/sql.ts';
import { createJobQueue } from '../jobs.ts';
import type { Round } from './round.ts';

const campaignsDue = loadSql(import.meta.url, './campaigns-due.sql');

export const sendingRound: Round = {
  name: 'sending',
  everyMs: () => 60_000,
  pass: async ({ estate, database, settings, clock }) => {
    const due = await database.rows<{ campaignId: string }>(campaignsDue, {
      estate_id: estate,
      sends_live: settings.week.sends_live,
      now: clock().toISOString(),
    });
    const queue = createJobQueue(database, clock);
    for (const { campaignId } of due) {
      await queue.request({ estate, kind: 'send_campaign', payload: { campaignId }, requestedBy: 'cuvee' });
    }
  },
};
