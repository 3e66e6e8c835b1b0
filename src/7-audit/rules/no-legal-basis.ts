import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** Neither a sale nor a consent allows a letter (law.md, 1). */
export const noLegalBasis: AuditRule = {
  code: 'NO_LEGAL_BASIS',
  severity: 'error',
  check: ({ legalBasis, isOptedOut }) =>
    legalBasis === 'none' && !isOptedOut
      ? [
          {
            rank: 0,
            sentence: sentence(
              'Ni achat ni accord connu : la loi ne permet pas de lui écrire.',
              'Neither a purchase nor a consent is known: the law does not allow a letter.',
            ),
          },
        ]
      : [],
};
