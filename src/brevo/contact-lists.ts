/** Lists of contacts at Brevo, and the folders they lie in: an account may have any, under any number. */
import { z } from 'zod';
import { type Answer, done, mapDone } from './answer.ts';
import type { Call } from './call.ts';
import { nothing } from './contacts.ts';
import { brevoLimits } from './limits.ts';
import { parseReply, readPage } from './page.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
}

const named = z.array(z.object({ id: z.number(), name: z.string() }));
const listsReply = z.object({ lists: named.optional() });
const foldersReply = z.object({ folders: named.optional() });
const membersReply = z.object({ contacts: z.array(z.object({ email: z.string().nullish() })).optional() });
const createdReply = z.object({ id: z.number() });

/** The most either page gives at once. */
const perPage = 50;

/** The lists of the account. */
export async function contactLists(call: Call): Promise<Answer<readonly Named[]>> {
  return allPages((query) =>
    readPage(call, listsReply, { path: '/contacts/lists', family: 'contacts', query }).then((answer) =>
      mapDone(answer, ({ lists = [] }) => lists),
    ),
  );
}

/** The folders of the account. */
export async function contactFolders(call: Call): Promise<Answer<readonly Named[]>> {
  return allPages((query) =>
    readPage(call, foldersReply, { path: '/contacts/folders', family: 'contacts', query }).then((answer) =>
      mapDone(answer, ({ folders = [] }) => folders),
    ),
  );
}

/** Creates a list in a folder; gives its id. */
export async function createContactList(call: Call, list: { name: string; folderId: number }): Promise<Answer<number>> {
  return create(call, '/contacts/lists', list);
}

/** Creates a folder; gives its id. */
export async function createContactFolder(call: Call, name: string): Promise<Answer<number>> {
  return create(call, '/contacts/folders', { name });
}

/** The addresses in a list, in lower case, page by page; the first answer that is not done is the last. */
export async function* listMembers(
  call: Call,
  listId: number,
): AsyncGenerator<Answer<readonly string[]>, void, undefined> {
  const limit = brevoLimits.listMembersPerPage;
  for (let offset = 0; ; offset += limit) {
    const answer = await readPage(call, membersReply, {
      path: `/contacts/lists/${listId}/contacts`,
      route: '/contacts/lists/{id}/contacts',
      family: 'contacts',
      query: { limit, offset, sort: 'asc' },
    });
    const page = mapDone(answer, ({ contacts = [] }) => contacts);
    yield mapDone(page, (contacts) => contacts.flatMap(({ email }) => (email ? [email.toLowerCase()] : [])));
    if (page.outcome !== 'done' || page.value.length < limit) return;
  }
}

/** Takes at most 150 addresses out of a list; the contacts stay, blocked where they were. */
export async function removeFromList(
  call: Call,
  { listId, emails }: { readonly listId: number; readonly emails: readonly string[] },
): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'POST',
    path: `/contacts/lists/${listId}/contacts/remove`,
    route: '/contacts/lists/{id}/contacts/remove',
    family: 'contacts',
    body: { emails },
    repeat: 'always',
  });
  return mapDone(answer, nothing);
}

async function create(call: Call, path: string, body: Readonly<Record<string, unknown>>): Promise<Answer<number>> {
  const answer = await call({ method: 'POST', path, route: path, family: 'contacts', body, repeat: 'never' });
  return mapDone(parseReply(answer, createdReply), ({ id }) => id);
}

// A page that tells nothing new ends the reading, whatever its length: an offset that is not heeded must not turn for ever.
async function allPages(
  readOne: (query: { limit: number; offset: number }) => Promise<Answer<readonly Named[]>>,
): Promise<Answer<readonly Named[]>> {
  const known = new Map<number, Named>();
  for (let offset = 0; ; offset += perPage) {
    const answer = await readOne({ limit: perPage, offset });
    if (answer.outcome !== 'done') return answer;
    const isNews = answer.value.some(({ id }) => !known.has(id));
    for (const one of answer.value) known.set(one.id, one);
    if (answer.value.length < perPage || !isNews) return done([...known.values()]);
  }
}
