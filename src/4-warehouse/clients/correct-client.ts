/** A correction a person makes to a client: kept beside the exports, it wins over every one of them, past and to come. */
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { parseClientCode } from '../../values/client-code.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { settleClients } from './load-clients.ts';

const createTouchedClients = loadSql(import.meta.url, './create-touched-clients.sql');
const selectClient = loadSql(import.meta.url, './select-client.sql');
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

/**
 * Keeps a correction (or drops it when `value` is undefined: the next export speaks again), journals it and applies it at
 * once. Throws a Failure for an unknown client or column.
 */
export async function correctClient(
  world: World,
  correction: { client: string; column: string; value: string | undefined },
): Promise<void> {
  const { column, value } = correction;
  if (!correctableColumns.some((known) => known === column)) throw unknownColumn(column);
  const key = { estate: world.estate, client_code: normalised(correction.client) };
  await world.database.transaction(async (session) => {
    const before = await session.one<Readonly<Record<string, unknown>>>(selectClient, key);
    if (!before) throw unknownClient(correction.client);
    const override = { ...key, column };
    if (value === undefined) await session.execute(deleteOverride, override);
    else await session.execute(upsertOverride, { ...override, value: value.trim(), author: world.actor });
    await session.execute(createTouchedClients);
    await settleClients(world, session);
    await writeJournal(session, {
      estate: world.estate,
      actor: world.actor,
      action: value === undefined ? 'client.correction-dropped' : 'client.corrected',
      subject: `client ${key.client_code}, ${column}`,
      before: before[column],
      after: value,
    });
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

function unknownClient(code: string): Failure {
  return new Failure(
    'CLIENT_UNKNOWN',
    sentence(`Aucun client ne porte le code ${code}.`, `No client has the code ${code}.`),
  );
}
