import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';

/** An address that can be written to: lower case, one `@`, a domain with an ending. */
export type Email = string;
export type EmailProblem = Problem<'EMAIL_EMPTY' | 'EMAIL_INVALID'>;

/** What a cell of e-mails gives: the address to use, the others it listed, and what could not be read. */
export interface EmailCell {
  readonly email: Email | undefined;
  readonly others: readonly Email[];
  readonly invalid: readonly string[];
}

const empty = problem('EMAIL_EMPTY');
const invalid = problem('EMAIL_INVALID');

/** What people write where there is no address, letters only. */
const placeholders = new Set(
  [
    'NEANT AUCUN AUCUNE NON SANS NA NC NR ND X XX XXX NULL NAN NONE INCONNU INCONNUE PAS PASDEMAIL PASDMAIL PASDEMEL PASDEMAILS',
    'PASEMAIL PASMAIL PASDEADRESSE PASDADRESSEMAIL PASDEADRESSEMAIL SANSMAIL SANSEMAIL SANSADRESSE SANSADRESSEMAIL NOMAIL NOEMAIL',
    'AUCUNMAIL AUCUNEMAIL AUCUNEADRESSE NONCOMMUNIQUE NONRENSEIGNE NONFOURNI REFUSE PASDECOURRIEL PASDINTERNET PASINTERNET RIEN',
    'PASDEMAILCONNU MAIL EMAIL ADRESSEMAIL',
  ].flatMap((words) => words.split(' ')),
);
/** Domains of addresses made up to fill a form: they reach nobody, or worse, somebody. */
const placeholderDomains = /^(?:neant|aucun|sans|pasdemail|nomail|noemail|x+|mail)\.(?:fr|com|net|org)$/;

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainPart = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * One address: trimmed, lower case, its syntax checked (`A@B.FR ` → `a@b.fr`). Nothing, "néant", "pas de mail" and addresses
 * made up to fill a form are EMAIL_EMPTY; everything else that is no address (`a b@c.d`) is EMAIL_INVALID.
 */
export function parseEmail(text: string): Email | EmailProblem {
  const address = bareAddress(text);
  if (address === '' || isPlaceholder(address)) return empty;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (at < 1 || local.length > 64 || address.length > 254) return invalid;
  if (!localPart.test(local) || !domainPart.test(domain)) return invalid;
  return placeholderDomains.test(domain) ? empty : address;
}

/** A cell that may list several addresses: the first valid one is kept, the others listed without doubles, in their order. */
export function parseEmailCell(text: string): EmailCell {
  const emails: Email[] = [];
  const wrong: string[] = [];
  for (const part of splitAddresses(text)) {
    const email = parseEmail(part);
    if (typeof email === 'string') emails.push(email);
    else if (email.problem === 'EMAIL_INVALID') wrong.push(part.trim());
  }
  const [email, ...others] = new Set(emails);
  return { email, others, invalid: wrong };
}

/** Splits at `;`, `,`, `/`, `|` and line ends; at spaces, "ou" and "et" only when each piece is an address of its own. */
function splitAddresses(text: string): readonly string[] {
  const pieces = text.split(/[;,/|\r\n]+/).flatMap((piece) => {
    const words = piece.split(/\s+(?:(?:ou|et|and|or)\s+)?/i).filter((word) => word !== '');
    return words.length > 1 && words.every((word) => word.includes('@')) ? words : [piece];
  });
  return pieces.filter((piece) => piece.trim() !== '');
}

/** `Jean Dupont <jean@dupont.fr>` and `mailto:jean@dupont.fr` → `jean@dupont.fr`. */
function bareAddress(text: string): string {
  const trimmed = text.trim().toLowerCase();
  const bracketed = /<([^<>]*)>$/.exec(trimmed)?.[1];
  return (bracketed ?? trimmed).replace(/^mailto:/, '').trim();
}

function isPlaceholder(address: string): boolean {
  const letters = foldUpper(address.split('@')[0] ?? '').replace(/[^A-Z0-9]/g, '');
  return address.includes('@')
    ? letters === 'PASDEMAIL' || letters === 'NEANT'
    : letters === '' || placeholders.has(letters);
}
