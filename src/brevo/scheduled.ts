import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { gone } from './contacts.ts';

/**
 * Takes back letters that Brevo holds for later, by their `batchId` or a message id. Done also when Brevo holds none (any more): they may
 * have gone out, which only `lookUpEmails` tells.
 */
export async function cancelScheduled(call: Call, batchOrMessageId: string): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'DELETE',
    path: `/smtp/email/${encodeURIComponent(batchOrMessageId)}`,
    route: '/smtp/email/{identifier}',
    family: 'smtp',
    repeat: 'always',
  });
  return gone(answer);
}
