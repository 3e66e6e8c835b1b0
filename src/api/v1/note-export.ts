/** Who took which list out of the house, and how many rows of it: the journal knows (no name, no filter). */
import type { FastifyRequest } from 'fastify';
import type { Session } from '../../db/database.ts';
import { writeJournal } from '../../journal/journal.ts';
import { personOf } from './api-tools.ts';

/** Notes that the person of a request was given a list as a file. */
export async function noteExport(
  session: Session,
  request: FastifyRequest,
  { path, ...after }: { readonly path: string; readonly format: string; readonly rows: number },
): Promise<void> {
  const { estate, name } = personOf(request);
  await writeJournal(session, { estate, actor: name, action: 'list.exported', subject: `list ${path}`, after });
}
