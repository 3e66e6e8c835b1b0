/**
 * An estate with an approved campaign in its outbox, as rooms 4 to 8 would leave it: what the proofs of the sender and their
 * tests start from. Addresses end in `.test` and reach nobody.
 */
import { createFolders, estateFolders } from '../src/1-raw/folders.ts';
import { emailHashOf } from '../src/4-warehouse/consent/register-refusal.ts';
import { decideCampaign } from '../src/7-audit/approvals/decide-campaign.ts';
import { builtInSource } from '../src/8-campaign/letters/built-in.ts';
import { sampleLetter } from '../src/8-campaign/letters/sample-letter.ts';
import { templateHash } from '../src/8-campaign/letters/template.ts';
import { estatePages, letterEstateOf } from '../src/8-campaign/letters-of/letter-estate.ts';
import { letterHash, type OutboxLetter } from '../src/8-campaign/letters-of/outbox-letter.ts';
import { fingerprintOf } from '../src/8-campaign/outbox/fingerprint.ts';
import type { Database, Session } from '../src/db/database.ts';
import { loadSql, sql } from '../src/db/sql.ts';
import { createEstate } from '../src/estate/estates.ts';
import type { Settings } from '../src/estate/settings.ts';
import { readSettings, writeSettings } from '../src/estate/settings-store.ts';
import { uuidV7 } from '../src/values/uuid.ts';
import type { World } from '../src/world.ts';
import { insertRows } from '../test/support/insert-rows.ts';

/** Letters leave at any hour, at once, without first letters or warm-up: the proofs are about something else. */
export const fastSettings = {
  guardrails: { holdout_share: 0 },
  approval: { people: ['Claire', 'Marc'] },
  sender: { name: 'Domaine fictif', email: 'offres@domaine.test' },
  campaigns: {
    canary_size: 0,
    warm_up: [],
    daily_limit: 1_000_000,
    days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
    from: '00:00',
    until: '23:59',
    batch_size: 20,
  },
};

const analyzeLetters = loadSql(import.meta.url, '../src/8-campaign/campaigns/analyze-letters.sql');

const silent = (): void => {};

/** The world of one estate, with nothing said and a clock of its own. */
export async function worldOf(
  database: Database,
  { estate, home, clock }: { readonly estate: string; readonly home: string; readonly clock: () => Date },
): Promise<World> {
  const { settings, configHash } = await readSettings(database, estate);
  const folders = estateFolders(home, estate);
  await createFolders(folders, []);
  return {
    estate,
    database,
    folders,
    settings,
    configHash,
    codeVersion: 'proof',
    actor: 'cuvee',
    clock,
    log: { info: silent, warn: silent, error: silent },
    progress: { advance: silent, end: silent },
  };
}

/** Makes the estate, and so many clients who may be written to: `C00001`, `c00001@client.test` …, each a household. */
export async function seedEstate(
  database: Database,
  {
    estate,
    clients,
    settings,
  }: { readonly estate: string; readonly clients: number; readonly settings: Record<string, unknown> },
): Promise<void> {
  await createEstate(database, { slug: estate, name: estate, isDemo: false });
  await writeSettings(database, { estate, actor: 'proof', changes: settings });
  await addClients(database, { estate, from: 1, to: clients });
}

/** Clients numbered from one to another, with the pages that let them be written to. */
export async function addClients(
  database: Session,
  range: { readonly estate: string; readonly from: number; readonly to: number },
): Promise<void> {
  const parameters = { estate_id: range.estate, first: range.from, last: range.to };
  await database.execute(insertClients, parameters);
  await database.execute(insertPages, parameters);
  // As after an import, and a minute later by PostgreSQL itself.
  await database.execute(sql('analyze etl.clients, crm.customer_360'));
}

const insertClients = sql(`
  insert into etl.clients (
    estate_id, client_code, nom, email, household_key, is_trade, is_till, origin, exported_at, file_hash, file_line
  )
  select
    :'estate_id', code, 'CLIENT ' || code, lower(code) || '@client.test', 'H' || code, false, false, 'clients',
    '2026-11-16T05:00:00Z', 'proof', 2
  from (
    select 'C' || lpad(number::text, 5, '0') as code
    from generate_series(:'first'::integer, :'last'::integer) as number
  ) as codes`);
const insertPages = sql(`
  insert into crm.customer_360 (
    estate_id, client_code, as_of_on, segment, tier, order_count, line_count, bottles, net_ht, net_ttc, rhythm,
    has_email, is_bounced, is_opted_out, is_trade, is_till, legal_basis
  )
  select
    :'estate_id', 'C' || lpad(number::text, 5, '0'), '2026-11-16', 'Fidèle', 'Standard', 3, 9, 36, 400, 480, 'regular',
    true, false, false, false, false, 'soft_opt_in'
  from generate_series(:'first'::integer, :'last'::integer) as number`);

export interface SeededCampaign {
  readonly campaignId: string;
  readonly letterIds: readonly string[];
}

