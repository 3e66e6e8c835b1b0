/** Makes a campaign: a draft of letters from what a person approved, with everybody who gets none and why. Sends nothing. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { readSettings } from '../../estate/settings-store.ts';
import type { Settings } from '../../estate/settings.ts';
import { writeJournal } from '../../journal/journal.ts';
import { countEn, countFr, type Language, type Sentence, sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import { campaignCan, type CampaignState, stateWords } from '../campaign.ts';
import { missingSender } from '../letters-of/letter-estate.ts';
import { type CampaignKind, needsWines } from '../letters-of/letter-kind.ts';
import { fingerprintOf } from '../outbox/fingerprint.ts';
import { readSavedAudience } from './audiences.ts';
import { type CampaignCounts, campaignCounts } from './campaign-counts.ts';
import { campaignsNamed, lockCampaign } from './campaign-row.ts';
import { type CampaignFilter, filterOver, kindFor } from './filter.ts';
import { type CampaignRefusal, campaignRefusal, wrongState } from './refusal.ts';
import type { CampaignVerdict } from './verdict.ts';
import { type DraftToWrite, writeLetters } from './write-letters.ts';

const insertCampaign = loadSql(import.meta.url, './insert-campaign.sql');
const setContent = loadSql(import.meta.url, './set-content.sql');
const setHashes = loadSql(import.meta.url, './set-hashes.sql');
const deleteOutbox = loadSql(import.meta.url, './delete-outbox.sql');
const deleteAudience = loadSql(import.meta.url, './delete-audience.sql');
const selectComputation = loadSql(import.meta.url, './current-computation.sql');
const selectTwins = loadSql(import.meta.url, './twins.sql');
const selectUnknown = loadSql(import.meta.url, './unknown-clients.sql');

export interface NewCampaign {
  readonly name: string;
  /** Without it: the letter of the one scenario the filter names, else `mixed`. */
  readonly kind?: CampaignKind;
  readonly filter: CampaignFilter;
  /** Without it: `sender.language`. */
  readonly language?: Language;
  readonly author: string;
  /** Without it: `campaigns.channel`. */
  readonly channel?: 'brevo' | 'smtp';
  /** `automation`: asked for by a rule. */
  readonly origin?: 'campaign' | 'automation';
  readonly now: Date;
  /** Letters may go from then on; without it at once. */
  readonly sendAfter?: Date;
  /** Without it: `campaigns.window_days`. */
  readonly windowDays?: number;
}

export interface CampaignMade {
  readonly campaignId: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly counts: CampaignCounts;
  readonly verdict: CampaignVerdict;
  /** What a person should think of before going on: another campaign of the same kind and week. */
  readonly warnings: readonly Sentence[];
}

/** Makes a draft, in one transaction with its journal entry. A refusal of the rules is returned and leaves nothing behind. */
export async function createCampaign(world: World, wanted: NewCampaign): Promise<CampaignMade | CampaignRefusal> {
  return undoneWhenRefused(world, async (session) => {
    const { settings } = await readSettings(session, world.estate);
    const named = await nameRefusal(session, world.estate, wanted.name);
    if (named) return named;
    const filter = await wholeFilter(session, world.estate, wanted.filter);
    if ('refusedBecause' in filter) return filter;
    const campaignId = uuidV7(wanted.now);
    const kind = kindFor(wanted.kind, filter.scenarios);
    const language = wanted.language ?? settings.sender.language;
    const sendAfter = wanted.sendAfter ?? wanted.now;
    const windowDays = wanted.windowDays ?? settings.campaigns.window_days;
    await session.execute(insertCampaign, {
      estate_id: world.estate,
      campaign_id: campaignId,
      name: wanted.name.trim(),
      origin: wanted.origin ?? 'campaign',
      kind,
      language,
      filter: JSON.stringify(filter),
      channel: wanted.channel ?? settings.campaigns.channel,
      author: wanted.author,
      send_after: sendAfter.toISOString(),
      send_before: new Date(sendAfter.getTime() + windowDays * 86_400_000).toISOString(),
      pace: JSON.stringify(paceOf(settings)),
      created_at: wanted.now.toISOString(),
    });
    const draft = { estate: world.estate, campaignId, name: wanted.name.trim(), kind, language, filter, settings };
    return makeDraft(session, { ...draft, now: wanted.now }, { by: wanted.author, action: 'campaign.created' });
  });
}

