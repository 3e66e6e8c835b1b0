/** Contacts, cleaned: one row per contact the export tells of. */
import { parseEmailCell } from '../values/email.ts';
import { foldUpper } from '../values/fold.ts';
import { parseClientCode } from '../values/client-code.ts';
import { columnIndex, type CurationContext, type Curator, dayOrderOf } from './curator.ts';
import { dayCells } from './identity-cells.ts';
import { OpenRow } from './open-row.ts';

const curatedColumns =
  'source_file file_line client_code source_client_code email contact_date channel status campaign_id'.split(' ');

/** How exports call the four channels of the consent register; other words are kept, in small letters. */
const channels = new Map(
  Object.entries({
    email: 'EMAIL E-MAIL MAIL MEL COURRIEL NEWSLETTER EMAILING E-MAILING',
    sms: 'SMS TEXTO',
    courrier: 'COURRIER POSTAL POSTE LETTRE MAILING PAPIER',
    telephone: 'TELEPHONE TEL PHONE APPEL',
  }).flatMap(([channel, words]) => words.split(' ').map((word) => [word, channel] as const)),
);

/** Cleans contact rows: who, by code or by e-mail, and which day, or the row is refused. */
export function contactsCurator(context: CurationContext): Curator {
  const sourceFile = columnIndex(context, 'source_file');
  const sourceLine = columnIndex(context, 'source_line');
  const readDay = dayCells(dayOrderOf(context, 'contacts', 'contact_date'), context.exportedDay);
  return {
    columns: curatedColumns,
    decimals: [],
    curate(row, out, ledger) {
      const open = new OpenRow(context, row);
      const sourceCode = open.words('client_code');
      const email = readEmail(open);
      const code = readCode(open, sourceCode, email);
      const day = readDay(open.raw('contact_date'));
      if (day.reject !== undefined) open.refuse(day.reject, 'contact_date');
      const channel = foldUpper(open.words('channel'));
      const status = foldUpper(open.words('status')).toLowerCase();
      const campaign = open.words('campaign_id');
      if (!open.settle(ledger)) return;
      out.same(row, sourceFile);
      out.same(row, sourceLine);
      for (const text of [code, sourceCode, email, day.day]) out.text(text);
      for (const text of [channels.get(channel) ?? channel.toLowerCase(), status, campaign]) out.text(text);
      out.endRow();
    },
  };
}

function readEmail(open: OpenRow): string {
  const { email, invalid } = parseEmailCell(open.words('email'));
  if (invalid.length > 0) open.notice('EMAIL_INVALID', 'email');
  return email ?? '';
}

function readCode(open: OpenRow, sourceCode: string, email: string): string {
  const code = parseClientCode(sourceCode);
  if (typeof code === 'string') return code;
  if (sourceCode !== '') open.refuse(code.problem, 'client_code');
  else if (email === '') open.refuse('CONTACT_WITHOUT_CLIENT', 'client_code');
  return '';
}
