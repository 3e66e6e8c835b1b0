/** A dry run: everything the sending would do but the sending. It opens no connection but the database's, and writes nothing. */
import type { ApprovalState } from '../../7-audit/approvals/approval.ts';
import { campaignApproval } from '../../7-audit/approvals/decide-campaign.ts';
import type { World } from '../../world.ts';
import { renderOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import { sampleLinks } from '../letters-of/sample-links.ts';
import { sendingInstance } from '../instance/sending-instance.ts';
import { paceOf } from '../outbox/pace.ts';
import { countOutbox, readCampaign } from '../outbox/campaign-to-send.ts';
import { windowAt, type WindowState } from '../outbox/window.ts';
import { campaignHashes, storedLetters } from './campaign-hashes.ts';
import { exclusionsOf, type FoundClient } from './exclusion.ts';
import { templatesOf } from './open-sending.ts';
import { readExclusionFacts } from './read-audience.ts';
import type { CampaignRefusal } from './refusal.ts';
import { changedSinceApproval } from './what-changed.ts';

export interface Rehearsal {
  /** Letters that would leave, each rendered. */
  readonly wouldLeave: number;
  /** Clients who would be left out at the last moment, by code. */
  readonly wouldBeExcluded: ReadonlyMap<string, number>;
  readonly approval: ApprovalState;
  readonly changed: CampaignRefusal | undefined;
  readonly window: WindowState;
  readonly isInstanceConfirmed: boolean;
  /** Of those, the first few that leave alone and are watched; 0 once they are gone. */
  readonly firstLetters: number;
  /** At most so many a day, fewer on the first days of a new sender. */
  readonly dailyLimit: number;
}

/** What would happen if the campaign were sent now. Throws what rendering throws. */
export async function rehearseCampaign(world: World, campaignId: string, now: Date): Promise<Rehearsal> {
  const { database, estate, settings } = world;
  const key = { estate, campaignId };
  const hashes = await campaignHashes(database, key);
  const campaign = await readCampaign(database, key);
  const { accepted } = await countOutbox(database, key);
  const waiting = await renderWaiting(world, campaignId);
  const exclusions = exclusionsOf(waiting, {
    ...(await readExclusionFacts(database, { estate, settings, campaignId, now })),
    needsWines: false,
  });
  const byCode = new Map<string, number>();
  for (const { code } of exclusions.values()) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  const pace = paceOf(campaign?.pace ?? {}, settings.campaigns);
  const window = { sendAfter: campaign?.sendAfter ?? null, sendBefore: campaign?.sendBefore ?? null };
  return {
    wouldLeave: waiting.length - exclusions.size,
    wouldBeExcluded: byCode,
    approval: await campaignApproval(database, { ...key, ...hashes, at: now }),
    changed: await changedSinceApproval(database, key),
    window: windowAt(now, window, { ...settings.campaigns, timezone: settings.week.timezone }),
    isInstanceConfirmed: (await sendingInstance(database, world)).state === 'confirmed',
    firstLetters: Math.max(0, pace.canarySize - accepted),
    dailyLimit: pace.dailyLimit,
  };
}

/** Renders every letter that waits, and gives whose they are. */
async function renderWaiting({ database, estate }: World, campaignId: string): Promise<readonly FoundClient[]> {
  const key = { estate, campaignId };
  const templates = await templatesOf(database, key);
  const waiting: FoundClient[] = [];
  for await (const { clientCode, householdKey, letterId, letter, state } of storedLetters(database, key)) {
    const template = templates.get(letter.kind);
    if (state !== 'queued' || !template) continue;
    renderOutboxLetter({ template, letter, letterId, links: sampleLinks });
    waiting.push({ ...approvedOnce, clientCode, householdKey });
  }
  return waiting;
}

/** What was approved stays approved until the campaign's own approval ends. */
const approvedOnce = {
  itemCount: 1,
  approvedCount: 1,
  expiredCount: 0,
  rejectedCount: 0,
  flaggedCount: 0,
  isEligible: true,
};
