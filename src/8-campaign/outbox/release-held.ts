/**
 * Letters of which nobody knows whether they left: shown to a person, who says what became of them. Cuvée never guesses; what is
 * said is journaled with the name and the reason.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { CampaignState } from '../campaign.ts';
import { unknownCampaign } from '../campaigns/campaign-row.ts';
import { keepContactLogTrue } from '../events/note-facts.ts';
import type { LetterKind } from '../letters/letter.ts';
import { moveCampaign, readCampaign } from './campaign-to-send.ts';
import { rememberContacts } from './write-outcomes.ts';

const selectHeld = loadSql(import.meta.url, './held-letters.sql');
const releaseUnknown = loadSql(import.meta.url, './release-unknown.sql');
const lockCampaign = loadSql(import.meta.url, './lock-campaign.sql');
const lockEstate = loadSql(import.meta.url, './lock-estate.sql');

/** By the longest reading Brevo remembers a key for so long: whatever was under way has ended (brevo.md, 3). */
const surelyOverMs = 30 * 60_000;

export interface HeldLetter {
  readonly letterId: string;
  readonly clientCode: string;
  readonly householdKey: string;
  readonly kind: LetterKind;
  /** `UNKNOWN`: a person says whether it left. `STOPPED`, `WINDOW_OVER`: it did not. In words: `exclusionSentence`. */
  readonly code: string;
  /** The provider announced something of it since: it left. */
  readonly isToldOf: boolean;
  readonly attempts: number;
  /** When it may have left; null: it never was tried. */
  readonly firstTriedAt: Date | null;
}

/** The letters of a campaign that wait for a person, in the order of the client codes. */
export async function heldLetters(
  session: Session,
  { estate, campaignId }: { readonly estate: string; readonly campaignId: string },
): Promise<readonly HeldLetter[]> {
  return session.rows<HeldLetter>(selectHeld, { estate_id: estate, campaign_id: campaignId });
}

export interface Release {
  readonly campaignId: string;
  /** `all`: every letter of the campaign whose outcome is not known. */
  readonly letterIds: readonly string[] | 'all';
  readonly verdict: 'sent' | 'not_sent';
  readonly reason: string;
  /** The name of a person. */
  readonly by: string;
  readonly now: Date;
}

export type ReleaseAnswer =
  | { readonly released: number; readonly state: CampaignState }
  | {
      readonly refusedBecause: 'NO_NAME' | 'NO_REASON' | 'NOT_HELD' | 'TOO_EARLY' | 'CHANNEL_TOLD';
      readonly sentence: Sentence;
    };

/**
 * `sent`: the letters count as handed over when they were first tried, and the house remembers it. `not_sent`: they wait again,
 * and every guardrail is asked anew when they are claimed; refused for letters the provider told of, and before a repeat could
 * no longer be doubled. All of the letters named, or none. Throws Failure('UNKNOWN_CAMPAIGN').
 */
export async function releaseHeld(world: World, release: Release): Promise<ReleaseAnswer> {
  if (release.by.trim() === '' || release.by === 'cuvee') return { refusedBecause: 'NO_NAME', sentence: noName };
  if (release.reason.trim() === '') return { refusedBecause: 'NO_REASON', sentence: noReason };
  const { campaignId } = release;
  const key = { estate: world.estate, campaignId };
  return world.database.transaction(async (session) => {
    await session.execute(lockCampaign, { estate_id: world.estate, campaign_id: campaignId });
    await session.execute(lockEstate, { estate_id: world.estate });
    const campaign = await readCampaign(session, key);
    if (!campaign) throw unknownCampaign(campaignId);
    const letters = chosen(await heldLetters(session, key), release.letterIds);
    const refusal = refusalOf(letters, release);
    if (refusal) return refusal;
    const letterIds = letters.map(({ letterId }) => letterId);
    await write(session, world, { release, letterIds, isStopped: campaign.state === 'stopped' });
    if (release.verdict === 'not_sent' && campaign.state === 'sent') {
      // It was finished without them; now it is not.
      await moveCampaign(session, key, { from: ['sent'], to: 'sending', at: release.now, by: release.by });
    }
    return { released: letters.length, state: (await readCampaign(session, key))?.state ?? campaign.state };
  });
}

function chosen(held: readonly HeldLetter[], wanted: Release['letterIds']): readonly HeldLetter[] {
  const unknown = held.filter(({ code }) => code === 'UNKNOWN');
  return wanted === 'all' ? unknown : unknown.filter(({ letterId }) => wanted.includes(letterId));
}

function refusalOf(
  letters: readonly HeldLetter[],
  { letterIds, verdict, now }: Release,
): Extract<ReleaseAnswer, { refusedBecause: string }> | undefined {
  const isWhole = letterIds === 'all' ? letters.length > 0 : letters.length === new Set(letterIds).size;
  if (!isWhole || letters.length === 0) return { refusedBecause: 'NOT_HELD', sentence: notHeld };
  if (verdict === 'sent') return undefined;
  const told = letters.filter(({ isToldOf }) => isToldOf);
  if (told.length > 0) return { refusedBecause: 'CHANNEL_TOLD', sentence: channelTold(told.length) };
  const isFresh = letters.some(
    ({ firstTriedAt }) => firstTriedAt !== null && now.getTime() - firstTriedAt.getTime() < surelyOverMs,
  );
  return isFresh ? { refusedBecause: 'TOO_EARLY', sentence: tooEarly } : undefined;
}

async function write(
  session: Session,
  { estate }: World,
  what: { readonly release: Release; readonly letterIds: readonly string[]; readonly isStopped: boolean },
): Promise<void> {
  const { release, letterIds, isStopped } = what;
  const { campaignId, verdict, reason, by, now } = release;
  await session.execute(releaseUnknown, {
    estate_id: estate,
    campaign_id: campaignId,
    letter_ids: letterIds,
    has_left: verdict === 'sent',
    is_stopped: isStopped,
  });
  if (verdict === 'sent') {
    await rememberContacts(session, estate, letterIds);
    await keepContactLogTrue(session, estate, { letterIds });
  }
  await writeJournal(session, {
    estate,
    actor: by,
    action: 'campaign.released',
    subject: `campaign:${campaignId}`,
    reason,
    after: { verdict, letterIds, at: now.toISOString() },
  });
}

const noName = sentence('Dites qui décide : ajoutez --as PRÉNOM.', 'Say who decides: add --as NAME.');
const noReason = sentence(
  'Dites comment vous le savez (--reason) : cela est noté au journal.',
  'Say how you know (--reason): it is kept in the journal.',
);
const notHeld = sentence(
  'Aucune de ces lettres n’attend qu’on dise si elle est partie, ou pas toutes. Pour les voir : cuvee campaign held',
  'None of these letters waits for a word on whether it left, or not all of them. To see them: cuvee campaign held',
);
const tooEarly = sentence(
  'Elle vient d’être essayée : attendez une demi-heure, Cuvée cherche encore ce qu’elle est devenue.',
  'It was tried just now: wait half an hour, Cuvée still looks for what became of it.',
);

function channelTold(count: number): Sentence {
  return sentence(
    `Le service d’envoi a donné des nouvelles de ${countFr(count, 'lettre')} : elles sont parties. Répondez « sent » pour celles-là.`,
    `The sending service told of ${countEn(count, 'letter')}: they left. Say "sent" for those.`,
  );
}
