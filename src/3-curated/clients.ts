/** Clients, cleaned: one row per row of the client file. Households, consent and collisions are settled in the warehouse. */
import { foldUpper } from '../values/fold.ts';
import { type Country, parseCountry } from '../values/country.ts';
import { parseDay } from '../values/day.ts';
import { parseClientCode } from '../values/client-code.ts';
import { parseCodePostal } from '../values/code-postal.ts';
import { parseEmailCell } from '../values/email.ts';
import { parsePersonName } from '../values/person-name.ts';
import { parseYesNo } from '../values/yes-no.ts';
import { columnIndex, type CurationContext, type Curator, dayOrderOf } from './curator.ts';
import { OpenRow } from './open-row.ts';
import { isTradeClient, tillRecogniser } from './trade-client.ts';

const curatedColumns = (
  'source_file file_line client_code source_client_code civilite nom prenom email other_emails telephone adresse code_postal ville ' +
  'pays opt_out type_client is_trade is_till date_naissance'
).split(' ');

/** Cleans client rows. Only a row without a code is refused: a value that cannot be read is left empty and counted. */
export function clientsCurator(context: CurationContext): Curator {
  const sourceFile = columnIndex(context, 'source_file');
  const sourceLine = columnIndex(context, 'source_line');
  const isTill = tillRecogniser(context.profile);
  // The first source code of each client code: another one that falls on it is a collision.
  const sourceCodes = new Map<string, string>();
  return {
    columns: curatedColumns,
    decimals: [],
    curate(row, out, ledger) {
      const open = new OpenRow(context, row);
      const sourceCode = open.words('client_code');
      const code = readCode(open, sourceCode);
      const name = parsePersonName(open.words('nom'), open.words('prenom'));
      const place = readPlace(open, context);
      const emails = readEmails(open);
      const telephone = readTelephone(open, context, place.country);
      const optOut = readOptOut(open);
      const typeClient = open.words('type_client');
      const dateNaissance = readDateNaissance(open, context);
      const adresse = open.words('adresse');
      const ville = open.words('ville');
      if ((sourceCodes.get(code) ?? sourceCode) !== sourceCode) open.notice('CODE_COLLISION', 'client_code');
      if (!open.settle(ledger)) return;
      if (!sourceCodes.has(code)) sourceCodes.set(code, sourceCode);
      out.same(row, sourceFile);
      out.same(row, sourceLine);
      for (const text of [
        code,
        sourceCode,
        name.civilite,
        name.nom,
        name.prenom,
        emails.email,
        emails.others,
        telephone,
      ])
        out.text(text);
      for (const text of [adresse, place.codePostal, ville, place.pays]) out.text(text);
      out.boolean(optOut);
      out.text(typeClient);
      out.boolean(isTradeClient(typeClient, name.nom));
      out.boolean(isTill(code, name.nom));
      out.text(dateNaissance);
      out.endRow();
    },
  };
}

function readCode(open: OpenRow, sourceCode: string): string {
  const code = parseClientCode(sourceCode);
  if (typeof code === 'string') return code;
  open.refuse(code.problem, 'client_code');
  return '';
}

/** The country and, by it, the post code. A client whose country is not said lives in that of the estate, as far as formats go. */
function readPlace(
  open: OpenRow,
  context: CurationContext,
): { readonly country: Country | undefined; readonly pays: string; readonly codePostal: string } {
  const words = open.words('pays');
  const known = parseCountry(words);
  if (words !== '' && known === undefined) open.notice('PAYS_UNKNOWN', 'pays');
  const country = words === '' ? context.settings.country : known;
  const parsed = parseCodePostal(open.words('code_postal'), country);
  const isRead = !('problem' in parsed);
  if (isRead && parsed.isRestored) open.notice('CODE_POSTAL_RESTORED', 'code_postal');
  if (!isRead && parsed.problem === 'CODE_POSTAL_INVALID') open.notice('CODE_POSTAL_INVALID', 'code_postal');
  return { country, pays: known ?? words, codePostal: isRead ? parsed.codePostal : '' };
}

function readEmails(open: OpenRow): { readonly email: string; readonly others: string } {
  const { email, others, invalid } = parseEmailCell(open.words('email'));
  if (others.length > 0) open.notice('EXTRA_EMAILS', 'email');
  if (invalid.length > 0) open.notice('EMAIL_INVALID', 'email');
  return { email: email ?? '', others: others.join('|') };
}

function readTelephone(open: OpenRow, context: CurationContext, country: Country | undefined): string {
  const parsed = context.parseTelephone(open.words('telephone'), country ?? context.settings.country);
  if (typeof parsed === 'string') return parsed;
  if (parsed.problem === 'TELEPHONE_INVALID') open.notice('TELEPHONE_INVALID', 'telephone');
  return '';
}

/** A person's refusal before a sale: an answer that is neither yes nor no is taken as a refusal, and counted. */
function readOptOut(open: OpenRow): boolean | undefined {
  const words = open.words('opt_out');
  const answer = parseYesNo(words);
  if (typeof answer === 'boolean') return answer;
  if (answer.problem === 'YES_NO_EMPTY') return undefined;
  if (!/^(?:STOP|REFUS|DESINSCRI|DESABONN|NE P(?:AS|LUS))/.test(foldUpper(words)))
    open.notice('OPT_OUT_UNREADABLE', 'opt_out');
  return true;
}

function readDateNaissance(open: OpenRow, context: CurationContext): string {
  const parsed = parseDay(open.words('date_naissance'), dayOrderOf(context, 'clients', 'date_naissance'));
  if (typeof parsed === 'string' && parsed <= context.exportedDay) return parsed;
  if (typeof parsed === 'string' || parsed.problem !== 'DAY_EMPTY')
    open.notice('DATE_NAISSANCE_INVALID', 'date_naissance');
  return '';
}
