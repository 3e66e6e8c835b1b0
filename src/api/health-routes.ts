/** Whether this server lives, and can do its work: 200 when it can, 503 when not, and which part is missing. */
import type { FastifyInstance } from 'fastify';
import { sql } from '../db/sql.ts';
import type { PublicTools } from './public-server.ts';
import { statuses } from './problem.ts';
import { within } from './within.ts';

/** The inbox is read every few seconds: after so long something is wrong. */
const inboxLateMs = 5 * 60_000;

export interface Health {
  readonly live: true;
  readonly ready: boolean;
  readonly parts: { readonly database: 'up' | 'down'; readonly inbox: 'read' | 'late' | 'not_read_here' };
}

export function healthRoutes(app: FastifyInstance, tools: PublicTools): void {
  app.get('/health', async (_, reply) => {
    if (tools.health) {
      const whole = await tools.health();
      return reply.code(whole.ready ? statuses.done : statuses.unavailable).send(whole);
    }
    const parts = { database: await databaseState(tools), inbox: inboxState(tools) };
    const health: Health = { live: true, ready: parts.database === 'up' && parts.inbox !== 'late', parts };
    return reply.code(health.ready ? statuses.done : statuses.unavailable).send(health);
  });
}

async function databaseState({ database, answerWithinMs }: PublicTools): Promise<'up' | 'down'> {
  try {
    await within(answerWithinMs, database.one(sql('select 1 as up')));
    return 'up';
  } catch {
    return 'down';
  }
}

function inboxState({ inboxReadAt, clock }: PublicTools): Health['parts']['inbox'] {
  const readAt = inboxReadAt();
  if (readAt === undefined) return 'not_read_here';
  return clock().getTime() - readAt.getTime() > inboxLateMs ? 'late' : 'read';
}
