/**
 * Watches a year of letters from outside: looks at each letter the fake accepts at the moment it is accepted, remembers what
 * clients refused and when we could know of it, and counts at the end whether all books agree.
 */
import { letterHeaders } from '../../src/8-campaign/letters/headers.ts';
import { linkedLetter } from '../../src/8-campaign/letters-of/render-outbox-letter.ts';
import type { OutboxLetter } from '../../src/8-campaign/letters-of/outbox-letter.ts';
import { lintLetter } from '../../src/8-campaign/lint/lint.ts';
import { loadSql, sql } from '../../src/db/sql.ts';
import type { FakeLetter } from '../../src/fake-brevo/house.ts';
import { daysBetween, type Day } from '../../src/values/day.ts';
import type { Fault, FaultName } from './counts.ts';
import { faultsOf, silenceDays } from './judge.ts';
import { localTime } from './local-time.ts';
import type { YearStage } from './stage.ts';

const selectLetters = loadSql(import.meta.url, './letters-sent.sql');
const selectSilenced = loadSql(import.meta.url, './silenced.sql');
const selectOverpromised = loadSql(import.meta.url, './overpromised.sql');

interface LetterRow {
  readonly number: number;
  readonly email: string;
  readonly at: Date;
  readonly day: Day;
  readonly campaign_id: string;
  readonly letter_id: string;
  readonly client_code: string;
  readonly letter: OutboxLetter;
  readonly digest: string;
  readonly household_key: string;
  readonly is_trade: boolean;
  readonly is_till: boolean;
  readonly is_under_18: boolean;
  readonly kind: string;
  readonly origin: string;
  readonly author: string;
  readonly household_emails: readonly string[];
  readonly imported_contact_days: readonly Day[];
  readonly is_refused_in_files: boolean;
  readonly bought_lately: readonly string[];
  readonly has_legal_basis: boolean;
  readonly decision: string;
  readonly decided_by: string | null;
  readonly is_decision_in_force: boolean;
  readonly unapproved_items: number;
}

type SilencedRow = Pick<LetterRow, 'client_code' | 'household_emails' | 'imported_contact_days'> & {
  readonly doubted_letter_days: readonly Day[];
};

interface PromisedProduct {
  readonly produit_key: string;
  readonly promised: number;
  readonly older: number;
  readonly free: number;
}

/** A letter as the witness remembers it. */
export interface SeenLetter {
  readonly sent: FakeLetter;
  readonly email: string;
  readonly day: Day;
  readonly letterId: string;
  readonly kind: string;
  readonly isMarketing: boolean;
}

export interface Witness {
  readonly faults: readonly Fault[];
  readonly letters: readonly SeenLetter[];
  /** Judges the letters accepted since the last look. To be called before anything else happens. */
  look(): Promise<void>;
  /** Remembers what a campaign says at the moment a person approved it. */
  rememberApproved(campaignId: string): Promise<void>;
  /** Somebody refused, and we know of it since. */
  refused(email: string, knownAt: Date): void;
  /** Something that must never be possible was. */
  accuse(name: FaultName, about: string): void;
  countBottles(): Promise<void>;
  /** Whether everybody a draft leaves out because of an earlier letter did get one. */
  countSilenced(campaignId: string): Promise<void>;
}