/** Makes a draft again from its own filter: prices, approvals, templates and the sender are those of now. */
export async function rebuildCampaign(
  world: World,
  what: { readonly campaignId: string; readonly by: string; readonly now: Date },
): Promise<CampaignMade | CampaignRefusal> {
  return undoneWhenRefused(world, async (session) => {
    const { settings } = await readSettings(session, world.estate);
    const { campaignId, name, kind, language, filter, state } = await lockCampaign(
      session,
      world.estate,
      what.campaignId,
    );
    if (!campaignCan[state].edit) return notADraft(state);
    await session.execute(deleteOutbox, { estate_id: world.estate, campaign_id: campaignId });
    await session.execute(deleteAudience, { estate_id: world.estate, campaign_id: campaignId });
    const draft = { estate: world.estate, campaignId, name, kind, language, filter, settings, now: what.now };
    return makeDraft(session, draft, { by: what.by, action: 'campaign.rebuilt' });
  });
}

async function makeDraft(
  session: Session,
  draft: DraftToWrite,
  act: { readonly by: string; readonly action: string },
): Promise<CampaignMade | CampaignRefusal> {
  const missing = missingSender(draft.settings);
  if (missing) return { refusedBecause: 'SENDER_NOT_SET', sentence: missing };
  const { estate, campaignId, name, kind } = draft;
  const key = { estate_id: estate, campaign_id: campaignId };
  const { foundCount, verdict, templateHash, templateVersion } = await writeLetters(session, draft);
  if (foundCount === 0) return nobodyFound(kind);
  const inputsHash = needsWines(kind) ? await currentComputation(session, estate) : null;
  await session.execute(setContent, {
    ...key,
    inputs_hash: inputsHash,
    template_version: templateVersion,
    template_hash: templateHash,
    verdict: JSON.stringify(verdict),
  });
  const fingerprint = await fingerprintOf(session, { estate, campaignId });
  if (!fingerprint) throw new TypeError('the campaign that was just written is not there');
  await session.execute(setHashes, {
    ...key,
    content_hash: fingerprint.contentHash,
    audience_hash: fingerprint.audienceHash,
  });
  const counts = await campaignCounts(session, { estate, campaignId });
  const { verdictHash, isBlocked } = verdict;
  const { audience, letters, excluded } = counts;
  await writeJournal(session, {
    estate,
    actor: act.by,
    action: act.action,
    subject: `campaign:${campaignId}`,
    after: { name, kind, filter: draft.filter, audience, letters, excluded, ...fingerprint, verdictHash, isBlocked },
  });
  const warnings = inputsHash === null ? [] : await twinWarnings(session, { ...key, kind, inputs_hash: inputsHash });
  return { campaignId, name, kind, counts, verdict, warnings };
}

/** The filter with what was saved under the name it gives; the clients it names must exist. */
async function wholeFilter(
  session: Session,
  estate: string,
  filter: CampaignFilter,
): Promise<CampaignFilter | CampaignRefusal> {
  const unknown = await session.rows<{ code: string }>(selectUnknown, {
    estate_id: estate,
    clients: filter.clients ?? [],
  });
  if (unknown.length > 0) return unknownClients(unknown.map(({ code }) => code));
  if (filter.savedAudience === undefined) return filter;
  const saved = await readSavedAudience(session, estate, filter.savedAudience);
  if (saved) return filterOver(saved.filter, filter);
  return campaignRefusal(
    'UNKNOWN_AUDIENCE',
    `Aucune audience « ${filter.savedAudience} » n’est enregistrée. Pour les voir : cuvee campaign audience list`,
    `No audience "${filter.savedAudience}" is saved. To see them: cuvee campaign audience list`,
  );
}

