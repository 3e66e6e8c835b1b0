/** The two passes of the proof: the house's own people at every route, then people of another estate with this one's ids. */
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { roles } from '../../src/people/roles.ts';
import { scopes } from '../../src/people/scopes.ts';
import { createToken } from '../../src/people/tokens.ts';
import { hostilePass } from './hostile.ts';
import { type Caller, judge, knock, type RouteRule, rulesOf, type WrongAnswer } from './matrix.ts';
import { sampleBody } from './sample-body.ts';

export interface House {
  readonly app: FastifyInstance;
  /** The pipeline's database, which sees both estates. */
  readonly database: Database;
  readonly now: Date;
  /** Two estates; what is looked for belongs to the first. */
  readonly estates: readonly [string, string];
}

export interface RolesProof {
  readonly routes: number;
  readonly callers: number;
  readonly checks: number;
  readonly foreignChecks: number;
  readonly hostileChecks: number;
  /** Parameters of routes for which the first estate had a row to ask for, and those for which it had none. */
  readonly realIds: readonly string[];
  readonly unfilledIds: readonly string[];
  readonly wrong: readonly WrongAnswer[];
  /** Tables of the first estate that a foreigner changed. */
  readonly changedTables: readonly string[];
}

/**
 * Knocks at every route of the application as everybody. `isShort` leaves out what follows from another route (HEAD from its GET, the
 * file of a list from the list), and of the roles those that are not on either side of a route's line.
 */
export async function rolesProof(
  house: House,
  { isShort = false }: { readonly isShort?: boolean } = {},
): Promise<RolesProof> {
  const [own, other] = house.estates;
  const rules = rulesOf(house.app).filter((rule) => !isShort || isSaidForItself(rule));
  const callers = await castOf(house, own);
  const wrong: WrongAnswer[] = [];
  let checks = 0;
  for (const rule of rules) {
    for (const caller of callers.filter((each) => !isShort || isNearTheLine(rule, each))) {
      checks += 1;
      const answer = await knock(house, { rule, caller, address: addressOf(rule, {}) });
      const fault = judge(rule, caller, answer);
      if (fault) wrong.push(fault);
    }
  }
  const ids = await idsOf(house.database, own);
  const before = await tableHashes(house.database, own);
  const foreign = await foreignPass(house, rules, { ids, foreigners: await foreignersOf(house, other) });
  const after = await tableHashes(house.database, own);
  const hostile = isShort ? { checks: 0, wrong: [] } : await hostileFrom(house, rules, other);
  const untouched = await tableHashes(house.database, own);
  const named = [...new Set(rules.flatMap(parametersOf))].sort();
  return {
    routes: rules.length,
    callers: callers.length,
    checks,
    foreignChecks: foreign.checks,
    realIds: named.filter((name) => ids[name] !== undefined),
    unfilledIds: named.filter((name) => ids[name] === undefined && ourWords[name] === undefined),
    hostileChecks: hostile.checks,
    wrong: [...wrong, ...foreign.wrong, ...hostile.wrong],
    changedTables: Object.keys(before).filter(
      (table) => before[table] !== after[table] || after[table] !== untouched[table],
    ),
  };
}

// Administrators of the other estate, who may call everything there, and who mean the first estate harm. Another one for each
// route: nobody is let to ask more than so often a minute, and then nothing would be looked at.
async function hostileFrom(house: House, rules: readonly RouteRule[], estate: string): ReturnType<typeof hostilePass> {
  const wrong: WrongAnswer[] = [];
  let checks = 0;
  for (const [index, rule] of rules.entries()) {
    const caller = await userOf(house, { estate, role: 'administrateur', label: `hostile administrateur ${index}` });
    const found = await hostilePass(house, [rule], caller);
    wrong.push(...found.wrong);
    checks += found.checks;
  }
  return { checks, wrong };
}

/** A route with a rule written by hand. */
function isSaidForItself({ method, url }: RouteRule): boolean {
  return method !== 'HEAD' && !url.endsWith('/export');
}

