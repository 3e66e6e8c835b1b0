/** Lists of contacts at Brevo, and the folders they lie in: an account may have any, under any number. */
import { z } from 'zod';
import { type Answer, done, mapDone } from './answer.ts';
import type { Call } from './call.ts';
import { parseReply, readPage } from './page.ts';

export interface Named {
  readonly id: number;
  readonly name: string;
}

const named = z.array(z.object({ id: z.number(), name: z.string() }));
const listsReply = z.object({ lists: named.optional() });
const foldersReply = z.object({ folders: named.optional() });
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
