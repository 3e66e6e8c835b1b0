/** A rule in the words of a person: when it answers, what it does. */
import type { Rule, RuleAction, RuleTrigger } from '../../../../src/api/contract/automation.ts';
import { count, euros } from '../../formats.ts';
import { t } from '../../words.ts';

export const triggers: readonly RuleTrigger[] = [
  'purchase',
  'email_clicked',
  'email_opened',
  'email_bounce',
  'unsubscribe',
  'lead_score_high',
  'time_based',
  'page_visit',
  'form_submit',
];

/** What a rule waits for. */
export function triggerWords(trigger: string): string {
  const words: Readonly<Record<string, string>> = {
    purchase: t('un client achète', 'a client buys'),
    email_clicked: t('un client clique dans une lettre', 'a client clicks in a letter'),
    email_opened: t('un client ouvre une lettre', 'a client opens a letter'),
    email_bounce: t('une adresse ne répond plus', 'an address fails'),
    unsubscribe: t('un client se désinscrit', 'a client unsubscribes'),
    lead_score_high: t('un client devient très engagé', 'a client becomes very engaged'),
    time_based: t('un client se tait depuis longtemps', 'a client has long been silent'),
    page_visit: t('un client visite une page', 'a client visits a page'),
    form_submit: t('un formulaire arrive', 'a form comes in'),
  };
  return words[trigger] ?? trigger;
}

/** `Quand un client achète, dès 50,00 € TTC`. */
export function whenWords({ trigger, when }: Rule): string {
  const conditions = [
    when.tiers ? `${t('palier', 'tier')} ${when.tiers.join(t(' ou ', ' or '))}` : '',
    when.minimum_ttc === undefined
      ? ''
      : t(`dès ${euros(when.minimum_ttc)} TTC`, `from ${euros(when.minimum_ttc)} incl. VAT`),
    when.minimum_score === undefined
      ? ''
      : t(`score d’au moins ${count(when.minimum_score)}`, `score of at least ${count(when.minimum_score)}`),
    when.days_since_order === undefined
      ? ''
      : t(
          `${count(when.days_since_order)} jours depuis la dernière commande`,
          `${count(when.days_since_order)} days since the last order`,
        ),
    when.needs_tracking_consent ? t('avec son accord de suivi', 'with consent to tracking') : '',
  ].filter((words) => words !== '');
  return [t(`Quand ${triggerWords(trigger)}`, `When ${triggerWords(trigger)}`), ...conditions].join(', ');
}

export const actionKinds: readonly RuleAction['do'][] = [
  'task',
  'send_letter',
  'score',
  'tag',
  'send_sms',
  'trigger_webhook',
  'pause_campaign',
  'stop_everything',
];

/** What an action does, before its details are known. */
export function actionKindWords(kind: RuleAction['do']): string {
  const words: Readonly<Record<RuleAction['do'], string>> = {
    task: t('noter une chose à faire', 'note something to do'),
    send_letter: t('envoyer une lettre', 'send a letter'),
    score: t('changer le score', 'change the score'),
    tag: t('poser une étiquette', 'put a tag'),
    send_sms: t('noter un SMS à envoyer à la main', 'note an SMS to send by hand'),
    pause_campaign: t('mettre la campagne en pause', 'pause the campaign'),
    stop_everything: t('ne plus rien envoyer à ce client', 'send nothing more to this client'),
    trigger_webhook: t('prévenir un autre logiciel', 'tell another program'),
  };
  return words[kind];
}

/** A kind of letter that a rule may send. */
export function letterWords(kind: string): string {
  const words: Readonly<Record<string, string>> = {
    thank_you: t('remerciement', 'thank-you'),
    vip_offer: t('offre VIP', 'VIP offer'),
    stay: t('« Restez-vous ? »', '“Will you stay?”'),
  };
  return words[kind] ?? kind;
}

/** `envoyer la lettre de remerciement, 5 min après`. */
export function actionWords(action: RuleAction): string {
  const minutes = 'after_minutes' in action ? action.after_minutes : 0;
  return `${doWords(action)}${minutes > 0 ? t(`, ${delay(minutes)} après`, `, ${delay(minutes)} later`) : ''}`;
}

function doWords(action: RuleAction): string {
  switch (action.do) {
    case 'score':
      return t(`score ${signed(action.delta)}`, `score ${signed(action.delta)}`);
    case 'tag':
      return t(`étiquette « ${action.tag} »`, `tag “${action.tag}”`);
    case 'send_letter':
      return t(`lettre : ${letterWords(action.kind)}`, `letter: ${letterWords(action.kind)}`);
    case 'task':
      return t(`à faire : « ${action.title} »`, `to do: “${action.title}”`);
    case 'send_sms':
      return t(`SMS à la main : « ${action.text} »`, `SMS by hand: “${action.text}”`);
    case 'trigger_webhook':
      return t(`prévenir ${hostOf(action.url)}`, `tell ${hostOf(action.url)}`);
    case 'pause_campaign':
    case 'stop_everything':
    default:
      return actionKindWords(action.do);
  }
}

/** A new action of a kind, to be filled in. */
export function emptyAction(kind: RuleAction['do']): RuleAction {
  switch (kind) {
    case 'score':
      return { do: 'score', delta: 10 };
    case 'tag':
      return { do: 'tag', tag: t('à suivre', 'to follow') };
    case 'send_letter':
      return { do: 'send_letter', kind: 'thank_you', after_minutes: 0 };
    case 'send_sms':
      return { do: 'send_sms', text: '', after_minutes: 0 };
    case 'pause_campaign':
      return { do: 'pause_campaign' };
    case 'stop_everything':
      return { do: 'stop_everything' };
    case 'trigger_webhook':
      return { do: 'trigger_webhook', url: 'https://', after_minutes: 0 };
    case 'task':
    default:
      return { do: 'task', title: t('Appeler ce client', 'Call this client'), kind: 'call', after_minutes: 0 };
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : t('un autre logiciel', 'another program');
}

function signed(delta: number): string {
  return `${delta > 0 ? '+' : '−'}${count(Math.abs(delta))}`;
}

function delay(minutes: number): string {
  if (minutes % 1440 === 0) return t(`${minutes / 1440} j`, `${minutes / 1440} d`);
  return minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : `${minutes}\u00a0min`;
}
