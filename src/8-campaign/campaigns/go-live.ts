/** Takes a campaign out of its dry run: a person said `--live`. Before that nothing of it can reach the network. */
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { World } from '../../world.ts';

const takeLive = loadSql(import.meta.url, './go-live.sql');

/** Journaled with the name of the person; a campaign that is live already, or not approved, stays as it is. */
export async function goLive(
  world: World,
  { campaignId, by }: { readonly campaignId: string; readonly by: string },
): Promise<void> {
  await world.database.transaction(async (session) => {
    if ((await session.execute(takeLive, { estate_id: world.estate, campaign_id: campaignId })) === 0) return;
    await writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'campaign.live',
      subject: `campaign:${campaignId}`,
      before: { isDryRun: true },
      after: { isDryRun: false },
    });
  });
}
