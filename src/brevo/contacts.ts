/**
 * Contacts at Brevo, one at a time. Nothing here can take a contact off a blocklist: the types have no word for it, because a
 * file that says "opt-in" must not undo what a person refused.
 */
import { z } from 'zod';
import { type Answer, done, mapDone } from './answer.ts';
import type { Call } from './call.ts';
import { parseReply, readPage } from './page.ts';

export type AttributeValue = string | number | boolean;

/** Attributes are upper case and must exist at Brevo: unknown or mistyped ones are dropped there in silence. */
export interface ContactChange {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly listIds?: readonly number[];
  readonly unlinkListIds?: readonly number[];
  /** Campaigns no more. There is no `false`. */
  readonly emailBlacklisted?: true;
  /** Transactional senders that may write no more. */
  readonly smtpBlacklistSender?: readonly string[];
}

export interface NewContact extends Omit<ContactChange, 'unlinkListIds'> {
  readonly email: string;
  readonly extId?: string;
}

export interface Contact {
  readonly id: number;
  readonly email: string;
  readonly isBlacklisted: boolean;
  readonly listIds: readonly number[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The contact was there already: `identifiers` says by what (`email`, `ext_id`, `SMS`). */
export interface Exists {
  readonly outcome: 'exists';
  readonly identifiers: readonly string[];
}

const contactReply = z.object({
  id: z.number(),
  email: z.string().catch(''),
  emailBlacklisted: z.boolean(),
  listIds: z.array(z.number()).catch([]),
  attributes: z.record(z.string(), z.unknown()).catch({}),
});
const createdReply = z.object({ id: z.number() });
const attributesReply = z.object({ attributes: z.array(z.object({ name: z.string() })) });

/** One contact by address; undefined when Brevo has none. */
export async function contact(call: Call, email: string): Promise<Answer<Contact | undefined>> {
  const answer = await readPage(call, contactReply, { ...at(email), family: 'contacts' });
  if (answer.outcome === 'refused' && answer.because === 'not_found') return done(undefined);
  return mapDone(answer, ({ emailBlacklisted, ...rest }) => ({ ...rest, isBlacklisted: emailBlacklisted }));
}

/** Creates a contact; one that exists is left as it is and said so, whatever code Brevo gives that this year. */
export async function createContact(call: Call, created: NewContact): Promise<Answer<number> | Exists> {
  const answer = parseReply(
    await call({
      method: 'POST',
      path: '/contacts',
      route: '/contacts',
      family: 'contacts',
      body: created,
      repeat: 'never',
    }),
    createdReply,
  );
  if (answer.outcome === 'refused' && answer.because === 'duplicate') {
    return { outcome: 'exists', identifiers: answer.identifiers ?? [] };
  }
  return mapDone(answer, ({ id }) => id);
}

export async function updateContact(call: Call, email: string, change: ContactChange): Promise<Answer<undefined>> {
  const answer = await call({ method: 'PUT', ...at(email), family: 'contacts', body: change, repeat: 'always' });
  return mapDone(answer, nothing);
}

/** Creates or updates; doing it twice is doing it once. */
export async function upsertContact(call: Call, upserted: NewContact): Promise<Answer<undefined>> {
  const body = { ...upserted, updateEnabled: true };
  const answer = await call({
    method: 'POST',
    path: '/contacts',
    route: '/contacts',
    family: 'contacts',
    body,
    repeat: 'never',
  });
  return mapDone(answer, nothing);
}

/** Updates many contacts that exist; the others are passed over by Brevo. */
export async function updateContacts(
  call: Call,
  contacts: readonly (ContactChange & { readonly email: string })[],
): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'POST',
    path: '/contacts/batch',
    route: '/contacts/batch',
    family: 'contacts',
    body: { contacts },
    repeat: 'never',
  });
  return mapDone(answer, nothing);
}

/** Deletes a contact (erasure). One that is not there is deleted already. */
export async function deleteContact(call: Call, email: string): Promise<Answer<undefined>> {
  return gone(await call({ method: 'DELETE', ...at(email), family: 'contacts', repeat: 'always' }));
}

/** The names of the attributes that exist, so that what would be dropped in silence can be said beforehand. */
export async function attributeNames(call: Call): Promise<Answer<readonly string[]>> {
  const answer = await readPage(call, attributesReply, { path: '/contacts/attributes', family: 'contacts' });
  return mapDone(answer, ({ attributes }) => attributes.map(({ name }) => name));
}

/** Creates an attribute of contacts; one that exists is left as it is. */
export async function createAttribute(
  call: Call,
  name: string,
  type: 'text' | 'float' | 'date' | 'boolean',
): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'POST',
    path: `/contacts/attributes/normal/${encodeURIComponent(name)}`,
    route: '/contacts/attributes/normal/{name}',
    family: 'contacts',
    body: { type },
    repeat: 'never',
  });
  return answer.outcome === 'refused' && answer.because === 'duplicate' ? done(undefined) : mapDone(answer, nothing);
}

/** What a deletion answered; "not found" is what was wanted. */
export function gone(answer: Answer<unknown>): Answer<undefined> {
  return answer.outcome === 'refused' && answer.because === 'not_found' ? done(undefined) : mapDone(answer, nothing);
}

export function nothing(): undefined {
  return undefined;
}

function at(email: string): { path: string; route: string } {
  return { path: `/contacts/${encodeURIComponent(email)}`, route: '/contacts/{email}' };
}
