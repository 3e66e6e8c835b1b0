/**
 * A dry run: everything a sending asks and renders, and nothing written, claimed or sent. It opens no connection but the
 * database's.
 */
import type { ApprovalState } from '../../7-audit/approvals/approval.ts';
import { campaignApproval } from '../../7-audit/approvals/decide-campaign.ts';
import { loadSql } from '../../db/sql.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import { campaignHashes } from '../campaigns/campaign-hashes.ts';
import { templatesOf } from '../campaigns/open-sending.ts';
import type { CampaignRefusal } from '../campaigns/refusal.ts';
import { changedSinceApproval } from '../campaigns/what-changed.ts';
import { unknownCampaign } from '../campaigns/campaign-row.ts';
import { sendingInstance } from '../instance/sending-instance.ts';
import { renderOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import { type CampaignToSend, countOutbox, readCampaign } from './campaign-to-send.ts';
import { type Gate, gateOf } from './gate.ts';
import { readGateFacts } from './gate-facts.ts';
import { judgeLetters, type LetterToJudge } from './judge-letters.ts';
import { paceOf } from './pace.ts';
import type { Sending } from './sending.ts';
import type { WindowState } from './window.ts';

const selectLetters = loadSql(import.meta.url, './letters-to-rehearse.sql');

export interface Rehearsal {
  /** What stands in the way of the whole campaign now, were it sent for good. */
  readonly gate: Gate;
  /** Letters that would leave, each rendered. */
  readonly wouldLeave: number;
  /** Clients who would be taken out at the last moment: each code, how many, and one of them; by code. */
  readonly wouldBeExcluded: readonly {
    readonly code: string;
    readonly clients: number;
    readonly exampleClient: string;
    /** French, of that client. */
    readonly example: string;
  }[];
  readonly approval: ApprovalState;
  readonly changed: CampaignRefusal | undefined;
  readonly window: WindowState;
  readonly isInstanceConfirmed: boolean;
  /** Of those, the first few that leave alone and are watched; 0 once they are gone. */
  readonly firstLetters: number;
  /** At most so many a day, fewer on the first days of a new sender. */
  readonly dailyLimit: number;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Goes through the letters that wait, as a sender would. `mailer`, a dry-run one, sees each batch that would leave. Throws
 * Failure('UNKNOWN_CAMPAIGN') and what rendering throws.
 */
export async function rehearseCampaign(
  world: World,
  rehearsing: Pick<Sending, 'campaignId' | 'mailer' | 'links' | 'now'>,
): Promise<Rehearsal> {
  const { database, estate, settings } = world;
  const key = { estate, campaignId: rehearsing.campaignId };
  const campaign = await readCampaign(database, key);
  if (!campaign) throw unknownCampaign(key.campaignId);
  const now = rehearsing.now();
  const instance = await sendingInstance(database, world);
  const facts = await readGateFacts(database, world, { ...campaign, isDryRun: false }, now);
  const { accepted } = await countOutbox(database, key);
  const pace = paceOf(campaign.pace, settings.campaigns);
  return {
    gate: gateOf({ ...facts, instance }),
    ...(await goThrough(world, rehearsing, campaign)),
    approval: await campaignApproval(database, { ...key, ...(await campaignHashes(database, key)), at: now }),
    changed: await changedSinceApproval(database, key),
    window: facts.window,
    isInstanceConfirmed: instance.state === 'confirmed',
    firstLetters: Math.max(0, pace.canarySize - accepted),
    dailyLimit: pace.dailyLimit,
  };
}

type Rehearsing = Parameters<typeof rehearseCampaign>[1];

async function goThrough(
  world: World,
  rehearsing: Rehearsing,
  { templateHash }: CampaignToSend,
): Promise<Pick<Rehearsal, 'wouldLeave' | 'wouldBeExcluded'>> {
  const { database, estate } = world;
  const templates = await templatesOf(database, { estate, campaignId: rehearsing.campaignId });
  const excluded = new Map<string, { code: string; clients: number; exampleClient: string; example: string }>();
  let wouldLeave = 0;
  for await (const letters of waitingLetters(world, rehearsing)) {
    const verdicts = await judgeLetters(database, world, { templateHash, letters, now: rehearsing.now() });
    for (const verdict of verdicts) {
      if (!('code' in verdict)) continue;
      const { code, sentence: example } = verdict;
      const known = excluded.get(code) ?? { code, clients: 0, exampleClient: verdict.letter.clientCode, example };
      excluded.set(code, { ...known, clients: known.clients + 1 });
    }
    const leaving = verdicts.flatMap((verdict) => ('code' in verdict ? [] : [verdict]));
    await show(world, rehearsing, templates, leaving);
    wouldLeave += leaving.length;
  }
  return { wouldLeave, wouldBeExcluded: [...excluded.values()].sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

interface WaitingLetter extends LetterToJudge {
  readonly clientCode: string;
}

async function* waitingLetters(
  world: World,
  { campaignId, mailer }: Rehearsing,
): AsyncGenerator<readonly WaitingLetter[]> {
  let after = firstId;
  for (;;) {
    const letters = await world.database.rows<WaitingLetter>(selectLetters, {
      estate_id: world.estate,
      campaign_id: campaignId,
      after,
      limit: mailer.lettersPerCall,
    });
    const last = letters.at(-1);
    if (!last) return;
    yield letters;
    after = last.letterId;
  }
}

async function show(
  world: World,
  { mailer, links, now }: Rehearsing,
  templates: Awaited<ReturnType<typeof templatesOf>>,
  leaving: readonly { readonly letter: WaitingLetter; readonly email: string }[],
): Promise<void> {
  if (leaving.length === 0) return;
  const { sender } = world.settings;
  await mailer.send({
    batchId: uuidV7(now()),
    sender: { email: sender.email, name: sender.name },
    letters: leaving.map(({ letter: { letterId, letter }, email }) => {
      const template = templates.get(letter.kind);
      if (!template) throw new TypeError(`no template was read for ${letter.kind}`);
      const { subject, html, text, headers } = renderOutboxLetter({ template, letter, letterId, links });
      return { letterId, to: { email }, subject, html, text, headers };
    }),
    tags: [],
  });
}
