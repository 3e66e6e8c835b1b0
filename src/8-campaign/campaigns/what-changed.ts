/** What a campaign says that is no longer so: its templates, its sender, its rows, its prices, its approvals. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { CampaignChange, CampaignHashes } from './campaign-hashes.ts';
import { campaignHashes } from './campaign-hashes.ts';
import type { CampaignRefusal } from './refusal.ts';

const selectStale = loadSql(import.meta.url, './stale-items.sql');
const selectOverlap = loadSql(import.meta.url, './overlap.sql');

interface CampaignKey {
  readonly estate: string;
  readonly campaignId: string;
}

/** Why a draft cannot be approved as it stands; undefined when it can. */
export async function changedSinceDraft(
  session: Session,
  key: CampaignKey,
  { changes }: CampaignHashes,
  at: Date,
): Promise<CampaignRefusal | undefined> {
  const { unapproved, repriced, repricedExample } = await readStale(session, key, at);
  const overlap = await session.rows(selectOverlap, { estate_id: key.estate, campaign_id: key.campaignId });
  const said = changes.map((change) => changeWords[change]);
  if (repriced > 0) said.push(repricedWords(repriced, repricedExample));
  if (unapproved > 0) said.push(unapprovedWords(unapproved));
  if (overlap.length > 0) said.push(overlapWords(overlap.length));
  return refusalOf(
    said,
    sentence('Depuis que ce brouillon est écrit', 'Since this draft was written'),
    sentence(
      'Refaites-le (cuvee campaign rebuild), relisez-le, puis validez',
      'Make it again (cuvee campaign rebuild), read it, then approve',
    ),
  );
}

/** Why an approved campaign may not leave any more; undefined when it may. */
export async function changedSinceApproval(session: Session, key: CampaignKey): Promise<CampaignRefusal | undefined> {
  const { changes } = await campaignHashes(session, key);
  const { repriced, repricedExample } = await readStale(session, key, new Date(0));
  const said = changes.map((change) => changeWords[change]);
  if (repriced > 0) said.push(repricedWords(repriced, repricedExample));
  return refusalOf(
    said,
    sentence('La validation ne compte plus, car depuis elle', 'The approval no longer counts, because since then'),
    sentence(
      'Arrêtez cette campagne (cuvee campaign stop) et créez-en une autre',
      'Stop this campaign (cuvee campaign stop) and make another',
    ),
  );
}

interface StaleItems {
  readonly unapproved: number;
  readonly repriced: number;
  readonly repricedExample: string;
}

async function readStale(session: Session, { estate, campaignId }: CampaignKey, at: Date): Promise<StaleItems> {
  const stale = await session.one<StaleItems>(selectStale, {
    estate_id: estate,
    campaign_id: campaignId,
    at: at.toISOString(),
  });
  return stale ?? { unapproved: 0, repriced: 0, repricedExample: '' };
}

const changeWords: Readonly<Record<CampaignChange, Sentence>> = {
  template: sentence('le modèle a changé', 'the template changed'),
  sender: sentence('l’expéditeur a changé dans les réglages', 'the sender changed in the settings'),
  letters: sentence('des lettres ont été modifiées', 'letters were altered'),
  audience: sentence('les destinataires ont été modifiés', 'the audience was altered'),
};

function repricedWords(count: number, example: string): Sentence {
  return sentence(
    `${countFr(count, 'prix annoncé a changé', 'prix annoncés ont changé')} (${example})`,
    `${countEn(count, 'price')} changed (${example})`,
  );
}

function unapprovedWords(count: number): Sentence {
  return sentence(
    countFr(count, 'recommandation n’est plus validée', 'recommandations ne sont plus validées'),
    countEn(count, 'recommendation is no longer approved', 'recommendations are no longer approved'),
  );
}

function overlapWords(count: number): Sentence {
  return sentence(
    `${countFr(count, 'foyer attend', 'foyers attendent')} déjà une lettre d’une autre campagne`,
    `${countEn(count, 'household already waits', 'households already wait')} for a letter of another campaign`,
  );
}

function refusalOf(said: readonly Sentence[], opening: Sentence, remedy: Sentence): CampaignRefusal | undefined {
  if (said.length === 0) return undefined;
  return {
    refusedBecause: 'CHANGED_SINCE',
    sentence: sentence(
      `${opening.fr}\u00a0: ${said.map(({ fr }) => fr).join('\u00a0; ')}. ${remedy.fr}.`,
      `${opening.en}: ${said.map(({ en }) => en).join('; ')}. ${remedy.en}.`,
    ),
  };
}
