/** The rules of an estate as a person reads them: what each waits for and does, and how its letter's approval stands. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationAction, AutomationRule, AutomationTrigger } from '../../estate/sending-settings.ts';
import type { World } from '../../world.ts';
import { createLetterDesk } from './letter-desk.ts';
import { nameOf, type StandingCampaign, standingCampaigns, standingOf } from './standing-campaign.ts';

const selectCounts = loadSql(import.meta.url, './action-counts.sql');

export interface ListedRule {
  readonly rule: AutomationRule;
  readonly letters: readonly {
    readonly name: string;
    readonly kind: string;
    readonly approval: StandingCampaign['approval'];
    readonly sendBefore: Date | null;
  }[];
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
}

interface CountRow {
  readonly rule_name: string;
  readonly waiting: number;
  readonly done: number;
  readonly refused: number;
}

/** Every rule, highest priority first. */
export async function listRules(session: Session, world: World, now: Date): Promise<readonly ListedRule[]> {
  const desk = createLetterDesk(world, now);
  const counts = await session.rows<CountRow>(selectCounts, { estate_id: world.estate });
  const rules = world.settings.automation.rules.toSorted((one, other) => other.priority - one.priority);
  const listed: ListedRule[] = [];
  for (const rule of rules) {
    const letters: ListedRule['letters'][number][] = [];
    for (const action of rule.actions) {
      if (action.do !== 'send_letter') continue;
      const letter = { rule, kind: action.kind, template: await desk.templateOf(session, action.kind) };
      const standing = standingOf(await standingCampaigns(session, world, letter, now));
      letters.push({
        name: nameOf(letter),
        kind: action.kind,
        approval: standing?.approval ?? 'pending',
        sendBefore: standing?.sendBefore ?? null,
      });
    }
    const { waiting = 0, done = 0, refused = 0 } = counts.find((row) => row.rule_name === rule.name) ?? {};
    listed.push({ rule, letters, waiting, done, refused });
  }
  return listed;
}

const triggerWords: Readonly<Record<AutomationTrigger, string>> = {
  email_clicked: 'clic dans une lettre',
  email_opened: 'ouverture d’une lettre',
  email_bounce: 'adresse en erreur',
  purchase: 'achat',
  lead_score_high: 'score qui monte',
  unsubscribe: 'désinscription',
  page_visit: 'visite d’une page',
  form_submit: 'formulaire reçu',
  time_based: 'temps écoulé',
};

/** `achat, dès 50 €`: when a rule answers, in French. */
export function whenInWords({ trigger, when }: AutomationRule): string {
  const { tiers, minimum_ttc: ttc, minimum_score: score, days_since_order: days } = when;
  return [
    triggerWords[trigger],
    tiers === undefined ? '' : tiers.join(' ou '),
    ttc === undefined ? '' : `dès ${ttc}\u00a0€ TTC`,
    score === undefined ? '' : `score d’au moins ${score}`,
    days === undefined ? '' : `${days}\u00a0jours depuis la dernière commande`,
    when.needs_tracking_consent === true ? 'avec accord de suivi' : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** `lettre thank_you après 5 min`: what an action does, in French. */
export function actionInWords(action: AutomationAction): string {
  const minutes = 'after_minutes' in action ? action.after_minutes : 0;
  return `${doInWords(action)}${minutes === 0 ? '' : ` après ${delayInWords(minutes)}`}`;
}

function doInWords(action: AutomationAction): string {
  switch (action.do) {
    case 'score':
      return `score ${action.delta > 0 ? '+' : ''}${action.delta}`.replace('-', '−');
    case 'tag':
      return `étiquette ${action.tag}`;
    case 'send_letter':
      return `lettre ${action.kind}`;
    case 'task':
      return `à faire « ${action.title} »`;
    case 'stop_everything':
      return 'tout arrêter';
    case 'send_sms':
      return 'SMS à la main';
    case 'trigger_webhook':
      return `appel de ${URL.canParse(action.url) ? new URL(action.url).host : action.url}`;
    case 'pause_campaign':
      return 'pause de la campagne';
    default:
      throw new Error('an action nobody wrote');
  }
}

function delayInWords(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60}\u00a0h` : `${minutes}\u00a0min`;
}
