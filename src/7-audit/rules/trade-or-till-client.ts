import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** These letters are for private persons. */
export const tradeOrTillClient: AuditRule = {
  code: 'TRADE_OR_TILL_CLIENT',
  severity: 'error',
  check({ isTrade, isTill }) {
    if (isTill) {
      return [
        {
          rank: 0,
          sentence: sentence(
            "C'est le client de la caisse : derrière lui, personne à qui écrire.",
            'This is the till: there is nobody behind it to write to.',
          ),
        },
      ];
    }
    if (!isTrade) return [];
    return [
      {
        rank: 0,
        sentence: sentence(
          'Client professionnel : ces lettres sont pour les particuliers.',
          'A trade client: these letters are for private persons.',
        ),
      },
    ];
  },
};
