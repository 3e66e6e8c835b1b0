/** The mailbox that exports come to cannot be opened: nobody else would notice before Monday. Raised by the round that reads it. */
import type { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { FoundAlarm } from './raise-alarms.ts';

export const mailboxClosed = 'mailbox_closed';

/** A server that does not answer is tried again for so long before a person is told. */
const patienceMs = 3_600_000;

/** What to tell of a mailbox that failed, first at `since`; nothing yet while the server may just be away for a moment. */
export function judgeMailbox(
  failure: Failure,
  { since, now }: { readonly since: Date; readonly now: Date },
): readonly FoundAlarm[] {
  const mayPass = failure.retry === 'later';
  if (mayPass && now.getTime() - since.getTime() < patienceMs) return [];
  return [
    {
      kind: mailboxClosed,
      subject: '',
      sentence: failure.sentence,
      nextStep: mayPass
        ? sentence(
            'Vérifiez que la boîte s’ouvre ailleurs. Sans elle, déposez l’export sur la page Imports.',
            'Check that the mailbox opens elsewhere. Without it, drop the export on the Imports page.',
          )
        : sentence(
            'Prévenez qui tient Cuvée : « cuvee estate mail-password » redonne le mot de passe. D’ici là, déposez l’export sur la page Imports.',
            'Tell whoever keeps Cuvée: "cuvee estate mail-password" gives the password again. Until then, drop the export on the Imports page.',
          ),
      facts: { code: failure.code },
    },
  ];
}
