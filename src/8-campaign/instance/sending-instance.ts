/**
 * The one installation that may send for an estate (promises.md 4). It is known by its database, its machine, its folder and a
 * mark kept in that folder, hashed together; the database keeps the hash a person confirmed. The mark changes with every
 * batch of letters, in the folder and in the database at once: a database moved, copied beside or restored in place over a
 * newer one no longer meets its folder, and sends nothing until a person says so.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../1-raw/folders.ts';
import { errorCode, writeJsonAtomically } from '../../1-raw/write-atomically.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { RefusedByRule } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { diskFailure } from '../../values/own-csv.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { stableHash } from '../../values/stable-json.ts';
import type { World } from '../../world.ts';

const selectIdentity = loadSql(import.meta.url, './database-identity.sql');
const upsertInstance = loadSql(import.meta.url, './upsert-instance.sql');
const moveInstance = loadSql(import.meta.url, './move-instance.sql');

/** `new`: nobody ever confirmed one for this estate. `other`: another one was confirmed, or this one before it was restored. */
export type SendingInstance =
  | { readonly state: 'confirmed'; readonly hash: string }
  | { readonly state: 'new' | 'other'; readonly hash: string; readonly sentence: Sentence };

/** Where the mark of an estate lies, and what it holds. `previous` stands while a change of mark may not be committed. */
const markFile = 'sending-instance.json';
const markSchema = z.object({ id: z.string(), mark: z.string(), previous: z.string().nullable() });
type Mark = z.infer<typeof markSchema>;

/** Where an installation keeps its mark: `<home>/<estate>/config`. */
type Place = Pick<World, 'estate' | 'folders'>;

/** Whether this installation may send for the estate. Writes nothing. */
export async function sendingInstance(session: Session, place: Place): Promise<SendingInstance> {
  const { confirmed, hashOf } = await readIdentity(session, place);
  const mark = await readMark(place);
  const hashes = mark === undefined ? [] : [mark.mark, mark.previous].filter((value) => value !== null).map(hashOf);
  const hash = hashes[0] ?? '';
  if (confirmed === null) return { state: 'new', hash, sentence: neverConfirmed };
  const met = hashes.find((candidate) => candidate === confirmed);
  return met === undefined ? { state: 'other', hash, sentence: anotherOne } : { state: 'confirmed', hash: met };
}

/** A named person says that this installation sends for the estate from now on, and no other. */
export async function confirmInstance(world: World, by: string, now: Date): Promise<void> {
  if (by.trim() === '' || by === 'cuvee') throw new RefusedByRule('NO_NAME', noName);
  await world.database.transaction(async (session) => {
    const { confirmed, hashOf } = await readIdentity(session, world);
    const mark: Mark = { id: (await readMark(world))?.id ?? randomUUID(), mark: randomUUID(), previous: null };
    await writeMark(world, mark);
    const hash = hashOf(mark.mark);
    await session.execute(upsertInstance, {
      estate_id: world.estate,
      instance_hash: hash,
      confirmed_by: by,
      confirmed_at: now.toISOString(),
    });
    await writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'instance.confirmed',
      subject: `estate:${world.estate}`,
      before: { instanceHash: confirmed },
      after: { instanceHash: hash },
    });
  });
}

/**
 * Gives a confirmed installation its next mark, in the folder and in the transaction of the letters that are about to leave.
 * Callers of one estate come one after the other (the lock of the claim). `settleMark` follows when all is committed.
 */
export async function moveMark(session: Session, place: Place, { hash }: { readonly hash: string }): Promise<void> {
  const { hashOf } = await readIdentity(session, place);
  const known = await readMark(place);
  if (known === undefined) throw new RefusedByRule('INSTANCE_NOT_CONFIRMED', anotherOne);
  const current = hashOf(known.mark) === hash ? known.mark : known.previous;
  const next: Mark = { id: known.id, mark: randomUUID(), previous: current };
  await writeMark(place, next);
  await session.execute(moveInstance, {
    estate_id: place.estate,
    instance_hash: hash,
    next_hash: hashOf(next.mark),
  });
}

/** Forgets the mark before, once the new one is committed: a database restored to before it is another one. In turn, like `moveMark`. */
export async function settleMark(session: Session, place: Place): Promise<void> {
  const { confirmed, hashOf } = await readIdentity(session, place);
  const mark = await readMark(place);
  if (mark && mark.previous !== null && hashOf(mark.mark) === confirmed) {
    await writeMark(place, { ...mark, previous: null });
  }
}

interface Identity {
  readonly confirmed: string | null;
  readonly hashOf: (mark: string) => string;
}

async function readIdentity(session: Session, place: Place): Promise<Identity> {
  const row = await session.one<{ systemIdentifier: string; databaseName: string; confirmedHash: string | null }>(
    selectIdentity,
    { estate_id: place.estate },
  );
  const { systemIdentifier, databaseName, confirmedHash } = row ?? {
    systemIdentifier: '',
    databaseName: '',
    confirmedHash: null,
  };
  const standing = { systemIdentifier, databaseName, machine: hostname(), folder: place.folders.root };
  return { confirmed: confirmedHash, hashOf: (mark) => stableHash({ ...standing, estate: place.estate, mark }) };
}

async function readMark({ folders }: Place): Promise<Mark | undefined> {
  const path = join(folders.config, markFile);
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    // A mark nobody can read is none: a person is asked again.
    if (error instanceof SyntaxError || error instanceof z.ZodError || errorCode(error) === 'ENOENT') return undefined;
    throw diskFailure(error, path);
  }
}

async function writeMark({ folders }: Place, mark: Mark): Promise<void> {
  await makeFolder(folders.config);
  await writeJsonAtomically(join(folders.config, markFile), mark);
}

const neverConfirmed = sentence(
  "Aucun envoi n'est encore parti de cette installation. Pour l'autoriser une fois pour toutes : cuvee campaign confirm-instance --as PRÉNOM.",
  'Nothing was ever sent from this installation. To allow it once and for all: cuvee campaign confirm-instance --as NAME.',
);
const anotherOne = sentence(
  "Cette installation n'est pas celle qui envoyait : base restaurée, dossier copié ou machine changée. Rien ne part, pour que personne ne reçoive deux lettres. Arrêtez l'autre, puis : cuvee campaign confirm-instance --as PRÉNOM.",
  'This installation is not the one that was sending: a restored database, a copied folder or another machine. Nothing leaves, so that nobody gets two letters. Stop the other one, then: cuvee campaign confirm-instance --as NAME.',
);
const noName = sentence(
  "L'autorisation d'envoyer porte le nom d'une personne : ajoutez --as PRÉNOM.",
  'Leave to send bears the name of a person: add --as NAME.',
);
