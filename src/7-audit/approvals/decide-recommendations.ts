/**
 * A named person decides on recommendations of the current list: one, a client's, a segment's, or all. Approving sets bottles
 * aside, and never more than there are, however many people approve at once: decisions of one estate wait for each other.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import {
  type Decision,
  type DecisionBy,
  type DecisionRefusal,
  refusal,
  refusePerson,
  refuseUntyped,
  validity,
} from './approval.ts';

const lockDecisions = loadSql(import.meta.url, './lock-decisions.sql');
const currentAudit = loadSql(import.meta.url, './current-audit.sql');
const createDeciding = loadSql(import.meta.url, './create-deciding.sql');
const fillDeciding = loadSql(import.meta.url, './fill-deciding.sql');
const leaveOutShort = loadSql(import.meta.url, './leave-out-short.sql');
const countDeciding = loadSql(import.meta.url, './count-deciding.sql');
const insertApproval = loadSql(import.meta.url, './insert-approval.sql');
const upsertItems = loadSql(import.meta.url, './upsert-items.sql');
const deleteReservations = loadSql(import.meta.url, './delete-reservations.sql');
const deleteShortItems = loadSql(import.meta.url, './delete-short-items.sql');
const insertReservations = loadSql(import.meta.url, './insert-reservations.sql');

/** Which of the current recommendations: an empty `clientCode` and `segment` mean all of them. */
export type RecommendationScope =
  | { readonly scope: 'item'; readonly clientCode: string; readonly rank: number }
  | { readonly scope: 'client'; readonly clientCode: string }
  | { readonly scope: 'segment'; readonly segment: string }
  | { readonly scope: 'run' };

export interface RecommendationDecision {
  readonly approvalId: string;
  readonly itemCount: number;
  readonly clientCount: number;
  readonly leftOut: LeftOut;
}

/**
 * Items not approved, by reason: the audit found an error; the bottles are promised already (they lose an earlier approval); among
 * many, a person had rejected them or set them aside.
 */
export interface LeftOut {
  readonly notEligible: number;
  readonly noBottles: number;
  readonly decided: number;
}

/** Decides, in one transaction with its journal entry. A refusal of the rules is returned and changes nothing. */
export async function decideRecommendations(
  world: World,
  what: RecommendationScope,
  person: DecisionBy,
  now: Date,
): Promise<RecommendationDecision | DecisionRefusal> {
  const wrongPerson = refusePerson(person, 'cuvee', world.settings.approval);
  if (wrongPerson) return wrongPerson;
  return world.database.transaction(async (session) => {
    await session.execute(lockDecisions, { estate_id: world.estate });
    const audit = await session.one<CurrentAudit>(currentAudit, { estate_id: world.estate });
    const closed = refuseByAudit(audit, what, person);
    if (closed || !audit) return closed ?? notAudited();
    const counts = await gatherItems(session, world, what, person, now, audit.as_of_on);
    const refused = refuseByCount(counts, what, person, world);
    if (refused) return refused;
    return keepDecision(session, world, { what, person, now, audit, counts });
  });
}

/** What a decision would be about, were it taken now. */
export interface DecisionForeseen {
  readonly itemCount: number;
  readonly clientCount: number;
  readonly leftOut: LeftOut;
  /** What has to be typed; null where nothing has. */
  readonly confirmation: string | null;
}

/** Counts what a decision would cover, and writes nothing. A refusal of the rules is returned. */
export async function foreseeDecision(
  world: World,
  what: RecommendationScope,
  decision: Decision,
  now: Date,
): Promise<DecisionForeseen | DecisionRefusal> {
  return world.database.transaction(async (session) => {
    const audit = await session.one<CurrentAudit>(currentAudit, { estate_id: world.estate });
    const person = { decision, by: world.actor };
    const closed = refuseByAudit(audit, what, person);
    if (closed || !audit) return closed ?? notAudited();
    const counts = await gatherItems(session, world, what, person, now, audit.as_of_on);
    const refused = refuseByCount(counts, what, person, world);
    if (refused && refused.expected === undefined) return refused;
    return {
      itemCount: counts.item_count,
      clientCount: counts.client_count,
      leftOut: leftOutOf(counts),
      confirmation: refused?.expected ?? null,
    };
  });
}

interface CurrentAudit {
  readonly inputs_hash: string;
  readonly as_of_on: string;
  /** Null: the current computation was not audited. */
  readonly is_open: boolean | null;
}

interface DecidingCounts {
  readonly item_count: number;
  readonly client_count: number;
  readonly not_eligible: number;
  readonly no_bottles: number;
  readonly decided: number;
  readonly content_hash: string;
}

function leftOutOf({ not_eligible: notEligible, no_bottles: noBottles, decided }: DecidingCounts): LeftOut {
  return { notEligible, noBottles, decided };
}

const isBulk = ({ scope }: RecommendationScope): boolean => scope === 'segment' || scope === 'run';

