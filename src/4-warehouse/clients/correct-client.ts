/** A correction a person makes to a client: kept beside the exports, it wins over every one of them, past and to come. */
import type { Session } from '../../db/database.ts';
import { loadSql, prepared } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { parseClientCode } from '../../values/client-code.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { settleClients } from './load-clients.ts';
import { unknownClient } from './unknown-client.ts';

const createTouchedClients = loadSql(import.meta.url, './create-touched-clients.sql');
const lockClient = loadSql(import.meta.url, './lock-client.sql');
const selectVersion = prepared(loadSql(import.meta.url, './client-version.sql'));
const upsertOverride = loadSql(import.meta.url, './upsert-override.sql');
const deleteOverride = loadSql(import.meta.url, './delete-override.sql');

/** What a person may correct; consent is no correction and has its own register. */
export const correctableColumns = [
  'nom',
  'prenom',
  'civilite',
  'email',
  'telephone',
  'adresse',
  'code_postal',
  'ville',
  'pays',
  'type_client',
  'date_naissance',
] as const;

/** One column; an undefined value drops its correction: the next export speaks again. */
export interface ClientCorrection {
  readonly column: string;
  readonly value: string | undefined;
}

/** Keeps or drops one correction, journals it and applies it at once. Throws a Failure for an unknown client or column. */
export async function correctClient(world: World, correction: ClientCorrection & { client: string }): Promise<void> {
  await correctClientColumns(world, { client: correction.client, corrections: [correction] });
}

/**
 * The same for several columns at once. `seen` is the version the person saw (`clientVersion`): false, and nothing changed,
 * when somebody changed the client since.
 */
export async function correctClientColumns(
  world: World,
  change: { readonly client: string; readonly corrections: readonly ClientCorrection[]; readonly seen?: number },
): Promise<boolean> {
  const wrong = change.corrections.find(({ column }) => !correctableColumns.some((known) => known === column));
  if (wrong) throw unknownColumn(wrong.column);
  const key = { estate: world.estate, client_code: normalised(change.client) };
  return world.database.transaction(async (session) => {
    const before = await session.one<Readonly<Record<string, unknown>>>(lockClient, key);
    if (!before) throw unknownClient(change.client);
    if (change.seen !== undefined && change.seen !== (await clientVersion(session, key))) return false;
    for (const correction of change.corrections) await keepCorrection(world, session, { key, before, correction });
    await session.execute(createTouchedClients);
    await settleClients(world, session);
    return true;
  });
}

/** A number that differs whenever what is known of a client, or what people corrected of them, differs. */
export async function clientVersion(
  session: Session,
  key: { readonly estate: string; readonly client_code: string },
): Promise<number> {
  return (await session.one<{ version: number }>(selectVersion, key))?.version ?? 0;
}

async function keepCorrection(
  world: World,
  session: Session,
  {
    key,
    before,
    correction: { column, value },
  }: {
    readonly key: { readonly estate: string; readonly client_code: string };
    readonly before: Readonly<Record<string, unknown>>;
    readonly correction: ClientCorrection;
  },
): Promise<void> {
  const override = { ...key, column };
  if (value === undefined) await session.execute(deleteOverride, override);
  else await session.execute(upsertOverride, { ...override, value: value.trim(), author: world.actor });
  await writeJournal(session, {
    estate: world.estate,
    actor: world.actor,
    action: value === undefined ? 'client.correction-dropped' : 'client.corrected',
    subject: `client ${key.client_code}, ${column}`,
    before: before[column],
    after: value,
  });
}

function normalised(code: string): string {
  const read = parseClientCode(code);
  if (typeof read === 'string') return read;
  throw unknownClient(code);
}

function unknownColumn(column: string): Failure {
  const columns = correctableColumns.join(', ');
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `« ${column} » ne se corrige pas ici ; champs possibles : ${columns}.`,
      `"${column}" cannot be corrected here; possible fields: ${columns}.`,
    ),
  );
}
