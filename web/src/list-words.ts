/** What scenarios, segments, kinds of letters and their states are called at the estate. Each is a function: words are chosen while drawing. */
import type { ItemState, Scenario } from '../../src/api/contract/recommendations.ts';
import type {
  ApprovalStateWord,
  CampaignKindWord,
  CampaignStateWord,
  LetterStateWord,
} from '../../src/api/contract/campaigns.ts';
import type { Tone } from './parts/state-word.tsx';
import { t } from './words.ts';

/** « Marie Muller », or the code where the cellar software has no name. */
export function nameOf(person: { readonly nom: string; readonly prenom: string; readonly clientCode: string }): string {
  const name = `${person.prenom} ${person.nom}`.trim();
  return name === '' ? person.clientCode : name;
}

export const scenarios: readonly Scenario[] = ['winback', 'rebuy', 'upsell', 'cross-sell', 'nurture'];

export function itemStateWord(state: ItemState): string {
  const words: Readonly<Record<ItemState, string>> = {
    pending: t('à décider', 'to decide'),
    approved: t('validé', 'approved'),
    rejected: t('refusé', 'rejected'),
    flagged: t('mis de côté', 'set aside'),
  };
  return words[state];
}

export const toneOfItem: Readonly<Record<ItemState, Tone>> = {
  pending: 'quiet',
  approved: 'done',
  rejected: 'stopped',
  flagged: 'waits',
};

export function kindWord(kind: CampaignKindWord): string {
  const words: Readonly<Record<CampaignKindWord, string>> = {
    mixed: t('selon chaque client', 'as suits each client'),
    rebuy: t('réachat', 'rebuy'),
    cross_sell: t('découverte', 'cross-sell'),
    upsell: t('montée en gamme', 'upsell'),
    winback: t('reconquête', 'winback'),
    nurture: t('premier pas', 'nurture'),
    selection: t('sélection', 'selection'),
    thank_you: t('remerciement', 'thank-you'),
    vip_offer: t('offre aux fidèles', 'VIP offer'),
    stay: t('« Restez-vous ? »', '“Will you stay?”'),
  };
  return words[kind];
}

export const letterKinds = [
  'rebuy',
  'cross_sell',
  'upsell',
  'winback',
  'nurture',
  'selection',
  'thank_you',
  'vip_offer',
  'stay',
] as const;

export function campaignStateWord(state: CampaignStateWord): string {
  const words: Readonly<Record<CampaignStateWord, string>> = {
    draft: t('brouillon', 'draft'),
    approved: t('validée', 'approved'),
    sending: t('en cours d’envoi', 'sending'),
    paused: t('en pause', 'paused'),
    held: t('attend une personne', 'waits for a person'),
    sent: t('envoyée', 'sent'),
    stopped: t('arrêtée', 'stopped'),
  };
  return words[state];
}

export const toneOfCampaign: Readonly<Record<CampaignStateWord, Tone>> = {
  draft: 'quiet',
  approved: 'waits',
  sending: 'running',
  paused: 'waits',
  held: 'waits',
  sent: 'done',
  stopped: 'stopped',
};

export function approvalWord(state: ApprovalStateWord): string {
  const words: Readonly<Record<ApprovalStateWord, string>> = {
    pending: t('à valider', 'to be approved'),
    waiting: t('validée, prend effet après le délai', 'approved, takes effect after the delay'),
    effective: t('validée', 'approved'),
    rejected: t('refusée', 'rejected'),
    flagged: t('mise de côté', 'set aside'),
    void: t('à refaire : quelque chose a changé', 'to be made again: something changed'),
    expired: t('validation expirée', 'approval expired'),
  };
  return words[state];
}

export const toneOfApproval: Readonly<Record<ApprovalStateWord, Tone>> = {
  pending: 'waits',
  waiting: 'running',
  effective: 'done',
  rejected: 'stopped',
  flagged: 'waits',
  void: 'stopped',
  expired: 'stopped',
};

export function letterStateWord(state: LetterStateWord): string {
  const words: Readonly<Record<LetterStateWord, string>> = {
    queued: t('en attente', 'waiting'),
    claimed: t('en train de partir', 'leaving'),
    accepted: t('partie', 'left'),
    unknown: t('issue inconnue', 'outcome unknown'),
    failed: t('refusée par le serveur', 'refused by the server'),
    excluded: t('écartée au dernier moment', 'left out at the last moment'),
    held: t('retenue', 'held'),
    left_out: t('pas de lettre', 'no letter'),
  };
  return words[state];
}

export const toneOfLetter: Readonly<Record<LetterStateWord, Tone>> = {
  queued: 'quiet',
  claimed: 'running',
  accepted: 'done',
  unknown: 'waits',
  failed: 'stopped',
  excluded: 'quiet',
  held: 'waits',
  left_out: 'quiet',
};

/** A dimension of a score, as its explanation names it. */
export function dimensionWord(dimension: string): string {
  const words: Readonly<Record<string, string>> = {
    family: t('la famille qu’il préfère', 'the family they prefer'),
    grape: t('le cépage', 'the grape'),
    sweetness: t('la douceur', 'the sweetness'),
    budget: t('son prix habituel', 'their usual price'),
    aroma: t('les arômes', 'the aromas'),
    novelty: t('la nouveauté', 'novelty'),
    tier: t('la gamme au-dessus', 'the tier above'),
    popularity: t('ce que prennent les autres', 'what others take'),
    recency: t('le moment dans son rythme', 'the moment in their rhythm'),
    'learned.start': t('point de départ', 'starting point'),
    'learned.frequency': t('combien de fois il l’a pris', 'how often they took it'),
    'learned.taste': t('son goût', 'their taste'),
    'learned.repeat rate': t('ce vin se reprend volontiers', 'how gladly this wine is taken again'),
    'learned.season': t('la saison', 'the season'),
    'learned.co-purchase': t('ce qui se prend avec', 'what is taken with it'),
    'learned.neighbours': t('les clients qui lui ressemblent', 'clients like them'),
    'learned.client': t('ses habitudes', 'their habits'),
    'learned.price': t('le prix', 'the price'),
    'learned.popularity': t('ce que prennent les autres', 'what others take'),
    'learned.stock': t('le stock', 'the stock'),
    'learned.rhythm': t('son rythme de commande', 'their rhythm of orders'),
    'learned.recency': t('la date de son dernier achat', 'the day of the last purchase'),
    'learned.novelty': t('la nouveauté', 'novelty'),
    'learned.wine': t('le vin lui-même', 'the wine itself'),
  };
  return words[dimension] ?? dimension.replace(/^learned\./, '');
}