function isNearTheLine({ access, scope }: RouteRule, caller: Caller): boolean {
  if (caller.kind === 'nobody') return true;
  if (caller.kind === 'token') return caller.scopes.some((held) => held === scope || held === 'read');
  const needed = roles.findIndex((role) => role === access);
  const has = roles.findIndex((role) => role === caller.role);
  return caller.label !== caller.role || has === Math.max(0, needed) || has === needed - 1;
}

/** An id of another estate must answer exactly as an id nobody has; and nothing of the other estate may stand in the answer. */
async function foreignPass(
  house: House,
  rules: readonly RouteRule[],
  { ids, foreigners }: { readonly ids: Ids; readonly foreigners: readonly Caller[] },
): Promise<{ checks: number; wrong: WrongAnswer[] }> {
  const canaries = await canariesOf(house.database, house.estates[0]);
  const wrong: WrongAnswer[] = [];
  let checks = 0;
  for (const rule of rules) {
    const body = sampleBody(rule.body);
    for (const caller of foreigners) {
      checks += 1;
      const answer = await knock(house, { rule, caller, body, address: addressOf(rule, ids) });
      const ofNobody =
        parametersOf(rule).length === 0
          ? answer
          : await knock(house, { rule, caller, body, address: addressOf(rule, {}) });
      const said = decodeURIComponent(addressOf(rule, ids));
      // What the caller asked for themselves is no news when it is said back.
      const leaked = canaries.find((word) => answer.body.includes(word) && !said.includes(word));
      if (answer.status === ofNobody.status && answer.code === ofNobody.code && leaked === undefined) continue;
      wrong.push({
        route: `${rule.method} ${rule.url}`,
        caller: `${caller.label}, with the ids of another estate`,
        expected:
          leaked === undefined
            ? `as for an unknown id: ${ofNobody.status} ${ofNobody.code}`.trim()
            : 'nothing of the other estate',
        got: leaked === undefined ? `${answer.status} ${answer.code}`.trim() : 'a word of the other estate',
      });
    }
  }
  return { checks, wrong };
}

/** Everybody who may knock at the doors of their own estate. */
async function castOf(house: House, estate: string): Promise<Caller[]> {
  const callers: Caller[] = [{ kind: 'nobody', label: 'nobody' }];
  for (const role of roles) callers.push(await userOf(house, { estate, role, label: role }));
  const administrator = { estate, role: 'administrateur' };
  callers.push(
    { ...(await userOf(house, { ...administrator, label: 'second factor owed' })), isComplete: false },
    { ...(await userOf(house, { ...administrator, label: 'without the token of the session' })), isForged: true },
    { ...(await userOf(house, { ...administrator, label: 'not confirmed for an hour' })), isStale: true },
  );
  for (const scope of scopes) callers.push(await tokenOf(house, estate, [scope]));
  return callers;
}

async function foreignersOf(house: House, estate: string): Promise<Caller[]> {
  return [
    await userOf(house, { estate, role: 'administrateur', label: 'a foreign administrateur' }),
    await tokenOf(house, estate, scopes),
  ];
}

const insertUser = sql(`
  insert into app.users (estate_id, user_id, email, name, role, state)
  values (:'estate', gen_random_uuid(), :'email', :'name', :'role', 'active')
  returning user_id as "userId"`);

async function userOf(
  { database }: House,
  { estate, role, label }: { readonly estate: string; readonly role: string; readonly label: string },
): Promise<Extract<Caller, { kind: 'user' }>> {
  const email = `${label.replaceAll(' ', '-')}@${estate}.example`;
  const row = await database.one<{ userId: string }>(insertUser, {
    estate,
    email,
    name: `${label} of ${estate}`,
    role,
  });
  return { kind: 'user', label, estate, userId: row?.userId ?? '', role, isComplete: true };
}

async function tokenOf(
  { database, now }: House,
  estate: string,
  held: readonly (typeof scopes)[number][],
): Promise<Caller> {
  const label = `a token for ${held.join(', ')}`;
  const { token } = await createToken(database, {
    estate,
    name: label,
    scopes: held,
    expiresAt: null,
    by: 'proof',
    now,
  });
  return { kind: 'token', label, token, scopes: held };
}

