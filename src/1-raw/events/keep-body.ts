/** What a provider posts, kept before anything is made of it: a body that is in the inbox is never lost. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { uuidV7 } from '../../values/uuid.ts';
import { storedBody } from './stored-body.ts';

const insertBody = loadSql(import.meta.url, './insert-body.sql');

/** `brevo:reconcile`: not posted but asked for, and kept in the same shape. `form`: what somebody wrote in the estate's own form. */
export type BodySource = 'brevo:webhook' | 'brevo:reconcile' | 'form';

/** Keeps one body in the inbox of an estate, in one statement; gives its id. Throws the Failure of the database. */
export async function keepBody(
  session: Session,
  body: { estate: string; source: BodySource; bytes: Buffer; receivedAt: Date },
): Promise<string> {
  const inboxId = uuidV7(body.receivedAt);
  await session.execute(insertBody, {
    estate: body.estate,
    inbox_id: inboxId,
    source: body.source,
    body: storedBody(body.bytes),
    received_at: body.receivedAt,
  });
  return inboxId;
}
