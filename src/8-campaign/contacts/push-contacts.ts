/**
 * Keeps the estate's contacts at Brevo up to date: one list holds those who may be written to, and nobody else. Refusals go first, in
 * both channels; who may no longer be written to leaves the list, and what was told of them is emptied, while their block stays: a
 * contact that is deleted is no longer blocked (only who asks to be forgotten is: erasure). An import says nothing of blocklists:
 * nobody who left is ever brought back (brevo.md, 4; law.md, 1).
 */
import { blocksOf } from '../../6-recommend/guardrails.ts';
import { type Answer, done, mapDone, type No } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import type { ContactImport } from '../../brevo/import-contacts.ts';
import { brevoLimits } from '../../brevo/limits.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { readExclusionFacts } from '../campaigns/read-audience.ts';
import { pushRefusals, type PushedRefusals } from '../events/push-refusals.ts';
import { leadScores } from '../lead-score/read-lead-scores.ts';
import { noSilence } from '../letters/advertising.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { attributeTypes, contactAttributes, type ContactFacts } from './contact-attributes.ts';

const selectContacts = loadSql(import.meta.url, './contacts-to-push.sql');

/** About 250 bytes each: far below the 8 MB of an import. */
const contactsPerImport = 5000;
/** Where our list lies, among the folders of the account. */
const folderName = 'Cuvée';

export type PushingBrevo = Pick<
  Brevo,
  | 'blockEverywhere'
  | 'attributeNames'
  | 'createAttribute'
  | 'contactLists'
  | 'createContactList'
  | 'contactFolders'
  | 'createContactFolder'
  | 'importContacts'
  | 'awaitImport'
  | 'listMembers'
  | 'removeFromList'
>;

export interface PushedContacts {
  /** Clients who may not be written to, by guardrail: they are not told of. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Contacts of imports that Brevo has finished. */
  readonly pushed: number;
  /** Contacts of imports that Brevo still works on, or failed at. */
  readonly unfinished: number;
  /** Contacts that left our list: they may no longer be written to. */
  readonly removed: number;
  readonly createdAttributes: readonly string[];
  readonly refusals: PushedRefusals;
  /** Why it stopped before the end. */
  readonly stopped?: Sentence;
}

/** Pushes everybody once; doing it twice is doing it once. Never throws for what Brevo answers. Journaled with counts only. */
export async function pushContacts(
  world: World,
  brevo: PushingBrevo,
  { now, by = world.actor }: { readonly now: Date; readonly by?: string },
): Promise<PushedContacts> {
  const refusals = await pushRefusals(world, brevo, { now, most: 1_000_000 });
  const { allowed, leftOut } = await whoMayBeThere(world, now);
  const nothing = { leftOut, pushed: 0, unfinished: 0, removed: 0, createdAttributes: [], refusals };
  // Whoever left must be known there before anybody is imported.
  if (refusals.stopped) return { ...nothing, stopped: refusals.stopped };
  const ready = await makeReady(world, brevo);
  if (ready.outcome !== 'done') return { ...nothing, stopped: ready.sentence };
  const { listId, createdAttributes } = ready.value;
  const { emails, ...imported } = await importAll(world, brevo, { allowed, listId, now });
  const left = imported.stopped ? {} : await removeOthers(brevo, { listId, staying: emails });
  const told = { ...nothing, ...imported, ...left, createdAttributes };
  await world.database.transaction((session) =>
    writeJournal(session, {
      estate: world.estate,
      actor: by,
      action: 'brevo.contacts_pushed',
      subject: `estate:${world.estate}`,
      after: {
        pushed: told.pushed,
        unfinished: told.unfinished,
        removed: told.removed,
        leftOut,
        refusalsTold: refusals.told,
      },
    }),
  );
  return told;
}

/** The silence after a letter forbids no contact: it is asked of each letter. One contact per household, as for letters. */
async function whoMayBeThere(
  world: World,
  now: Date,
): Promise<{ allowed: readonly string[]; leftOut: Readonly<Record<string, number>> }> {
  const { database, estate, settings } = world;
  const { guards, rules } = await readExclusionFacts(database, { estate, settings, campaignId: null, now });
  const blocks = blocksOf(
    [...guards.values()].map((guard) => ({ ...guard, ...noSilence })),
    rules,
  );
  const leftOut: Record<string, number> = {};
  for (const { code } of blocks.values()) leftOut[code] = (leftOut[code] ?? 0) + 1;
  return { allowed: [...guards.keys()].filter((code) => !blocks.has(code)).sort(), leftOut };
}

/** The attributes and the list exist. */
async function makeReady(
  { estate }: World,
  brevo: PushingBrevo,
): Promise<Answer<{ listId: number; createdAttributes: readonly string[] }>> {
  const known = await brevo.attributeNames();
  if (known.outcome !== 'done') return known;
  const createdAttributes: string[] = [];
  for (const [name, type] of Object.entries(attributeTypes)) {
    if (known.value.includes(name)) continue;
    const made = await brevo.createAttribute(name, type);
    if (made.outcome !== 'done') return made;
    createdAttributes.push(name);
  }
  const lists = await brevo.contactLists();
  if (lists.outcome !== 'done') return lists;
  const name = `Cuvée ${estate}`;
  const list = lists.value.find((one) => one.name === name);
  if (list) return done({ listId: list.id, createdAttributes });
  const folderId = await ourFolder(brevo);
  if (folderId.outcome !== 'done') return folderId;
  const made = await brevo.createContactList({ name, folderId: folderId.value });
  return mapDone(made, (listId) => ({ listId, createdAttributes }));
}

