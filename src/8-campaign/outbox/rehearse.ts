/** The dry run: everything a sending asks and renders, and nothing written, claimed or sent. */
import { loadSql } from '../../db/sql.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import { sendingInstance } from '../instance/sending-instance.ts';
import type { CampaignToSend } from './campaign-to-send.ts';
import { type Gate, gateOf } from './gate.ts';
import { readGateFacts } from './gate-facts.ts';
import { judgeLetters, type LetterToJudge } from './judge-letters.ts';
import type { Sending } from './sending.ts';

const selectLetters = loadSql(import.meta.url, './letters-to-rehearse.sql');

export interface Rehearsal {
  /** What stands in the way of the whole campaign now, were it sent for good. */
  readonly gate: Gate;
  readonly wouldLeave: number;
  /** Who would be taken out, and why. */
  readonly wouldBeExcluded: readonly {
    readonly clientCode: string;
    readonly code: string;
    readonly sentence: string;
  }[];
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Goes through the letters that wait, as a sender would. `sending.mailer` sees each batch that would leave. */
export async function rehearse(world: World, sending: Sending, campaign: CampaignToSend): Promise<Rehearsal> {
  const now = sending.now();
  const instance = await sendingInstance(world.database, world);
  const facts = await readGateFacts(world.database, world, { ...campaign, isDryRun: false }, now);
  const wouldBeExcluded: { clientCode: string; code: string; sentence: string }[] = [];
  let wouldLeave = 0;
  for await (const letters of waitingLetters(world, sending)) {
    const verdicts = await judgeLetters(world.database, world, { templateHash: campaign.templateHash, letters, now });
    const leaving = verdicts.flatMap((verdict) => ('code' in verdict ? [] : [verdict]));
    for (const verdict of verdicts) {
      if (!('code' in verdict)) continue;
      wouldBeExcluded.push({
        clientCode: verdict.letter.clientCode,
        code: verdict.code,
        sentence: verdict.sentence,
      });
    }
    await show(world, sending, leaving, now);
    wouldLeave += leaving.length;
  }
  return { gate: gateOf({ ...facts, instance }), wouldLeave, wouldBeExcluded };
}

interface WaitingLetter extends LetterToJudge {
  readonly clientCode: string;
}

async function* waitingLetters(
  world: World,
  { campaignId, mailer }: Sending,
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
  { mailer, render }: Sending,
  leaving: readonly { readonly letter: WaitingLetter; readonly email: string }[],
  now: Date,
): Promise<void> {
  if (leaving.length === 0) return;
  const { sender } = world.settings;
  await mailer.send({
    batchId: uuidV7(now),
    sender: { email: sender.email, name: sender.name },
    letters: leaving.map(({ letter, email }) => {
      const { subject, html, text, headers } = render(letter.letterId, letter.letter);
      return { letterId: letter.letterId, to: { email }, subject, html, text, headers };
    }),
    tags: [],
  });
}
