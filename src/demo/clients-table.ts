import { dayNumber } from './calendar.ts';
import type { DemoClient } from './clients.ts';
import { unsubscribeDay } from './contacts-table.ts';
import type { Dialect } from './dialect.ts';
import { damaged, guarded } from './dressing.ts';
import type { FlawName } from './flaws.ts';
import type { WrittenText } from './labels.ts';
import { withoutAccents } from './labels.ts';
import { type Random, randomOf } from './random.ts';
import type { TableCell, TableRow } from './table-file.ts';

/** Which export of the client file it is: they differ by the day, by what was learnt since, and by how they are written. */
export interface ClientsExport {
  readonly seed: number;
  readonly flaws: boolean;
  readonly ordinal: number;
  readonly exportDay: number;
  readonly firstExportDay: number;
  readonly lastDay: number;
  readonly dialect: Dialect;
}

const headers = {
  estate: [
    'client_code',
    'nom',
    'prenom',
    'email',
    'telephone',
    'adresse',
    'code_postal',
    'ville',
    'pays',
    'opt_out',
    'type_client',
    'date_naissance',
  ],
  aliases: [
    'N° client',
    'Raison sociale',
    'Prénom',
    'Adresse mail',
    'Portable',
    'Adresse',
    'CP',
    'City',
    'Country',
    'Opt out',
    'Type client',
    'Date naissance',
  ],
};

export function clientHeaders(dialect: Dialect): readonly string[] {
  return headers[dialect.headers];
}

/** One row per client who had joined on the day, then two rows nobody can be found by. */
export function* clientRows(options: ClientsExport, clients: readonly DemoClient[]): Generator<TableRow> {
  for (const client of clients) if (client.joinedOn < options.exportDay) yield clientRow(options, client);
  if (!options.flaws) return;
  for (const code of ['', '---']) {
    const cells = [code, 'A VERIFIER', '', '', '', '', '', '', '', '', '', ''];
    yield { cells, marks: ['client_code_unusable'], reject: 'client_code_unusable' };
  }
}

// The same slips in every export of the file: they are in the software, not in the export.
function clientRow(options: ClientsExport, client: DemoClient): TableRow {
  const random = randomOf(options.seed, 61, client.index);
  const { person } = client;
  const marks: FlawName[] = [];
  const take = ({ text, marks: of }: WrittenText): string => {
    marks.push(...of);
    return text;
  };
  const flawed = (write: (random: Random) => WrittenText, plain: string): string =>
    options.flaws ? take(write(random)) : plain;
  const name = options.flaws ? writeName(client, random) : { nom: person.nom, prenom: person.prenom, marks: [] };
  const cells: readonly TableCell[] = [
    client.sourceCode,
    take({ text: name.nom, marks: name.marks }),
    name.prenom,
    flawed((draw) => writeEmail(client, draw), person.email ?? ''),
    flawed((draw) => writeTelephone(person.telephone ?? '', draw), person.telephone ?? ''),
    flawed((draw) => writeAddress(person.adresse, draw), person.adresse),
    flawed((draw) => writePostCode(client, draw), person.codePostal),
    flawed((draw) => (draw.chance(0.01) ? damaged(person.ville) : asIs(person.ville)), person.ville),
    options.flaws && person.pays === 'France' ? random.pick(['France', 'FRANCE', 'FR', '']) : person.pays,
    take(writeOptOut(options, client)),
    client.trade ?? (client.habit === 'till' ? 'DIVERS' : 'PARTICULIER'),
    birthdayCell(options, client),
  ];
  return { cells, marks: [...marks, ...personMarks(client)] };
}

function personMarks(client: DemoClient): readonly FlawName[] {
  const marks: FlawName[] = [];
  if (client.trade !== null) marks.push('trade_client');
  if (client.habit === 'till') marks.push('till_client');
  if (client.duplicateOf !== null) marks.push('duplicate_client');
  if (client.householdOf !== null) marks.push('shared_household');
  if (client.isColliding) marks.push('client_code_collision');
  return marks;
}

function asIs(text: string): WrittenText {
  return { text, marks: [] };
}

