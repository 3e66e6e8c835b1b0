/**
 * Forgets a person in the database, in one transaction. Tables are found by their columns, so that one made tomorrow is not left
 * out: `client_code` becomes the pseudonym everywhere, what only concerned the person is deleted, and every word that names them
 * is taken out of every text of a row about them.
 */
import type { Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { redactJournal } from '../journal/redact-journal.ts';
import { type Identity, type IdentityPatterns, identityPatterns } from './identity.ts';

const textColumns = loadSql(import.meta.url, './text-columns.sql');
const deleteCorrections = loadSql(import.meta.url, './delete-corrections.sql');
const emptyClient = loadSql(import.meta.url, './empty-client.sql');
const keepUnprofiled = loadSql(import.meta.url, './keep-unprofiled.sql');
const emptyLines = loadSql(import.meta.url, './empty-lines.sql');
const suppress = loadSql(import.meta.url, './suppress.sql');
const forgetBodies = loadSql(import.meta.url, './forget-bodies.sql');
const blankBodies = loadSql(import.meta.url, './blank-bodies.sql');
const emptyLetters = loadSql(import.meta.url, './empty-letters.sql');
const emptyLetterEvents = loadSql(import.meta.url, './empty-letter-events.sql');

/** What only concerned the person: proposals, notes, scores, wishes of rules, what they said of consent (its hash stays refused). */
const onlyAboutThem = new Set([
  'etl.consent_events',
  'crm.recommendations',
  'crm.recommendation_details',
  'crm.recommendation_refusals',
  'crm.recommendation_feedback',
  'crm.audit_findings',
  'crm.audit_verdicts',
  'crm.approval_items',
  'crm.bottle_reservations',
  'crm.automation_events',
  'crm.automation_actions',
  'crm.lead_score_events',
  'crm.rule_calls',
  'crm.client_tags',
  'crm.client_notes',
  'crm.customer_360',
  'crm.tasks',
]);

/** Tables in whose words nobody is named: products, figures, hashes, the people of the estate itself; the journal has its own way. */
const namingNobody = new Set([
  'app.api_tokens',
  'app.backups',
  'app.erasures',
  'app.estates',
  'app.journal',
  'app.journal_heads',
  'app.recovery_codes',
  'app.sessions',
  'app.settings',
  'app.sign_in_attempts',
  'app.sign_in_links',
  'app.users',
  'crm.letter_templates',
  'etl.catalogue_lignes',
  'etl.document_changes',
  'etl.documents',
  'etl.event_inbox',
  'etl.files',
  'etl.produit_aliases',
  'etl.produit_successions',
  'etl.produits',
  'etl.stock',
  'etl.stock_lignes',
  'etl.suppressions',
  'etl.ventes_lignes',
  'etl.wine_aliases',
  'etl.wines',
]);

/** Names of people who work here, not of clients. */
const ofColleagues = new Set([
  'actor',
  'author',
  'cancel_asked_by',
  'closed_by',
  'confirmed_by',
  'created_by',
  'decided_by',
  'requested_by',
  'updated_by',
]);

interface TextColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

export interface Pseudonymising {
  readonly estate: string;
  readonly actor: string;
  readonly identity: Identity;
  readonly pseudonym: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

/** Rows touched, by table; only those where there were any. */
export type ErasureCounts = Readonly<Record<string, number>>;

/** Forgets the person. Call it in the transaction that notes the erasure. */
export async function pseudonymise(session: Session, what: Pseudonymising): Promise<ErasureCounts> {
  const columns = await session.rows<TextColumn>(textColumns);
  const patterns = identityPatterns(what.identity);
  const counts = new Map<string, number>();
  const count = (table: string, rows: number): void => {
    if (rows > 0) counts.set(table, (counts.get(table) ?? 0) + rows);
  };
  count('app.journal', await redactJournal(session, journalRedaction(what, patterns)));
  for (const table of tablesWith(columns, 'client_code')) count(table, await renameOrDelete(session, table, what));
  for (const table of tablesWith(columns, 'household_key'))
    count(table, await renameKey(session, table, 'household_key', what));
  const own = { estate: what.estate, pseudonym: what.pseudonym };
  await session.execute(
    sql(`delete from etl.overrides where estate_id = :'estate' and subject = 'client' and subject_key = :'code'`),
    {
      estate: what.estate,
      code: what.identity.clientCode,
    },
  );
  await session.execute(emptyClient, own);
  await session.execute(keepUnprofiled, own);
  await session.execute(
    sql(
      `update etl.client_source_codes set source_code = :'pseudonym' where estate_id = :'estate' and client_code = :'pseudonym'`,
    ),
    own,
  );
  count('etl.ventes_lignes', await session.execute(emptyLines, own));
  count('crm.outbox', await session.execute(emptyLetters, own));
  count('crm.letter_events', await session.execute(emptyLetterEvents, own));
  count('etl.event_inbox', await forgetInbox(session, what));
  count(
    'etl.row_corrections',
    await session.execute(deleteCorrections, { estate: what.estate, words: wordsOf(patterns) }),
  );
  await session.execute(suppress, {
    estate: what.estate,
    subjects: [`client:${what.identity.clientCode}`, ...what.identity.emails],
    since_on: what.on,
  });
  for (const [table, words] of sweptColumns(columns)) count(table, await sweep(session, table, words, what, patterns));
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function journalRedaction({ estate, actor, identity, pseudonym }: Pseudonymising, patterns: IdentityPatterns) {
  const codes = [identity.clientCode, ...identity.sourceCodes]
    .map((code) => code.replace(/[^A-Za-z0-9]/g, '.'))
    .join('|');
  return {
    estate,
    actor,
    about: patterns.about,
    words: wordsOf(patterns),
    code: patterns.code,
    ownSubject: `^(client[ :]*|)(?:${codes})(?![[:alnum:]])`,
    pseudonym,
  };
}

/** In the place of words nobody has to be looked for by. */
const neverMatching = '\u2063\u2063';

/** Every word that names the person. */
function wordsOf({ name, surely }: IdentityPatterns): string {
  return [name, surely, neverMatching].filter((pattern) => pattern !== null).join('|');
}

function tablesWith(columns: readonly TextColumn[], name: string): string[] {
  return columns.filter(({ column }) => column === name).map(({ table }) => table);
}

async function renameOrDelete(session: Session, table: string, what: Pseudonymising): Promise<number> {
  if (!onlyAboutThem.has(table)) return renameKey(session, table, 'client_code', what);
  return session.execute(
    sql(`delete from ${table} where estate_id = :'estate' and client_code = :'code'`, `forget in ${table}`),
    {
      estate: what.estate,
      code: what.identity.clientCode,
    },
  );
}

async function renameKey(session: Session, table: string, column: string, what: Pseudonymising): Promise<number> {
  const renamed = `update ${table} set ${column} = :'pseudonym' where estate_id = :'estate' and ${column} = :'code'`;
  return session.execute(sql(renamed, `rename in ${table}`), {
    estate: what.estate,
    code: what.identity.clientCode,
    pseudonym: what.pseudonym,
  });
}

async function forgetInbox(session: Session, { estate, identity, pseudonym }: Pseudonymising): Promise<number> {
  if (identity.emails.length === 0) return 0;
  const emails = identity.emails.map((email) => email.replace(/[^a-z0-9]/gi, String.raw`\$&`)).join('|');
  const gone = await session.execute(forgetBodies, { estate, emails });
  return gone + (await session.execute(blankBodies, { estate, emails, pseudonym }));
}

function sweptColumns(columns: readonly TextColumn[]): ReadonlyMap<string, TextColumn[]> {
  const swept = new Map<string, TextColumn[]>();
  for (const column of columns) {
    if (namingNobody.has(column.table) || ofColleagues.has(column.column) || column.column === 'client_code') continue;
    swept.set(column.table, [...(swept.get(column.table) ?? []), column]);
  }
  return swept;
}

/** Takes the person's words out of the rows of one table that are about them. */
async function sweep(
  session: Session,
  table: string,
  columns: readonly TextColumn[],
  { estate, identity, pseudonym }: Pseudonymising,
  patterns: IdentityPatterns,
): Promise<number> {
  const changes = columns.map(({ column, type }) => `"${column}" = ${withoutWords(column, type)}`);
  const text = `
    update ${table} as swept
    set ${changes.join(', ')}
    where swept.estate_id = :'estate' and (${isAbout(columns)})`;
  return session.execute(sql(text, `sweep ${table}`), {
    estate,
    pseudonym,
    about: patterns.about,
    words: wordsOf(patterns),
    code: patterns.code,
    ...(columns.some(isKeyColumn) ? { whole: `^(?:${identity.clientCode})(?=$|[:,|/ ])` } : {}),
  });
}

function isAbout(columns: readonly TextColumn[]): string {
  const keys = columns.filter(isKeyColumn).map(({ column }) => `swept."${column}" ~ :'whole'`);
  return [`swept::text ~* :'about'`, `swept::text like '%' || :'pseudonym' || '%'`, ...keys].join(' or ');
}

function withoutWords(column: string, type: string): string {
  const value = type === 'text' ? `swept."${column}"` : `swept."${column}"::text`;
  const cast = type === 'jsonb' ? '::jsonb' : type === 'text' ? '' : '::text[]';
  const named = `regexp_replace(regexp_replace(${value}, :'words', :'pseudonym', 'gi'), :'code', '\\1' || :'pseudonym', 'gi')`;
  return isKeyColumn({ column }) ? `regexp_replace(${named}, :'whole', :'pseudonym')` : `(${named})${cast}`;
}

/** Columns that may hold a bare code, with the rank of an item behind it. */
function isKeyColumn({ column }: Pick<TextColumn, 'column'>): boolean {
  return column === 'scope_key' || column === 'subject' || column === 'subject_key';
}