function unknownClients(codes: readonly string[]): CampaignRefusal {
  return campaignRefusal(
    'UNKNOWN_CLIENT',
    `Aucun client ne porte ce code : ${codes.join(', ')}.`,
    `No client bears this code: ${codes.join(', ')}.`,
  );
}

/** A name is how a person calls a campaign, and what they type to approve it: two that live at once have two. */
async function nameRefusal(session: Session, estate: string, name: string): Promise<CampaignRefusal | undefined> {
  if (name.trim() === '') return campaignRefusal('NAME_EMPTY', 'Donnez un nom à la campagne.', 'Name the campaign.');
  const taken = (await campaignsNamed(session, estate, name.trim())).find(({ state }) => state !== 'stopped');
  if (!taken) return undefined;
  const again = campaignCan[taken.state].edit
    ? sentence(', ou refaites-la avec cuvee campaign rebuild', ', or make it again with cuvee campaign rebuild')
    : sentence('', '');
  return campaignRefusal(
    'NAME_TAKEN',
    `Une campagne « ${taken.name} » existe déjà (${stateWords[taken.state].fr}) : choisissez un autre nom${again.fr}.`,
    `A campaign "${taken.name}" exists already (${stateWords[taken.state].en}): choose another name${again.en}.`,
  );
}

function nobodyFound(kind: CampaignKind): CampaignRefusal {
  const why = needsWines(kind)
    ? sentence(
        'personne n’a de recommandation actuelle dans ces scénarios. Pour voir la liste : cuvee recommendations',
        'nobody has a current recommendation in these scenarios. To see the list: cuvee recommendations',
      )
    : sentence('aucun client ne répond à ce filtre', 'no client answers this filter');
  return campaignRefusal('NOBODY_FOUND', `Aucun destinataire : ${why.fr}.`, `No audience: ${why.en}.`);
}

function notADraft(state: CampaignState): CampaignRefusal {
  return wrongState(
    state,
    'seul un brouillon se refait. Arrêtez-la (cuvee campaign stop), puis créez-en une autre',
    'only a draft is made again. Stop it (cuvee campaign stop), then make another',
  );
}

async function currentComputation(session: Session, estate: string): Promise<string | null> {
  return (await session.one<{ inputsHash: string }>(selectComputation, { estate_id: estate }))?.inputsHash ?? null;
}

async function twinWarnings(
  session: Session,
  question: Readonly<Record<'estate_id' | 'campaign_id' | 'kind' | 'inputs_hash', string>>,
): Promise<readonly Sentence[]> {
  const twins = await session.rows<{ name: string; state: CampaignState }>(selectTwins, question);
  if (twins.length === 0) return [];
  const names = twins.map(({ name }) => `« ${name} »`).join(', ');
  return [
    sentence(
      `${countFr(twins.length, 'autre campagne du même genre vient', 'autres campagnes du même genre viennent')} des mêmes recommandations : ${names}. Est-ce voulu ?`,
      `${countEn(twins.length, 'other campaign')} of this kind came of the same recommendations: ${names}. Is that meant?`,
    ),
  ];
}

function paceOf({ campaigns }: Settings): Readonly<Record<string, unknown>> {
  return {
    canarySize: campaigns.canary_size,
    canaryWaitMinutes: campaigns.canary_wait_minutes,
    dailyLimit: campaigns.daily_limit,
    warmUp: campaigns.warm_up,
  };
}

/** A transaction that a refusal undoes. */
async function undoneWhenRefused<Outcome extends object>(
  world: World,
  work: (session: Session) => Promise<Outcome | CampaignRefusal>,
): Promise<Outcome | CampaignRefusal> {
  let refused: CampaignRefusal | undefined;
  try {
    return await world.database.transaction(async (session) => {
      const outcome = await work(session);
      if (!('refusedBecause' in outcome)) return outcome;
      refused = outcome;
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone && refused) return refused;
    throw error;
  }
}

class Undone extends Error {}
