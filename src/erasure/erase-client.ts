/**
 * Forgets a client for good (art. 17 RGPD): at Brevo, in the database, in every file, and in whatever a restored backup or a later
 * export may bring back. Sales stay, for the accounts, under a pseudonym that is nobody's.
 */
import { dirname, join } from 'node:path';
import { unknownClient } from '../4-warehouse/clients/unknown-client.ts';
import { keepSegmentCounts } from '../5-customer360/segments/segment-counts.ts';
import type { No } from '../brevo/answer.ts';
import type { Brevo } from '../brevo/client.ts';
import { withEstateLock } from '../db/estate-lock.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { erasureKey, forgottenOf, pseudonymFor, subjectHash } from '../estate/forgotten.ts';
import { writeJournal } from '../journal/journal.ts';
import { parseClientCode } from '../values/client-code.ts';
import { sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { World } from '../world.ts';
import type { Identity } from './identity.ts';
import { type LedgerLine, noteErasure } from './ledger.ts';
import { type ErasureCounts, pseudonymise } from './pseudonymise.ts';
import { scrubFiles, type ScrubbedFiles } from './scrub-files.ts';

const identitySql = loadSql(import.meta.url, './identity.sql');
const insertErasure = loadSql(import.meta.url, './insert-erasure.sql');

export interface EraseRequest {
  readonly client: string;
  readonly reason: 'asked' | 'retention';
  /** Who asked for it to be done. */
  readonly requestedBy: string;
  readonly now: Date;
  /** What was said, for the journal; no name in it. */
  readonly why?: string;
  /** Where the contact is deleted too; without it, the estate has none. */
  readonly brevo?: Pick<Brevo, 'deleteContact' | 'deleteLogs'>;
}

export interface ErasureResult {
  readonly erasureId: string;
  readonly pseudonym: string;
  /** Rows touched by table. */
  readonly tables: ErasureCounts;
  readonly files: ScrubbedFiles;
  /** Addresses deleted at Brevo. */
  readonly brevoContacts: number;
}

/**
 * Forgets one client. Throws Failure('UNKNOWN_CLIENT'); Failure('BREVO_UNREACHED' | 'BREVO_REFUSED') before anything is touched
 * where Brevo does not answer, or refuses; RefusedByRule while a run is under way. Begun and killed, it is finished by the nightly
 * retention.
 */
export async function eraseClient(world: World, { client, ...request }: EraseRequest): Promise<ErasureResult> {
  const { erased, files, stoppedBy } = await eraseClients(world, [client], request);
  const [one] = erased;
  if (!one) throw stoppedBy ?? new Error('nobody was erased, and nothing says why');
  return { ...one, files };
}

export interface Erasures {
  readonly erased: readonly Omit<ErasureResult, 'files'>[];
  readonly files: ScrubbedFiles;
  /** What stopped at the first client it could not forget; those before it are forgotten. */
  readonly stoppedBy?: Failure;
}

/** Forgets several clients, each in a transaction of its own, and goes through the files once. */
export async function eraseClients(
  world: World,
  clients: readonly string[],
  request: Omit<EraseRequest, 'client'>,
): Promise<Erasures> {
  return withEstateLock(world.database, world.estate, async () => {
    const key = await erasureKey(world.folders.config);
    const begun: { line: LedgerLine; tables: ErasureCounts; brevoContacts: number }[] = [];
    let stoppedBy: Failure | undefined;
    for (const client of clients) {
      try {
        begun.push(await forgetOne(world, client, key, request));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        stoppedBy = error;
        break;
      }
    }
    if (begun.length > 0) await world.database.transaction((session) => keepSegmentCounts(session, world.estate));
    const people = begun.map(({ line }) => ({ hashes: line.subjectHashes, pseudonym: line.pseudonym }));
    const files = people.length === 0 ? noFiles : await scrubFiles(world, forgottenOf(key, people));
    for (const { line, tables } of begun)
      await noteDone(world, { line, by: request.requestedBy, counts: tables, files });
    const erased = begun.map(({ line: { erasureId, pseudonym }, tables, brevoContacts }) => ({
      erasureId,
      pseudonym,
      tables,
      brevoContacts,
    }));
    return { erased, files, ...(stoppedBy ? { stoppedBy } : {}) };
  });
}

const noFiles: ScrubbedFiles = { rewritten: 0, rows: 0, unreadable: [] };

/** Brevo, the ledger, the database, in this order: what comes later can be done again from what came before. */
async function forgetOne(
  world: World,
  client: string,
  key: string,
  request: Omit<EraseRequest, 'client'>,
): Promise<{ line: LedgerLine; tables: ErasureCounts; brevoContacts: number }> {
  const identity = await identityOf(world, client);
  const brevoContacts = await forgetAtBrevo(identity, request.brevo);
  const line: LedgerLine = {
    erasureId: uuidV7(request.now),
    subjectHashes: [
      subjectHash(key, { code: identity.clientCode }),
      ...identity.emails.map((email) => subjectHash(key, { email })),
    ],
    pseudonym: pseudonymFor(key, identity.clientCode),
    reason: request.reason,
    requestedAt: request.now.toISOString(),
  };
  await noteErasure(ledgerFolder(world), line);
  return { line, tables: await forgetInDatabase(world, { line, identity, request }), brevoContacts };
}

/** Where the ledger lies: beside the backups, `<home>/backups/<estate>`. */
export function ledgerFolder({ folders, estate }: Pick<World, 'folders' | 'estate'>): string {
  return join(dirname(folders.root), 'backups', estate);
}

async function identityOf(world: World, client: string): Promise<Identity> {
  const code = parseClientCode(client);
  const identity =
    typeof code === 'string'
      ? await world.database.one<Identity>(identitySql, { estate: world.estate, client_code: code })
      : undefined;
  if (identity) return identity;
  throw unknownClient(client);
}

async function forgetAtBrevo(identity: Identity, brevo: EraseRequest['brevo']): Promise<number> {
  if (!brevo) return 0;
  for (const email of identity.emails) {
    for (const answer of [await brevo.deleteContact(email), await brevo.deleteLogs(email)]) {
      if (answer.outcome !== 'done') throw keptByBrevo(answer);
    }
  }
  return identity.emails.length;
}

/** Pseudonymises in one transaction with the register and the journal. */
export async function forgetInDatabase(
  world: World,
  what: {
    readonly line: LedgerLine;
    readonly identity: Identity;
    readonly request: Pick<EraseRequest, 'requestedBy' | 'why'>;
  },
): Promise<ErasureCounts> {
  const { line, identity, request } = what;
  return world.database.transaction(async (session) => {
    const counts = await pseudonymise(session, {
      estate: world.estate,
      actor: request.requestedBy,
      identity,
      pseudonym: line.pseudonym,
      on: line.requestedAt.slice(0, 10),
    });
    await session.execute(insertErasure, erasureRow(world, { line, by: request.requestedBy, counts, doneAt: null }));
    await writeJournal(session, {
      estate: world.estate,
      actor: request.requestedBy,
      action: 'client.forgotten',
      subject: `client ${line.pseudonym}`,
      ...(request.why === undefined ? {} : { reason: request.why }),
      after: { erasureId: line.erasureId, reason: line.reason },
    });
    return counts;
  });
}

/** Notes that an erasure is whole: database and files. */
export async function noteDone(
  world: World,
  what: {
    readonly line: LedgerLine;
    readonly by: string;
    readonly counts: ErasureCounts;
    readonly files: Pick<ScrubbedFiles, 'rewritten' | 'rows'>;
  },
): Promise<void> {
  const { line, by, counts, files } = what;
  const places = { ...counts, files: files.rewritten, fileRows: files.rows };
  await world.database.execute(
    insertErasure,
    erasureRow(world, { line, by, counts: places, doneAt: line.requestedAt }),
  );
}

/** A row of app.erasures. */
export function erasureRow(
  { estate }: Pick<World, 'estate'>,
  what: {
    readonly line: LedgerLine;
    readonly by: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly doneAt: string | null;
  },
) {
  const { line, by, counts, doneAt } = what;
  return {
    estate,
    erasure_id: line.erasureId,
    subject_hashes: line.subjectHashes,
    pseudonym: line.pseudonym,
    reason: line.reason,
    requested_by: by,
    requested_at: line.requestedAt,
    done_at: doneAt,
    counts: JSON.stringify(counts),
  };
}

/** Why Brevo still has the person: what it refuses is for somebody to mend, what it did not answer is tried again. */
function keptByBrevo(answer: No): Failure {
  if (answer.outcome === 'refused') {
    return new Failure(
      'BREVO_REFUSED',
      sentence(
        `${answer.sentence.fr} Rien n'a été effacé, pour que la personne ne reste pas chez Brevo. Recommencez ensuite, ou ajoutez --without-brevo si vous l'effacez vous-même dans Brevo.`,
        `${answer.sentence.en} Nothing was erased, so that the person does not stay at Brevo. Then try again, or add --without-brevo if you delete them in Brevo yourself.`,
      ),
    );
  }
  return new Failure(
    'BREVO_UNREACHED',
    sentence(
      "Brevo n'a pas répondu : rien n'a été effacé, pour que la personne ne reste pas chez lui. Recommencez plus tard, ou ajoutez --without-brevo si vous l'effacez vous-même dans Brevo.",
      'Brevo did not answer: nothing was erased, so that the person does not stay there. Try again later, or add --without-brevo if you delete them in Brevo yourself.',
    ),
    { retry: 'later' },
  );
}