/** Found by its name or made: which numbers an account's folders bear is nobody's promise. */
async function ourFolder(brevo: PushingBrevo): Promise<Answer<number>> {
  const folders = await brevo.contactFolders();
  if (folders.outcome !== 'done') return folders;
  const folder = folders.value.find(({ name }) => name === folderName);
  return folder ? done(folder.id) : brevo.createContactFolder(folderName);
}

async function importAll(
  world: World,
  brevo: PushingBrevo,
  { allowed, listId, now }: { readonly allowed: readonly string[]; readonly listId: number; readonly now: Date },
): Promise<Pick<PushedContacts, 'pushed' | 'unfinished' | 'stopped'> & { readonly emails: ReadonlySet<string> }> {
  const counts = { pushed: 0, unfinished: 0 };
  const emails = new Set<string>();
  for (let from = 0; from < allowed.length; from += contactsPerImport) {
    const some = await readContacts(world, allowed.slice(from, from + contactsPerImport), now);
    const contacts = some.filter(({ email }) => !emails.has(email));
    for (const { email } of contacts) emails.add(email);
    if (contacts.length === 0) continue;
    const ended = await importOnce(brevo, { contacts, listIds: [listId] });
    if (ended.outcome !== 'done') return { ...counts, emails, stopped: stoppedBy(ended) };
    counts[ended.value === 'completed' ? 'pushed' : 'unfinished'] += contacts.length;
    world.progress.advance('contacts', counts.pushed);
  }
  return { ...counts, emails };
}

/** Everybody in our list who may no longer be written to: emptied of what was told of them, then taken out of it. */
async function removeOthers(
  brevo: PushingBrevo,
  { listId, staying }: { readonly listId: number; readonly staying: ReadonlySet<string> },
): Promise<Pick<PushedContacts, 'removed' | 'stopped'>> {
  const leaving: string[] = [];
  for await (const page of brevo.listMembers(listId)) {
    if (page.outcome !== 'done') return { removed: 0, stopped: stoppedBy(page) };
    leaving.push(...page.value.filter((email) => !staying.has(email)));
  }
  let removed = 0;
  for (let from = 0; from < leaving.length; from += contactsPerImport) {
    const emails = leaving.slice(from, from + contactsPerImport);
    const left = await emptyAndRemove(brevo, { listId, emails });
    if (left.outcome !== 'done') return { removed, stopped: stoppedBy(left) };
    removed += left.value;
  }
  return { removed };
}

// An import must name a list, and one that is still under way would put back whoever is taken out meanwhile: they leave the next time.
async function emptyAndRemove(
  brevo: PushingBrevo,
  { listId, emails }: { readonly listId: number; readonly emails: readonly string[] },
): Promise<Answer<number>> {
  const contacts = emails.map((email) => ({ email, attributes: emptied }));
  const ended = await importOnce(brevo, { contacts, listIds: [listId], doesEmpty: true });
  if (ended.outcome !== 'done') return ended;
  if (ended.value !== 'completed') return done(0);
  for (let from = 0; from < emails.length; from += brevoLimits.listRemovalsPerCall) {
    const some = emails.slice(from, from + brevoLimits.listRemovalsPerCall);
    const gone = await brevo.removeFromList({ listId, emails: some });
    if (gone.outcome !== 'done') return gone;
  }
  return done(emails.length);
}

const emptied = Object.fromEntries(Object.keys(attributeTypes).map((name) => [name, '']));

async function readContacts(
  world: World,
  clientCodes: readonly string[],
  now: Date,
): Promise<ContactImport['contacts']> {
  const { database, estate, settings } = world;
  const rows = await database.rows<ContactFacts & { clientCode: string; email: string }>(selectContacts, {
    estate_id: estate,
    client_codes: clientCodes,
  });
  const asOf = localTimeOf(now, settings.week.timezone).day;
  const scores = await leadScores(database, { estate, asOf, settings, clientCodes });
  const scoreOf = new Map(scores.map(({ clientCode, score }) => [clientCode, score]));
  const distinct = new Map(
    rows.map(({ clientCode, email, ...facts }) => [
      email,
      { email, attributes: contactAttributes(facts, scoreOf.get(clientCode)) },
    ]),
  );
  return [...distinct.values()];
}

async function importOnce(brevo: PushingBrevo, wanted: ContactImport): ReturnType<Brevo['awaitImport']> {
  const started = await brevo.importContacts(wanted);
  return started.outcome === 'done' ? brevo.awaitImport(started.value) : started;
}

function stoppedBy(no: No): Sentence {
  if (no.outcome !== 'unknown') return no.sentence;
  return sentence(
    `${no.sentence.fr} Relancez la même commande : rien ne se double.`,
    `${no.sentence.en} Run the same command again: nothing is doubled.`,
  );
}
