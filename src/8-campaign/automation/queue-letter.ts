/**
 * A letter a rule asks for: through the same guardrails, approval, linter and outbox as any campaign's. It joins the rule's
 * standing campaign once a named person has approved that; until then it waits, and a task says so once.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { uuidV7 } from '../../values/uuid.ts';
import { letterOf } from '../letters-of/letter-of.ts';
import { letterHash, type OutboxLetter } from '../letters-of/outbox-letter.ts';
import { type LetterFacts, readLetterFacts } from '../letters-of/read-letter-facts.ts';
import { addTask } from '../tasks/tasks.ts';
import { type ActionOutcome, done, type DueAction, refused, waiting } from './action-outcome.ts';
import type { DoingAt } from './do-actions.ts';
import {
  draftStanding,
  lintOutboxLetter,
  lockStandingCampaigns,
  nameOf,
  type RuleLetter,
  type RuleLetterKind,
  type StandingCampaign,
  standingCampaigns,
  standingOf,
} from './standing-campaign.ts';
import { whyNotWrite } from './writing-facts.ts';

const insertLetter = loadSql(import.meta.url, './insert-letter.sql');
const upsertAudience = loadSql(import.meta.url, './upsert-audience.sql');

/** Queues the letter, refuses it with its reason, or lets it wait for a person. Nothing leaves here. */
export async function queueLetter(
  session: Session,
  world: World,
  { due, kind }: { readonly due: DueAction; readonly kind: RuleLetterKind },
  at: DoingAt,
): Promise<ActionOutcome> {
  const rule = world.settings.automation.rules.find(({ name }) => name === due.ruleName);
  if (!rule) return refused('RULE_GONE', `La règle « ${due.ruleName} » n'existe plus : rien n'est parti.`);
  const letter: RuleLetter = { rule, kind, template: await at.desk.templateOf(session, kind) };
  const block = await whyNotWrite(session, world, { clientCode: due.clientCode, today: at.today, channel: kind });
  if (block) return refused(block.code, block.sentence);
  await lockStandingCampaigns(session, world.estate);
  const campaign = standingOf(await standingCampaigns(session, world, letter, at.now));
  if (campaign?.approval === 'effective' && canTakeLetters[campaign.state]) {
    return addLetter(session, world, { due, letter, campaign }, at);
  }
  return whatItWaitsFor(session, world, { letter, campaign }, at);
}

const canTakeLetters: Readonly<Record<StandingCampaign['state'], boolean>> = {
  draft: false,
  approved: true,
  sending: true,
  paused: true,
  held: true,
  // Its letters were all gone, until this one: the passage reopens it at its end.
  sent: true,
  stopped: false,
};

interface LetterToAdd {
  readonly due: DueAction;
  readonly letter: RuleLetter;
  readonly campaign: StandingCampaign;
}

async function addLetter(
  session: Session,
  world: World,
  { due, letter, campaign }: LetterToAdd,
  at: DoingAt,
): Promise<ActionOutcome> {
  const facts = (await readLetterFacts(session, { estate: world.estate, clientCodes: [due.clientCode] })).get(
    due.clientCode,
  );
  if (!facts || facts.client.emailHash === null) return refused('MISSING_EMAIL', "Pas d'adresse e-mail.");
  const words = await wordsOf(session, world, { due, letter, facts }, at);
  if (!words) {
    return refused('NOTHING_TO_PROPOSE', "Aucun vin validé pour ce client : une offre sans vin n'est pas envoyée.");
  }
  if (lintOutboxLetter(words, letter.template).isBlocked) {
    return refused('LINT_BLOCKED', "La relecture bloque cette lettre : elle n'est pas partie.");
  }
  const key = { estate_id: world.estate, campaign_id: campaign.campaignId };
  const added = await session.execute(insertLetter, {
    ...key,
    client_code: due.clientCode,
    letter_id: uuidV7(at.now),
    idempotency_key: uuidV7(at.now),
    email_hash: facts.client.emailHash,
    letter: JSON.stringify(words),
    letter_hash: letterHash(words, letter.template.hash),
  });
  if (added === 0) {
    return refused('ALREADY_WRITTEN', `Ce foyer a déjà reçu « ${campaign.name} » depuis la dernière validation.`);
  }
  await session.execute(upsertAudience, { ...key, client_code: due.clientCode });
  return done('QUEUED', `Lettre « ${campaign.name} » dans la boîte d'envoi.`);
}

/** A thank-you shows no wine; an offer shows those somebody approved for this client, and is none without. */
async function wordsOf(
  session: Session,
  world: World,
  { due, letter, facts }: { readonly due: DueAction; readonly letter: RuleLetter; readonly facts: LetterFacts },
  { desk }: DoingAt,
): Promise<OutboxLetter | undefined> {
  const { client } = facts;
  if (client.legalBasis === 'none') return undefined;
  const { day, bottles } = due.facts;
  const purchase =
    typeof day === 'string' && typeof bottles === 'number' ? { lastOrderOn: day, lastOrderBottles: bottles } : {};
  const approved = letter.kind === 'vip_offer' ? await desk.approvedFor(session, due.clientCode) : new Set<string>();
  const items = facts.items.filter(({ contentHash }) => approved.has(contentHash));
  if (letter.kind === 'vip_offer' && items.length === 0) return undefined;
  return letterOf({ ...client, ...purchase, legalBasis: client.legalBasis }, items, {
    settings: world.settings,
    campaignName: nameOf(letter),
    kind: letter.kind,
    language: letter.template.language,
    offer: null,
  });
}

async function whatItWaitsFor(
  session: Session,
  world: World,
  { letter, campaign }: { readonly letter: RuleLetter; readonly campaign: StandingCampaign | undefined },
  { now, today }: DoingAt,
): Promise<ActionOutcome> {
  if (campaign?.state === 'stopped') {
    return refused('CAMPAIGN_STOPPED', `« ${campaign.name} » a été arrêtée par une personne : rien ne part.`);
  }
  if (campaign?.approval === 'rejected') {
    return refused('REJECTED', `« ${campaign.name} » a été refusée par une personne : rien ne part.`);
  }
  if (campaign?.approval === 'waiting') {
    return waiting('APPROVAL_WAITING', 'La validation prend effet après son délai.', now);
  }
  const toApprove = campaign?.state === 'draft' ? campaign : await draftStanding(session, world, letter, now);
  await addTask(session, {
    estate: world.estate,
    taskKey: `approve:${toApprove.campaignId}`,
    kind: 'check',
    title: `Valider la lettre « ${toApprove.name} » de la règle « ${letter.rule.name} » : page Règles`,
    dueOn: today,
    author: `règle : ${letter.rule.name}`,
    now,
  });
  return waiting('NOT_APPROVED', `Personne n'a validé la lettre « ${toApprove.name} ».`, now);
}