/** Parameter → a real value of the first estate. */
type Ids = Readonly<Record<string, string>>;

/** Where the value of a parameter is found; a parameter that is not here is asked for with a value nobody has. */
const places: Readonly<Record<string, string>> = {
  userId: 'select user_id from app.users',
  tokenId: 'select token_id from app.api_tokens',
  jobId: 'select job_id from app.jobs',
  reportId: 'select report_id from app.reports',
  alarmId: 'select alarm_id from app.alarms',
  backupId: 'select backup_id from app.backups',
  runId: 'select run_id from etl.runs',
  hash: 'select file_hash from etl.files',
  fileHash: 'select file_hash from etl.files',
  code: 'select client_code from etl.clients',
  clientCode: 'select client_code from etl.clients',
  documentId: 'select document_id from etl.documents',
  wineKey: 'select wine_key from etl.wines',
  produitKey: 'select produit_key from etl.produits',
  campaignId: 'select campaign_id from crm.campaigns',
  taskId: 'select task_id from crm.tasks',
  noteId: 'select note_id from crm.client_notes',
  approvalId: 'select approval_id from crm.approvals',
  aliasKey: 'select alias_key from etl.wine_aliases',
  tag: 'select tag from crm.client_tags',
  name: 'select name from crm.saved_audiences',
  recommendationId: 'select recommendation_id from crm.recommendations',
};

async function idsOf(database: Database, estate: string): Promise<Ids> {
  const found: [string, string][] = [];
  for (const [name, select] of Object.entries(places)) {
    const row = await database
      .one<{ id: string }>(
        sql(`select id::text as id from (${select} where estate_id = :'estate' limit 1) as found (id)`),
        { estate },
      )
      .catch(() => undefined);
    if (row) found.push([name, row.id]);
  }
  return Object.fromEntries(found);
}

function parametersOf({ url }: RouteRule): string[] {
  return [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}

// What nobody has: of the shape the names promise, so that a call fails where it looks, not where it reads.
function addressOf({ url }: RouteRule, ids: Ids): string {
  return url
    .replaceAll(/:(\w+)(\([^)]*\))?/g, (_, name: string) => encodeURIComponent(ids[name] ?? valueOfNobody(name)))
    .replace('*', 'nothing');
}

/** Parameters that are words of ours: every estate has them. */
const ourWords: Readonly<Record<string, string>> = {
  act: 'pause',
  dataset: 'clients',
  kind: 'rebuy',
  language: 'fr',
  source: 'isavigne',
};

function valueOfNobody(name: string): string {
  const ours = ourWords[name];
  if (ours !== undefined) return ours;
  if (name.endsWith('Id')) return '00000000-0000-7000-8000-000000000000';
  if (/hash/i.test(name)) return '0'.repeat(64);
  return 'NOBODY';
}

/** Words that stand in the first estate's rows and nowhere else. */
async function canariesOf(database: Database, estate: string): Promise<string[]> {
  const words = sql(`
    select email as word from app.users where estate_id = :'estate' and email <> ''
    union select client_code || '' from etl.clients
      where estate_id = :'estate' and length(client_code) >= 4 and not is_till
    union select name from crm.campaigns where estate_id = :'estate'
    union select tag from crm.client_tags where estate_id = :'estate'
    union select file_hash from etl.files where estate_id = :'estate'
    union select document_id from etl.documents where estate_id = :'estate'`);
  const rows = await database.rows<{ word: string }>(words, { estate });
  return rows.map(({ word }) => word);
}

async function tableHashes(database: Database, estate: string): Promise<Record<string, string>> {
  const tables = await database.rows<{ name: string }>(
    sql(`
      select table_schema || '.' || table_name as name
      from information_schema.columns
      where table_schema in ('etl', 'crm', 'app') and column_name = 'estate_id'
      order by 1`),
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const hash = sql(`
      select md5(coalesce(string_agg(kept::text, ' ' order by kept::text), '')) as hash
      from ${name} as kept
      where kept.estate_id = :'estate'`);
    hashes[name] = (await database.one<{ hash: string }>(hash, { estate }))?.hash ?? '';
  }
  return hashes;
}
