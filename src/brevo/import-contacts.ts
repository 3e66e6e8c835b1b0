/** Many contacts at once: Brevo takes the list, works on it in its own time, and says when it is done. */
import { z } from 'zod';
import { sentence } from '../values/sentence.ts';
import { type Answer, done, mapDone, refusedHere } from './answer.ts';
import type { Call, BrevoOptions } from './call.ts';
import type { AttributeValue } from './contacts.ts';
import { brevoLimits } from './limits.ts';
import { parseReply, readPage } from './page.ts';

export interface ContactImport {
  readonly contacts: readonly {
    readonly email: string;
    readonly attributes: Readonly<Record<string, AttributeValue>>;
  }[];
  /** At least one. */
  readonly listIds: readonly number[];
  /** Whether an empty text empties the attribute it stands for; else it changes nothing. */
  readonly doesEmpty?: boolean;
}

export type ImportState = 'queued' | 'in_process' | 'completed' | 'failed';

const startedReply = z.object({ processId: z.number() });
const processReply = z.object({ status: z.string() });

/** Pauses between two looks at a process: few, because they count among 100 calls an hour. */
const pausesMs = [5_000, 10_000, 20_000, 40_000, 60_000];
const looks = 20;

/**
 * Hands over a list of at most 8 MB of JSON; gives the id of Brevo's process. The body says nothing of blocklists: an import can
 * neither block nor, above all, bring back who left.
 */
export async function importContacts(
  call: Call,
  { contacts, listIds, doesEmpty = false }: ContactImport,
): Promise<Answer<number>> {
  const body = {
    jsonBody: contacts,
    listIds,
    updateExistingContacts: true,
    emptyContactsAttributes: doesEmpty,
    disableNotification: true,
  };
  if (Buffer.byteLength(JSON.stringify(body)) > brevoLimits.importBytes) return tooLarge;
  const answer = await call({
    method: 'POST',
    path: '/contacts/import',
    route: '/contacts/import',
    family: 'contacts',
    body,
    repeat: 'never',
  });
  return mapDone(parseReply(answer, startedReply), ({ processId }) => processId);
}

const tooLarge = refusedHere(
  'IMPORT_TOO_LARGE',
  sentence(
    'Un import vers Brevo porte au plus 8 Mo : partagez la liste.',
    'An import to Brevo carries at most 8 MB: split the list.',
  ),
);

/** How far a process is. */
export async function importState(call: Call, processId: number): Promise<Answer<ImportState>> {
  const answer = await readPage(call, processReply, {
    path: `/processes/${processId}`,
    route: '/processes/{id}',
    family: 'other',
  });
  return mapDone(answer, ({ status }) => stateOf(status));
}

/** Looks at a process until it has ended, for a quarter of an hour at most; then gives the state it is still in. */
export async function awaitImport(
  call: Call,
  { sleep }: Pick<BrevoOptions, 'sleep'>,
  processId: number,
): Promise<Answer<ImportState>> {
  for (let look = 0; ; look++) {
    const answer = await importState(call, processId);
    if (answer.outcome !== 'done' || answer.value === 'completed' || answer.value === 'failed') return answer;
    if (look + 1 >= looks) return done(answer.value);
    await sleep(pausesMs[Math.min(look, pausesMs.length - 1)] ?? 60_000);
  }
}

// The words of `GET /processes/{id}` are general knowledge: a word that means neither end is one of work going on.
function stateOf(status: string): ImportState {
  if (/^complete/i.test(status)) return 'completed';
  if (/^(fail|cancel|error)/i.test(status)) return 'failed';
  return /^queue/i.test(status) ? 'queued' : 'in_process';
}
