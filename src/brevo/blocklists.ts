/**
 * Brevo keeps one blocklist for campaigns and one for each transactional sender, and a refusal in one does not reach the other
 * (help 209458705). Our own register is the one that counts; what it holds is pushed to both.
 */
import { z } from 'zod';
import { type Answer, done } from './answer.ts';
import type { Call } from './call.ts';
import { createContact, gone, updateContact } from './contacts.ts';
import { brevoLimits } from './limits.ts';
import { readPage } from './page.ts';

export interface BlockedContact {
  /** Lower case. */
  readonly email: string;
  /** The sender that may not write; empty when it concerns all. */
  readonly sender: string;
  /** `unsubscribedViaMA`, `unsubscribedViaEmail`, `adminBlocked`, `unsubscribedViaApi`, `hardBounce`, `contactFlaggedAsSpam`. */
  readonly code: string;
  readonly blockedAt: Date | undefined;
}

const blockedReply = z.object({
  contacts: z
    .array(
      z.object({
        email: z.string(),
        senderEmail: z.string().nullish(),
        reason: z.object({ code: z.string().catch('') }).catch({ code: '' }),
        blockedAt: z.string().catch(''),
      }),
    )
    .optional(),
});

/**
 * Blocks an address for campaigns and for each of our senders; a contact Brevo does not know is made, blocked, so that a later
 * import finds it so. Doing it twice is doing it once.
 */
export async function blockEverywhere(
  call: Call,
  email: string,
  ourSenders: readonly string[],
): Promise<Answer<undefined>> {
  const block = { emailBlacklisted: true, smtpBlacklistSender: ourSenders } as const;
  const updated = await updateContact(call, email, block);
  if (updated.outcome !== 'refused' || updated.because !== 'not_found') return updated;
  const created = await createContact(call, { email, emailBlacklisted: true });
  if (created.outcome !== 'done' && created.outcome !== 'exists') return created;
  return updateContact(call, email, block);
}

/** Who may not be written to by transactional senders, page by page; the first answer that is not done is the last. */
export async function* blockedContacts(call: Call): AsyncGenerator<Answer<readonly BlockedContact[]>, void, undefined> {
  for (let offset = 0; ; offset += brevoLimits.blockedPerPage) {
    const answer = await readPage(call, blockedReply, {
      path: '/smtp/blockedContacts',
      family: 'blocked_contacts',
      query: { limit: brevoLimits.blockedPerPage, offset, sort: 'asc' },
    });
    if (answer.outcome !== 'done') {
      yield answer;
      return;
    }
    const contacts = answer.value.contacts ?? [];
    yield done(contacts.map(blocked));
    if (contacts.length < brevoLimits.blockedPerPage) return;
  }
}

function blocked(row: NonNullable<z.infer<typeof blockedReply>['contacts']>[number]): BlockedContact {
  const ms = Date.parse(row.blockedAt);
  return {
    email: row.email.toLowerCase(),
    sender: (row.senderEmail ?? '').toLowerCase(),
    code: row.reason.code,
    blockedAt: Number.isNaN(ms) ? undefined : new Date(ms),
  };
}

/** Takes an address off the transactional blocklist: only when the person asked for it, in writing. */
export async function unblockTransactional(call: Call, email: string): Promise<Answer<undefined>> {
  return gone(
    await call({
      method: 'DELETE',
      path: `/smtp/blockedContacts/${encodeURIComponent(email)}`,
      route: '/smtp/blockedContacts/{email}',
      family: 'smtp',
      repeat: 'always',
    }),
  );
}

/** Erases Brevo's logs of an address or a message id (erasure). */
export async function deleteLogs(call: Call, emailOrMessageId: string): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'DELETE',
    path: `/smtp/log/${encodeURIComponent(emailOrMessageId)}`,
    route: '/smtp/log/{identifier}',
    family: 'smtp',
    repeat: 'always',
  });
  return gone(answer);
}
