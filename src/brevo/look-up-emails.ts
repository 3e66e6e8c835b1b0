/** Finds what Brevo really accepted: the only way out of an unknown outcome. */
import { z } from 'zod';
import { type Answer, done } from './answer.ts';
import type { Call } from './call.ts';
import { brevoLimits } from './limits.ts';
import { canonicalMessageId } from './message-id.ts';
import { readPage } from './page.ts';
import { statisticsPages } from './statistics.ts';

/** By the id Brevo gave, by recipient, or by a tag of ours; the last two need the days to look in (`YYYY-MM-DD`, UTC). */
export type EmailLookUp =
  | { readonly messageId: string }
  | { readonly email: string; readonly startDate: string; readonly endDate: string }
  | { readonly tag: string; readonly startDate: string; readonly endDate: string };

export interface AcceptedEmail {
  readonly messageId: string;
  /** Lower case. */
  readonly email: string;
  readonly tags: readonly string[];
}

const emailsPage = z.object({
  transactionalEmails: z
    .array(z.object({ email: z.string(), messageId: z.string(), tags: z.array(z.string()).nullish() }))
    .optional(),
});

/**
 * What Brevo knows of e-mails it accepted; none is a done answer with an empty list. Brevo lists by tag only in its event report, which follows
 * the sending by some seconds to minutes: an empty list right after a lost reply proves nothing yet.
 */
export async function lookUpEmails(call: Call, wanted: EmailLookUp): Promise<Answer<readonly AcceptedEmail[]>> {
  return 'tag' in wanted ? byTag(call, wanted) : byEmailList(call, wanted);
}

async function byEmailList(
  call: Call,
  query: Exclude<EmailLookUp, { tag: string }>,
): Promise<Answer<readonly AcceptedEmail[]>> {
  const found: AcceptedEmail[] = [];
  for (let offset = 0; ; offset += brevoLimits.emailsPerPage) {
    const answer = await readPage(call, emailsPage, {
      path: '/smtp/emails',
      family: 'smtp',
      query: { ...query, sort: 'asc', limit: brevoLimits.emailsPerPage, offset },
    });
    if (answer.outcome !== 'done') return answer;
    const emails = answer.value.transactionalEmails ?? [];
    found.push(...emails.map(accepted));
    if (emails.length < brevoLimits.emailsPerPage) return done(found);
  }
}

function accepted(row: { email: string; messageId: string; tags?: string[] | null | undefined }): AcceptedEmail {
  return { messageId: canonicalMessageId(row.messageId), email: row.email.toLowerCase(), tags: row.tags ?? [] };
}

async function byTag(
  call: Call,
  { tag, startDate, endDate }: Extract<EmailLookUp, { tag: string }>,
): Promise<Answer<readonly AcceptedEmail[]>> {
  const found: AcceptedEmail[] = [];
  for await (const page of statisticsPages(call, { startDate, endDate, tag, event: 'requests' })) {
    if (page.outcome !== 'done') return page;
    for (const event of page.value) {
      if (event.kind === 'request' && event.messageId !== undefined) {
        found.push({ messageId: event.messageId, email: event.email, tags: event.tags });
      }
    }
  }
  return done(found);
}