export function createWitness(stage: YearStage): Witness {
  const faults: Fault[] = [];
  const letters: SeenLetter[] = [];
  const approved = new Map<string, string>();
  const written = new Map<string, Set<string>>();
  const refusals = new Map<string, Date>();
  const perDay = new Map<Day, number>();
  const accuse = (name: FaultName, about: string): void => void faults.push({ name, about });

  const judge = (row: LetterRow, sent: FakeLetter): void => {
    const households = written.get(row.campaign_id) ?? new Set();
    written.set(row.campaign_id, households);
    faults.push(
      ...faultsOf({
        ...factsIn(row),
        estate: stage.estate,
        isRefused: row.is_refused_in_files || isRefused(row),
        earlierDays: [...row.imported_contact_days, ...earlierLetters(row)],
        writtenByCampaign: households,
        isSameAsApproved: row.origin === 'campaign' ? approved.get(row.letter_id) === row.digest : undefined,
        received: received(stage, row, sent),
      }),
    );
    households.add(row.household_key).add(row.email);
    const { day, letter_id: letterId, email, kind } = row;
    letters.push({ sent, email, day, letterId, kind, isMarketing: kind !== 'thank_you' });
  };
  const isRefused = ({ email, client_code: clientCode, at }: LetterRow): boolean =>
    stage.optedOut.has(clientCode) || (refusals.get(email) ?? at) < at;
  const earlierLetters = ({ household_emails: emails }: Pick<LetterRow, 'household_emails'>): readonly Day[] =>
    letters.flatMap(({ email, day, isMarketing, sent }) =>
      isMarketing && emails.includes(email) && !wasReturned(sent) ? [day] : [],
    );
  const judgeMoment = ({ acceptedAtMs }: FakeLetter): void => {
    const { day, weekday, minutes } = localTime(new Date(acceptedAtMs));
    if (!['Tue', 'Wed', 'Thu'].includes(weekday) || minutes < 600 || minutes >= 1080) {
      accuse('outside the hours of sending', `${day} ${weekday} ${minutes}`);
    }
    const today = (perDay.get(day) ?? 0) + 1;
    perDay.set(day, today);
    if (today > (stage.warmUp[perDay.size - 1] ?? stage.dailyLimit)) accuse('more than a day may have', day);
  };

  let seen = 0;
  return {
    faults,
    letters,
    accuse,
    async look() {
      const fresh = stage.fake.control.letters().slice(seen);
      if (fresh.length === 0) return;
      seen += fresh.length;
      const asked = fresh.map((sent, number) => ({
        number,
        email: sent.email,
        batch_id: batchOf(sent),
        at: atOf(sent),
      }));
      const rows = await stage.database.rows<LetterRow>(selectLetters, {
        estate_id: stage.estate,
        letters: JSON.stringify(asked),
      });
      const byNumber = new Map(rows.map((row) => [row.number, row]));
      for (const [number, sent] of fresh.entries()) {
        judgeMoment(sent);
        const row = byNumber.get(number);
        if (row) judge(row, sent);
        else accuse('nobody asked for it', sent.messageId);
      }
    },
    async rememberApproved(campaignId) {
      const rows = await stage.database.rows<{ letter_id: string; digest: string }>(selectDigests, {
        estate_id: stage.estate,
        campaign_id: campaignId,
      });
      for (const { letter_id: letterId, digest } of rows) approved.set(letterId, digest);
    },
    refused(email, knownAt) {
      const known = refusals.get(email);
      if (!known || knownAt < known) refusals.set(email, knownAt);
    },
    async countBottles() {
      const now = stage.now().toISOString();
      const products = await stage.database.rows<PromisedProduct>(selectOverpromised, { estate_id: stage.estate, now });
      for (const { produit_key: produit, promised, older, free } of products) {
        accuse(
          'bottles promised twice',
          `${now.slice(0, 10)} ${produit}: ${promised}, of them ${older} before, of ${free}`,
        );
      }
    },
    async countSilenced(campaignId) {
      const key = { estate_id: stage.estate, campaign_id: campaignId };
      const today = localTime(stage.now()).day;
      for (const row of await stage.database.rows<SilencedRow>(selectSilenced, key)) {
        const days = [...row.imported_contact_days, ...row.doubted_letter_days, ...earlierLetters(row)];
        const isSilent = days.some((day) => daysBetween(day, today) < silenceDays);
        if (!isSilent) accuse('kept from a letter by none before', `${row.client_code} ${today}`);
      }
    },
  };
}

const selectDigests = sql(`
  select letter_id, md5(letter::text || client_code || email_hash) as digest from crm.outbox
  where estate_id = :'estate_id' and campaign_id = :'campaign_id'::uuid`);

function factsIn(row: LetterRow) {
  return {
    clientCode: row.client_code,
    email: row.email,
    householdKey: row.household_key,
    day: row.day,
    campaignId: row.campaign_id,
    kind: row.kind,
    isTrade: row.is_trade,
    isTill: row.is_till,
    isUnder18: row.is_under_18,
    hasLegalBasis: row.has_legal_basis,
    boughtLately: row.bought_lately,
    author: row.author,
    decision: row.decision,
    decidedBy: row.decided_by,
    isDecisionInForce: row.is_decision_in_force,
    unapprovedItems: row.unapproved_items,
    letter: row.letter,
  };
}

/** Letters of one call bear its tag. */
function batchOf({ tags }: FakeLetter): string | null {
  return tags.find((tag) => tag.startsWith('lot-'))?.slice('lot-'.length) ?? null;
}

function atOf({ acceptedAtMs }: FakeLetter): string {
  return new Date(acceptedAtMs).toISOString();
}

/** Whether a letter came back: then it was no contact. */
export function wasReturned({ happened }: FakeLetter): boolean {
  return happened.some((event) => ['hard_bounce', 'soft_bounce', 'invalid_email', 'blocked', 'error'].includes(event));
}

function received({ links }: YearStage, row: LetterRow, { subject, html, text, headers }: FakeLetter) {
  const { letter } = linkedLetter(row.letter, row.letter_id, links);
  const own = Object.hasOwn(headers, 'List-Unsubscribe') ? headers : letterHeaders(letter.links);
  const { findings } = lintLetter({ subject, preheader: '', html, text }, { letter, headers: own });
  const lintBlocks = findings.filter(({ severity }) => severity === 'block').map(({ code }) => code);
  return { subject, html, text, lintBlocks };
}
