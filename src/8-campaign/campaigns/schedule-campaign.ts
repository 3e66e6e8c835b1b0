/** When the letters of a campaign may go, and until when: after the window they are held, never sent late. */
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { World } from '../../world.ts';
import type { CampaignState } from '../campaign.ts';
import { lockCampaign } from './campaign-row.ts';
import { type CampaignRefusal, campaignRefusal, wrongState } from './refusal.ts';

const setWindow = loadSql(import.meta.url, './set-window.sql');

/** The window is no part of what is approved; while letters leave it is not moved under them. */
const movable: readonly CampaignState[] = ['draft', 'approved', 'paused', 'held'];

export interface CampaignWindowSet {
  readonly sendAfter: Date;
  readonly sendBefore: Date;
}

/** Moves the window. Without an end it lasts `campaigns.window_days`. */
export async function scheduleCampaign(
  world: World,
  what: {
    readonly campaignId: string;
    readonly sendAfter: Date;
    readonly sendBefore?: Date;
    readonly by: string;
  },
): Promise<CampaignWindowSet | CampaignRefusal> {
  const { campaignId, sendAfter, by } = what;
  const windowMs = world.settings.campaigns.window_days * 86_400_000;
  const sendBefore = what.sendBefore ?? new Date(sendAfter.getTime() + windowMs);
  if (sendBefore <= sendAfter) {
    return campaignRefusal(
      'WINDOW_UPSIDE_DOWN',
      'La fin de la période vient avant son début.',
      'The window ends before it begins.',
    );
  }
  return world.database.transaction(async (session) => {
    const campaign = await lockCampaign(session, world.estate, campaignId);
    if (!movable.includes(campaign.state)) {
      return wrongState(
        campaign.state,
        'sa période d’envoi ne se déplace plus (mettez-la d’abord en pause)',
        'its sending window is not moved any more (pause it first)',
      );
    }
    const window = { send_after: sendAfter.toISOString(), send_before: sendBefore.toISOString() };
    await session.execute(setWindow, { estate_id: world.estate, campaign_id: campaignId, ...window });
    await writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'campaign.scheduled',
      subject: `campaign:${campaignId}`,
      before: { sendAfter: campaign.sendAfter, sendBefore: campaign.sendBefore },
      after: { sendAfter, sendBefore },
    });
    return { sendAfter, sendBefore };
  });
}
