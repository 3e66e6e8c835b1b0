import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** A refusal or a dead address: nothing goes out, for ever. */
export const optoutOrBounce: AuditRule = {
  code: 'OPTOUT_OR_BOUNCE',
  severity: 'error',
  check({ isOptedOut, isBounced }) {
    if (isOptedOut) {
      return [{ rank: 0, sentence: sentence('Ne veut plus recevoir de lettres.', 'Does not want letters any more.') }];
    }
    if (!isBounced) return [];
    return [
      {
        rank: 0,
        sentence: sentence(
          'Son adresse e-mail ne reçoit plus : à corriger dans le logiciel de cave.',
          'The e-mail address is dead: to be corrected in the cellar software.',
        ),
      },
    ];
  },
};
