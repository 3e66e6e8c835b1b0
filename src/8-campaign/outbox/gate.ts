/** Whether letters of a campaign may leave at this moment, asked inside each claim: the whole of it, before any one letter. */
import type { ApprovalState } from '../../7-audit/approvals/approval.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { campaignCan, stateWords } from '../campaign.ts';
import type { SendingInstance } from '../instance/sending-instance.ts';
import type { AutomaticStop } from './automatic-stop.ts';
import type { CampaignToSend } from './campaign-to-send.ts';
import type { WindowState } from './window.ts';

export interface GateFacts {
  readonly campaign: CampaignToSend;
  readonly approval: ApprovalState;
  readonly instance: SendingInstance;
  readonly window: WindowState;
  readonly automaticStop: AutomaticStop | undefined;
}

/** `refuse`: not by this installation, not in this state. `wait`: by itself later. `hold`: a person has to look at it. */
export type Gate =
  | { readonly verdict: 'open' }
  | { readonly verdict: 'refuse'; readonly code: string; readonly sentence: Sentence }
  | { readonly verdict: 'wait'; readonly code: string; readonly until: Date | undefined; readonly sentence: Sentence }
  | { readonly verdict: 'hold'; readonly code: string; readonly sentence: Sentence };

/** The first thing that stands in the way, gravest first. */
export function gateOf({ campaign, approval, instance, window, automaticStop }: GateFacts): Gate {
  if (!campaignCan[campaign.state].send || campaign.isStopAsked) {
    return { verdict: 'refuse', code: 'NOT_SENDING', sentence: notSending(campaign) };
  }
  if (campaign.isDryRun) return { verdict: 'refuse', code: 'DRY_RUN', sentence: dryRun };
  if (instance.state !== 'confirmed') {
    return { verdict: 'refuse', code: 'INSTANCE_NOT_CONFIRMED', sentence: instance.sentence };
  }
  if (approval === 'waiting') return { verdict: 'wait', code: 'APPROVAL_WAITING', until: undefined, sentence: waiting };
  if (approval !== 'effective') {
    return { verdict: 'hold', code: `APPROVAL_${approval.toUpperCase()}`, sentence: notApproved[approval] };
  }
  if (automaticStop) return { verdict: 'hold', ...automaticStop };
  if (window.state === 'over') return { verdict: 'hold', code: 'WINDOW_OVER', sentence: windowOver };
  if (window.state === 'closed') {
    return { verdict: 'wait', code: 'WINDOW_CLOSED', until: window.until, sentence: windowClosed };
  }
  return { verdict: 'open' };
}

/** What a campaign that does not send is answered with. */
export function notSending({ state, stopReason }: CampaignToSend): Sentence {
  const reason = stopReason === null ? '' : ` ${stopReason}`;
  return sentence(
    `Rien ne part : la campagne est « ${stateWords[state].fr} ».${reason}`,
    `Nothing leaves: the campaign is "${stateWords[state].en}".${reason}`,
  );
}

/** A campaign nobody said `--live` of. */
export const dryRun = sentence(
  "Cette campagne est un essai à blanc : rien ne peut partir. Pour l'envoyer vraiment : cuvee campaign send NOM --live",
  'This campaign is a dry run: nothing can leave. To really send it: cuvee campaign send NAME --live',
);
const waiting = sentence(
  'La validation ne compte pas encore : elle prend effet après le délai prévu.',
  'The approval does not count yet: it takes effect after its delay.',
);
const windowOver = sentence(
  "La période d'envoi est terminée : les lettres restantes ne partiront pas en retard. Ouvrez une nouvelle période pour les envoyer.",
  'The sending window is over: the letters left will not leave late. Open a new window to send them.',
);
const windowClosed = sentence(
  "Ce n'est pas l'heure d'envoyer : les lettres partent aux jours et heures réglés.",
  'This is not the time to send: letters leave on the days and hours that are set.',
);

const notApproved: Record<Exclude<ApprovalState, 'effective' | 'waiting'>, Sentence> = {
  pending: sentence("Personne n'a validé cet envoi.", 'Nobody approved this campaign.'),
  rejected: sentence('Cet envoi a été refusé.', 'This campaign was rejected.'),
  flagged: sentence(
    'Cet envoi a été signalé : il attend un second regard.',
    'This campaign was flagged: it waits for a second look.',
  ),
  void: sentence(
    'Les lettres ou les destinataires ont changé depuis la validation : elle ne compte plus. Refaites la campagne, puis validez-la.',
    'The letters or the audience changed since the approval, which no longer counts. Make the campaign anew, then approve it.',
  ),
  expired: sentence('La validation est trop ancienne : validez de nouveau.', 'The approval is too old: approve again.'),
};
