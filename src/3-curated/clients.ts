/** Clients, cleaned: one row per row of the client file. Households, consent and collisions are settled in the warehouse. */
import { namesOfColumns } from '../2-staging/aliases.ts';
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
  'pays opt_out refuses_profiling type_client is_trade is_till date_naissance'
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
      const refusesProfiling = readProfilingRefusal(open);
      const typeClient = open.words('type_client');
      const dateNaissance = readDateNaissance(open, context);
      const adresse = open.words('adresse');
      const ville = open.words('ville');
      if (sourceCodes.has(code)) {
        const isSame = sourceCodes.get(code) === sourceCode;
        open.notice(isSame ? 'CLIENT_REPEATED' : 'CODE_COLLISION', 'client_code');
      }
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
      out.boolean(refusesProfiling);
      out.text(typeClient);
      out.boolean(isTradeClient(typeClient, name.nom));
      // A person may be called Caveau: the till has no first name.
      out.boolean(isTill(code, name.prenom === '' ? name.nom : ''));
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

/**
 * The columns that say a refusal: the one that won the name, and those kept aside because two wanted it (`Désabonné` beside `Stop mail`).
 */
const optOutColumns = ['opt_out', ...(namesOfColumns('clients').get('opt_out') ?? []).map((name) => `x_${name}`)];

/** A person's refusal before a sale: a yes in any column is one, and so is a no where the column is of the letters agreed to. */
function readOptOut(open: OpenRow): boolean | undefined {
  const answers = [...optOutColumns.map((column) => readRefusal(open, column)), readAgreement(open, 'accord_lettres')];
  return answers.includes(true) ? true : answers.find((answer) => answer !== undefined);
}

/** Whether the client objects to being profiled (law.md, 1): a yes where the column is of the refusal, a no where it is of the agreement. */
function readProfilingRefusal(open: OpenRow): boolean | undefined {
  const answers = [readRefusal(open, 'refus_profilage'), readAgreement(open, 'accord_profilage')];
  return answers.includes(true) ? true : answers.find((answer) => answer !== undefined);
}

/** An answer that is neither yes nor no is taken as a refusal, and counted. */
function readRefusal(open: OpenRow, column: string): boolean | undefined {
  const words = open.words(column);
  const answer = parseYesNo(words);
  if (typeof answer === 'boolean') return answer;
  if (answer.problem === 'YES_NO_EMPTY') return undefined;
  if (!refusalWords.test(foldUpper(words))) open.notice('OPT_OUT_UNREADABLE', column);
  return true;
}

/** A no is a refusal. A yes gives nothing: no export can. A date or a place where it was said is no refusal either. */
function readAgreement(open: OpenRow, column: string): boolean | undefined {
  const words = open.words(column);
  const answer = parseYesNo(words);
  if (typeof answer === 'boolean') return !answer;
  return refusalWords.test(foldUpper(words)) ? true : undefined;
}

const refusalWords = /^(?:STOP|REFUS|DESINSCRI|DESABONN|NE P(?:AS|LUS))/;

/** A birth date; of two figures its year is the last one that is not to come: `14/07/60` was born in 1960. */
function readDateNaissance(open: OpenRow, context: CurationContext): string {
  const words = open.words('date_naissance');
  const read = parseDay(words, dayOrderOf(context, 'clients', 'date_naissance'));
  const isShort = typeof read === 'string' && read > context.exportedDay && !words.includes(read.slice(0, 4));
  const parsed = isShort ? `${Number(read.slice(0, 4)) - 100}${read.slice(4)}` : read;
  if (typeof parsed === 'string' && parsed <= context.exportedDay) return parsed;
  if (typeof parsed === 'string' || parsed.problem !== 'DAY_EMPTY')
    open.notice('DATE_NAISSANCE_INVALID', 'date_naissance');
  return '';
}
