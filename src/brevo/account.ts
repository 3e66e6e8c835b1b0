import { z } from 'zod';
import { type Answer, mapDone } from './answer.ts';
import type { Call } from './call.ts';
import { readPage } from './page.ts';

/** One line of what the account may still send. `sendLimit` counts what is left of the period (a day on a free account). */
export interface PlanCredits {
  readonly type: string;
  readonly creditsType: string;
  readonly credits: number;
}

export interface Account {
  readonly companyName: string;
  readonly plan: readonly PlanCredits[];
  /** E-mails that may still go out now; undefined when the plan does not count them. */
  readonly emailCredits: number | undefined;
}

export interface Sender {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** Only an active sender (confirmed, its domain authenticated) may send. */
  readonly isActive: boolean;
}

const accountReply = z.object({
  companyName: z.string().catch(''),
  plan: z.array(
    z.object({ type: z.string(), creditsType: z.string().catch(''), credits: z.number().catch(Number.NaN) }),
  ),
});
const sendersReply = z.object({
  senders: z
    .array(
      z.object({ id: z.number(), name: z.string().catch(''), email: z.string(), active: z.boolean().catch(false) }),
    )
    .optional(),
});

/** Who the key belongs to, and its credits. The cheapest way to ask whether key and IP address are accepted. */
export async function account(call: Call): Promise<Answer<Account>> {
  const answer = await readPage(call, accountReply, { path: '/account', family: 'other' });
  return mapDone(answer, ({ companyName, plan }) => ({ companyName, plan, emailCredits: emailCredits(plan) }));
}

// SMS credits stand in the same list.
function emailCredits(plan: readonly PlanCredits[]): number | undefined {
  const counted = plan.filter(({ type, credits }) => !/sms/i.test(type) && Number.isFinite(credits));
  return counted.length === 0 ? undefined : counted.reduce((sum, { credits }) => sum + credits, 0);
}

export async function senders(call: Call): Promise<Answer<readonly Sender[]>> {
  const answer = await readPage(call, sendersReply, { path: '/senders', family: 'other' });
  return mapDone(answer, ({ senders: list = [] }) =>
    list.map(({ id, name, email, active }) => ({ id, name, email: email.toLowerCase(), isActive: active })),
  );
}
