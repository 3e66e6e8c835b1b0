/** Pause, resume, stop: a person's word on a campaign that is leaving. Each waits for the call under way, and no longer. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { campaignCan, type CampaignState, campaignStates, stateWords } from '../campaign.ts';
import { unknownCampaign } from '../campaigns/campaign-row.ts';
import { type CampaignMove, moveCampaign, readCampaign } from './campaign-to-send.ts';

const lockCampaign = loadSql(import.meta.url, './lock-campaign.sql');
const lockEstate = loadSql(import.meta.url, './lock-estate.sql');
const holdQueued = loadSql(import.meta.url, './hold-queued.sql');
const releaseHeld = loadSql(import.meta.url, './release-held.sql');
const judgeAnew = loadSql(import.meta.url, './judge-anew.sql');

/** Who says it, and when. */
export interface ControlBy {
  readonly campaignId: string;
  /** The name of a person. */
  readonly by: string;
  readonly reason?: string;
  readonly now: Date;
}

export type ControlAnswer =
  | { readonly state: CampaignState }
  | { readonly refusedBecause: 'NOT_NOW' | 'NO_NAME' | 'WINDOW_OVER'; readonly sentence: Sentence };

type Act = 'pause' | 'resume' | 'stop';

/** No letter is accepted after this has returned; letters of unknown outcome are still looked up. */
export async function pauseCampaign(world: World, control: ControlBy): Promise<ControlAnswer> {
  return change(world, control, 'pause', 'paused');
}

/** For ever: the letters that wait are held. No letter is accepted after this has returned. */
export async function stopCampaign(world: World, control: ControlBy): Promise<ControlAnswer> {
  return change(world, control, 'stop', 'stopped', async (session) => {
    await session.execute(holdQueued, {
      estate_id: world.estate,
      campaign_id: control.campaignId,
      code: 'STOPPED',
    });
  });
}

/**
 * The campaign goes on from where it stood. One whose window is over needs a new end (`sendBefore`); the letters that were
 * held because of it leave then.
 */
export async function resumeCampaign(
  world: World,
  control: ControlBy & { readonly sendBefore?: Date },
): Promise<ControlAnswer> {
  const campaign = await readCampaign(world.database, { estate: world.estate, campaignId: control.campaignId });
  const end = control.sendBefore ?? campaign?.sendBefore ?? null;
  if (end !== null && end <= control.now) return { refusedBecause: 'WINDOW_OVER', sentence: windowOver };
  return change(world, control, 'resume', 'sending', async (session) => {
    const key = { estate_id: world.estate, campaign_id: control.campaignId };
    await session.execute(releaseHeld, key);
    await session.execute(judgeAnew, { ...key, now: control.now.toISOString() });
  });
}

async function change(
  world: World,
  { campaignId, by, reason, now, sendBefore }: ControlBy & { readonly sendBefore?: Date },
  act: Act,
  to: CampaignMove['to'],
  more: (session: Session) => Promise<void> = async () => {},
): Promise<ControlAnswer> {
  if (by.trim() === '') return { refusedBecause: 'NO_NAME', sentence: noName };
  const key = { estate: world.estate, campaignId };
  return world.database.transaction(async (session) => {
    // The call under way first: claims of other campaigns need not wait for it.
    await session.execute(lockCampaign, { estate_id: world.estate, campaign_id: campaignId });
    await session.execute(lockEstate, { estate_id: world.estate });
    const isMoved = await moveCampaign(session, key, {
      from: campaignStates.filter((state) => campaignCan[state][act]),
      to,
      at: now,
      by,
      isStopAsked: act === 'stop',
      ...(reason === undefined ? {} : { reason }),
      ...(sendBefore === undefined ? {} : { sendBefore }),
    });
    if (!isMoved) {
      const campaign = await readCampaign(session, key);
      if (!campaign) throw unknownCampaign(campaignId);
      return { refusedBecause: 'NOT_NOW', sentence: notNow(act, campaign.state) };
    }
    await more(session);
    return { state: to };
  });
}

function notNow(act: Act, state: CampaignState): Sentence {
  const only = onlyThen[act];
  return sentence(
    `Cette campagne est ${stateWords[state].fr} : ${only.fr}.`,
    `This campaign is ${stateWords[state].en}: ${only.en}.`,
  );
}

const onlyThen: Record<Act, Sentence> = {
  pause: sentence(
    'seul un envoi en cours se met en pause (pour qu’elle ne parte pas du tout : cuvee campaign stop)',
    'only a sending under way can be paused (so that it never leaves: cuvee campaign stop)',
  ),
  resume: sentence(
    'seul un envoi en pause ou suspendu se reprend',
    'only a sending that was paused or held can be resumed',
  ),
  stop: sentence('elle ne s’arrête plus', 'it can no longer be stopped'),
};

const noName = sentence('Dites qui décide : ajoutez --as PRÉNOM.', 'Say who decides: add --as NAME.');
const windowOver = sentence(
  "La période d'envoi est terminée : donnez-en une nouvelle fin (--until).",
  'The sending window is over: give it a new end (--until).',
);