function refuseByAudit(
  audit: CurrentAudit | undefined,
  what: RecommendationScope,
  { decision }: DecisionBy,
): DecisionRefusal | undefined {
  if (!audit || decision !== 'approved') return undefined;
  if (audit.is_open === null) return notAudited();
  if (audit.is_open || !isBulk(what)) return undefined;
  return refusal(
    'GATE_CLOSED',
    'Trop de clients ont une erreur au contrôle : ce passage ne se valide pas en bloc. Corrigez, ou validez client par client.',
    'Too many clients have an error in the audit: this run is not approved as a whole. Mend, or approve client by client.',
  );
}

function notAudited(): DecisionRefusal {
  return refusal(
    'NOT_AUDITED',
    'Les recommandations actuelles n’ont pas encore été contrôlées : lancez cuvee run.',
    'The current recommendations have not been audited yet: run cuvee run.',
  );
}

async function gatherItems(
  session: Session,
  { estate, settings }: World,
  what: RecommendationScope,
  { decision }: DecisionBy,
  now: Date,
  asOf: string,
): Promise<DecidingCounts> {
  await session.execute(createDeciding);
  await session.execute(fillDeciding, {
    estate_id: estate,
    client_code: 'clientCode' in what ? what.clientCode : null,
    rank: 'rank' in what ? what.rank : null,
    segment: 'segment' in what ? what.segment : null,
    is_approval: decision === 'approved',
    is_bulk: isBulk(what),
    now: now.toISOString(),
  });
  if (decision === 'approved') {
    await session.execute(leaveOutShort, {
      estate_id: estate,
      as_of: asOf,
      now: now.toISOString(),
      stock_share: settings.guardrails.promised_stock_share,
    });
  }
  const counts = await session.one<DecidingCounts>(countDeciding, { estate_id: estate });
  return counts ?? { item_count: 0, client_count: 0, not_eligible: 0, no_bottles: 0, decided: 0, content_hash: '' };
}

function refuseByCount(
  counts: DecidingCounts,
  what: RecommendationScope,
  person: DecisionBy,
  world: World,
): DecisionRefusal | undefined {
  if (counts.item_count === 0) {
    const why = counts.no_bottles > 0 ? 'les bouteilles sont déjà promises' : 'rien à valider ici';
    const whyEn = counts.no_bottles > 0 ? 'the bottles are promised already' : 'there is nothing to approve here';
    const errors = counts.not_eligible > 0;
    return refusal(
      'NOTHING_TO_DECIDE',
      errors ? 'Le contrôle a trouvé une erreur : à corriger d’abord (cuvee audit).' : `Rien n’a été décidé : ${why}.`,
      errors ? 'The audit found an error: mend it first (cuvee audit).' : `Nothing was decided: ${whyEn}.`,
    );
  }
  return isBulk(what) ? refuseUntyped(person, String(counts.item_count), world.settings.approval) : undefined;
}

interface Keeping {
  readonly what: RecommendationScope;
  readonly person: DecisionBy;
  readonly now: Date;
  readonly audit: CurrentAudit;
  readonly counts: DecidingCounts;
}

async function keepDecision(
  session: Session,
  world: World,
  { what, person, now, audit, counts }: Keeping,
): Promise<RecommendationDecision> {
  const approvalId = uuidV7(now);
  const { effectiveAt, expiresAt } = validity(now, world.settings.approval, false);
  const key = { estate_id: world.estate, approval_id: approvalId };
  const scopeKey = keyOf(what, audit.inputs_hash);
  await session.execute(insertApproval, {
    ...key,
    subject: 'recommendations',
    scope: what.scope,
    scope_key: scopeKey,
    decision: person.decision,
    content_hash: counts.content_hash,
    author: 'cuvee',
    decided_by: person.by,
    reason: person.reason ?? null,
    item_count: counts.item_count,
    decided_at: now.toISOString(),
    effective_at: effectiveAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  });
  const item = { ...key, decided_at: now.toISOString(), expires_at: expiresAt.toISOString() };
  await session.execute(upsertItems, { ...item, decision: person.decision, inputs_hash: audit.inputs_hash });
  await session.execute(deleteShortItems, { estate_id: world.estate });
  await session.execute(deleteReservations, { estate_id: world.estate });
  if (person.decision === 'approved') await session.execute(insertReservations, item);
  const leftOut = leftOutOf(counts);
  await writeJournal(session, {
    estate: world.estate,
    actor: person.by,
    action: `recommendations.${person.decision}`,
    subject: scopeKey,
    ...(person.reason === undefined ? {} : { reason: person.reason }),
    after: { approvalId, items: counts.item_count, contentHash: counts.content_hash, leftOut },
  });
  return { approvalId, itemCount: counts.item_count, clientCount: counts.client_count, leftOut };
}

function keyOf(what: RecommendationScope, inputsHash: string): string {
  if (what.scope === 'item') return `client:${what.clientCode}:${what.rank}`;
  if (what.scope === 'client') return `client:${what.clientCode}`;
  return what.scope === 'segment' ? `segment:${what.segment}` : `run:${inputsHash}`;
}