export interface CampaignSeed {
  /** How many of the estate's clients, from the first on. */
  readonly letters: number;
  readonly now: Date;
  readonly kind?: 'rebuy' | 'thank_you';
  readonly firstClient?: number;
  /** Columns of crm.campaigns to differ. */
  readonly change?: Readonly<Record<string, unknown>>;
  /** Clients the filter found and left out. */
  readonly leftOut?: number;
  readonly isApproved?: boolean;
}

/** An approved campaign with a letter to each of the first clients, waiting in the outbox. */
export async function seedCampaign(world: World, seed: CampaignSeed): Promise<SeededCampaign> {
  const { estate, database } = world;
  const kind = seed.kind ?? 'rebuy';
  const campaignId = uuidV7(seed.now);
  const hash = templateHash(builtInSource(kind, 'fr'));
  const letters = Array.from({ length: seed.letters }, (_, at) =>
    letterRow(world, campaignId, { number: (seed.firstClient ?? 1) + at, kind, hash, now: seed.now }),
  );
  await database.transaction(async (session) => {
    await insertRows(session, 'crm.campaigns', [campaignRow(estate, campaignId, { kind, hash, ...seed })]);
    for (let first = 0; first < letters.length; first += 1000) {
      await insertRows(session, 'crm.outbox', letters.slice(first, first + 1000));
    }
    await insertRows(session, 'crm.campaign_audience', [
      ...letters.map(({ client_code, household_key }) =>
        audienceRow({ estate, campaignId, client_code, household_key, is_included: true }),
      ),
      ...Array.from({ length: seed.leftOut ?? 0 }, (_, at) =>
        audienceRow({ estate, campaignId, client_code: `X${at}`, household_key: `HX${at}`, is_included: false }),
      ),
    ]);
    await approve(session, world, { campaignId, seed });
    await session.execute(analyzeLetters);
  });
  return { campaignId, letterIds: letters.map(({ letter_id: letterId }) => letterId) };
}

async function approve(
  session: Session,
  world: World,
  { campaignId, seed }: { readonly campaignId: string; readonly seed: CampaignSeed },
): Promise<void> {
  const key = { estate: world.estate, campaignId };
  const hashes = await fingerprintOf(session, key);
  if (!hashes) throw new Error('the campaign was not written');
  await session.execute(
    sql(`update crm.campaigns set content_hash = :'content', audience_hash = :'audience'
         where estate_id = :'estate_id' and campaign_id = :'campaign_id'`),
    {
      content: hashes.contentHash,
      audience: hashes.audienceHash,
      estate_id: world.estate,
      campaign_id: campaignId,
    },
  );
  if (seed.isApproved === false) return;
  const decision = await decideCampaign(
    session,
    world,
    { ...hashes, campaignId, name: 'Noël', author: 'Marc', letterCount: seed.letters, isBlocked: false },
    { decision: 'approved', by: 'Claire' },
    seed.now,
  );
  if ('refusedBecause' in decision) throw new Error(decision.sentence.en);
}

function campaignRow(estate: string, campaignId: string, seed: CampaignSeed & { kind: string; hash: string }) {
  return {
    estate_id: estate,
    campaign_id: campaignId,
    name: 'Noël',
    state: 'approved',
    origin: 'campaign',
    kind: seed.kind,
    language: 'fr',
    filter: {},
    template_version: 0,
    template_hash: seed.hash,
    content_hash: '',
    audience_hash: '',
    verdict: {},
    channel: 'brevo',
    is_dry_run: false,
    author: 'Marc',
    pace: {},
    is_stop_asked: false,
    created_at: seed.now.toISOString(),
    ...seed.change,
  };
}

function letterRow(
  { estate, settings }: World,
  campaignId: string,
  { number, kind, hash, now }: { number: number; kind: 'rebuy' | 'thank_you'; hash: string; now: Date },
) {
  const code = clientCode(number);
  const letter = letterTo(code, kind, settings);
  return {
    estate_id: estate,
    campaign_id: campaignId,
    household_key: `H${code}`,
    client_code: code,
    letter_id: uuidV7(now),
    idempotency_key: uuidV7(now),
    state: 'queued',
    email_hash: emailHashOf(emailOf(number)),
    letter,
    letter_hash: letterHash(letter, hash),
    attempts: 0,
  };
}

/** `C00001` for 1. */
export function clientCode(number: number): string {
  return `C${String(number).padStart(5, '0')}`;
}

/** `c00001@client.test` for 1. */
export function emailOf(number: number): string {
  return `${clientCode(number).toLowerCase()}@client.test`;
}

function letterTo(code: string, kind: 'rebuy' | 'thank_you', settings: Settings): OutboxLetter {
  const { links: _links, ...letter } = sampleLetter(kind, 'fr');
  return {
    ...letter,
    client: { civilite: 'Mme', nom: code, prenom: 'Anne' },
    estate: letterEstateOf(settings),
    pages: estatePages(settings),
    items: [],
  };
}

function audienceRow({
  estate,
  campaignId,
  ...row
}: {
  estate: string;
  campaignId: string;
  client_code: string;
  household_key: string;
  is_included: boolean;
}) {
  return {
    estate_id: estate,
    campaign_id: campaignId,
    ...row,
    exclusion_code: row.is_included ? null : 'SILENCE_WINDOW',
    exclusion_sentence: null,
  };
}