function writeName(client: DemoClient, random: Random): { nom: string; prenom: string; marks: readonly FlawName[] } {
  const { nom, prenom, civility } = client.person;
  if (prenom === '') return { nom, prenom, marks: [] };
  const isSecondFile = client.duplicateOf !== null;
  const drawn = random.unit();
  if (drawn < 0.1)
    return { nom: `${civility} ${nom.toUpperCase()} ${prenom}`, prenom: '', marks: ['civility_in_name'] };
  if (isSecondFile || drawn < 0.5) return { nom: withoutAccents(nom).toUpperCase(), prenom, marks: [] };
  const wounded = drawn > 0.99 ? damaged(nom) : asIs(nom);
  return { nom: wounded.text, prenom, marks: wounded.marks };
}

function writeEmail(client: DemoClient, random: Random): WrittenText {
  const { email, secondEmail } = client.person;
  if (email === null) {
    const text = client.habit === 'till' ? '' : random.pick(['', '', 'néant', 'pas de mail', 'Néant']);
    return { text, marks: text === '' ? [] : ['email_placeholder'] };
  }
  if (secondEmail !== null)
    return { text: `${email}${random.pick([';', ' / ', ', '])}${secondEmail}`, marks: ['several_emails'] };
  return asIs(random.chance(0.03) ? ` ${email.toUpperCase()} ` : email);
}

function writeTelephone(telephone: string, random: Random): WrittenText {
  const drawn = random.unit();
  const digits = telephone.replaceAll(' ', '');
  if (!telephone.startsWith('0')) return asIs(telephone);
  if (drawn < 0.06) return { text: digits.slice(1), marks: ['lost_zero_phone'] };
  if (drawn < 0.1) return guarded(digits);
  return asIs(drawn < 0.2 ? telephone.replaceAll(' ', '.') : drawn < 0.3 ? `+33 ${telephone.slice(1)}` : telephone);
}

function writeAddress(adresse: string, random: Random): WrittenText {
  const drawn = random.unit();
  if (adresse === '' || drawn > 0.12) return asIs(adresse);
  return asIs(
    drawn < 0.07 ? `${adresse}\nBâtiment B` : drawn < 0.1 ? `Lieu-dit "Le Clos"; ${adresse}` : adresse.toUpperCase(),
  );
}

function writePostCode(client: DemoClient, random: Random): WrittenText {
  const { codePostal, pays } = client.person;
  const drawn = random.unit();
  if (pays !== 'France' || codePostal === '') return asIs(codePostal);
  if (codePostal.startsWith('0') && drawn < 0.7) return { text: codePostal.slice(1), marks: ['lost_zero_post_code'] };
  return drawn > 0.96 ? guarded(codePostal) : asIs(codePostal);
}

// Who unsubscribed by a letter: half of them the file forgets at once, half of them from the second export on.
function writeOptOut(options: ClientsExport, client: DemoClient): WrittenText {
  const unsubscribed = options.flaws && unsubscribeDay(options, client) !== null;
  const isForgotten = unsubscribed && !client.optsOut && (client.index % 2 === 1 || options.ordinal > 0);
  const isOut = client.optsOut || (unsubscribed && !isForgotten);
  const { text, mark } = yesOrNo(isOut, options.dialect.yesNo);
  if (!options.flaws) return asIs(text);
  if (!isForgotten) return { text, marks: [mark] };
  return { text, marks: [mark, client.index % 2 === 1 ? 'unsubscribed_only_in_contacts' : 'unsubscribed_then_opt_in'] };
}

function yesOrNo(isYes: boolean, style: Dialect['yesNo']): { text: string; mark: FlawName } {
  if (style === 'words') return { text: isYes ? 'Oui' : 'Non', mark: 'yes_no_words' };
  if (style === 'letters') return { text: isYes ? 'O' : 'N', mark: 'yes_no_letters' };
  return { text: isYes ? 'X' : '', mark: 'yes_no_cross' };
}

function birthdayCell(options: ClientsExport, client: DemoClient): TableCell {
  if (client.isMinor) return { day: options.firstExportDay - 15 * 365 };
  const { dateNaissance } = client.person;
  return dateNaissance === null ? '' : { day: dayNumber(dateNaissance) };
}
