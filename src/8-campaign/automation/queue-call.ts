/** Puts the call a rule asks for in the queue, in the transaction of its action; the network is somebody else's (calls/send-calls.ts). */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import { type ActionOutcome, done, type DueAction, refused } from './action-outcome.ts';

const insertCall = loadSql(import.meta.url, '../calls/insert-call.sql');

/** Queues it. What is posted names the client by their code alone: no name and no address leaves by this way. */
export async function queueCall(
  session: Session,
  world: World,
  { due, url: written }: { readonly due: DueAction; readonly url: string },
  now: Date,
): Promise<ActionOutcome> {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return wrongAddress;
  const callId = uuidV7(now);
  await session.execute(insertCall, {
    estate_id: world.estate,
    call_id: callId,
    action_key: due.actionKey,
    event_key: due.eventKey,
    rule_name: due.ruleName,
    client_code: due.clientCode,
    url: url.href,
    origin: url.origin,
    body: JSON.stringify({
      id: callId,
      estate: world.estate,
      rule: due.ruleName,
      trigger: due.trigger,
      clientCode: due.clientCode,
      happenedAt: due.happenedAt.toISOString(),
      facts: due.facts,
    }),
    now: now.toISOString(),
  });
  return done('CALL_QUEUED', `Appel de ${url.host} en file.`);
}

const wrongAddress = refused('CALL_ADDRESS_WRONG', "L'adresse à appeler n'en est pas une : corrigez la règle.");
