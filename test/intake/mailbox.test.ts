/** Exports that come by letter, against an IMAP server on this machine. */
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:net';
import hoodiecrow from 'hoodiecrow-imap';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listReceived } from '../../src/1-raw/received-files.ts';
import type { Database } from '../../src/db/database.ts';
import { Failure } from '../../src/errors.ts';
import { type MailConnection, mailConnection } from '../../src/intake/mail-connection.ts';
import { collectMail } from '../../src/intake/mailbox.ts';
import { testDatabase } from '../support/database.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const now = new Date('2026-11-16T06:00:00Z');
const monday = 'Mon, 16 Nov 2026 05:40:00 +0000';
const sales = 'client_code;date_livraison\r\nCL001;27/12/2025\r\n';

let database: Database;
let estate: TestEstate;
let server: MailServer | undefined;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  estate = await testEstate({
    slug: `courrier-${randomUUID().slice(0, 8)}`,
    database,
    changes: {
      intake: { mail: { host: '127.0.0.1', user: 'testuser', senders: ['Chai@Domaine.test', '@comptable.test'] } },
    },
  });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await estate.close();
});
afterAll(() => database.close());

describe('the mailbox', () => {
  it('gives the exports of allowed senders to room 1, puts their message away, and opens nobody else’s', async () => {
    const box = await open([
      letter('chai@domaine.test', [
        attached('Ventes_20261116.csv', sales),
        attached('clients.csv', 'client_code;nom\r\nCL001;Muller\r\n'),
      ]),
      letter('bureau@comptable.test', [attached('stock.csv', 'produit;stock_total\r\nRiesling;12\r\n')]),
      letter('inconnu@ailleurs.test', [attached('ventes.csv', 'client_code\r\nPIEGE\r\n')]),
      letter('chai@domaine.test.ailleurs.test', [attached('ventes2.csv', 'client_code\r\nPIEGE\r\n')]),
    ]);
    const { taken, ignored } = await collectMail(estate.world, box, { now });
    expect(taken).toEqual([
      { name: 'Ventes_20261116.csv', dataset: 'ventes_lignes', isNew: true },
      { name: 'clients.csv', dataset: 'clients', isNew: true },
      { name: 'stock.csv', dataset: 'stock', isNew: true },
    ]);
    expect(ignored.map(({ fr }) => fr)).toEqual([
      '2 messages d’autres expéditeurs : non ouverts, laissés dans la boîte.',
    ]);
    expect(contents()).toEqual({ INBOX: ['', ''], 'Cuvée/lus': ['\\Seen', '\\Seen'] });
    const received = await listReceived(database, estate.world.estate);
    expect(received.map(({ originalName, exportedAt }) => [originalName, exportedAt.toISOString()])).toEqual([
      ['clients.csv', '2026-11-16T05:40:00.000Z'],
      ['stock.csv', '2026-11-16T05:40:00.000Z'],
      ['Ventes_20261116.csv', '2026-11-16T00:00:00.000Z'],
    ]);
  });

  it('never takes the same bytes twice, whoever sends them under whatever name', async () => {
    const box = await open([
      letter('chai@domaine.test', [attached('ventes_20261116.csv', sales)]),
      letter('chai@domaine.test', [attached('encore les ventes.csv', sales)]),
    ]);
    const { taken } = await collectMail(estate.world, box, { now });
    expect(taken.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(await collectMail(estate.world, box, { now })).toEqual({ taken: [], ignored: [] });
    expect(await listReceived(database, estate.world.estate)).toHaveLength(1);
  });

  it('leaves what it does not know where it is, flagged, with a sentence, and says it once', async () => {
    const box = await open([
      letter('chai@domaine.test', [attached('contrat.pdf', '%PDF-1.7')]),
      letter('chai@domaine.test', [attached('export.csv', sales), attached('ventes.csv', sales)]),
      letter('chai@domaine.test', []),
    ]);
    const { taken, ignored } = await collectMail(estate.world, box, { now });
    expect(taken.map(({ name }) => name)).toEqual(['ventes.csv']);
    expect(ignored.map(({ fr }) => fr.slice(0, 40))).toEqual(
      [
        'contrat.pdf n’est pas un export que Cuvée sait lire (CSV, TSV',
        'export.csv : son nom ne dit pas quel export c’est. Il reste',
        'Un message d’un expéditeur autorisé ne contient aucune pièce',
      ].map((words) => words.slice(0, 40)),
    );
    expect(contents()).toEqual({ INBOX: ['\\Flagged', '\\Flagged', '\\Flagged'] });
    expect(await collectMail(estate.world, box, { now })).toEqual({ taken: [], ignored: [] });
  });

  it('does not open a message above the limit, nor read anything while nobody is allowed', async () => {
    const box = await open([letter('chai@domaine.test', [attached('ventes.csv', sales.repeat(2000))])]);
    const tight = { ...estate.world.settings.intake.mail, max_megabytes: 0.01 };
    const { taken, ignored } = await collectMail(withMail(tight), box, { now });
    expect({ taken, said: ignored[0]?.fr }).toEqual({
      taken: [],
      said: 'Un message dépasse 0.01 Mo : il reste dans la boîte. Déposez cet export dans le dossier ou sur la page Imports.',
    });
    const closed = await collectMail(withMail({ ...tight, senders: [] }), box, { now });
    expect(closed.ignored.map(({ fr }) => fr.slice(0, 28))).toEqual(['Aucun expéditeur n’est autor']);
  });

  it('says which of the two is wrong, the password or the server', async () => {
    const box = await open([]);
    await expect(collectMail(estate.world, { ...box, password: 'faux' }, { now })).rejects.toMatchObject({
      code: 'MAILBOX_REFUSED',
    });
    await server?.close();
    server = undefined;
    await expect(collectMail(estate.world, box, { now })).rejects.toMatchObject({
      code: 'MAILBOX_UNREACHABLE',
      retry: 'later',
    });
  });

  it('gives its password to no other machine without encryption', async () => {
    const box = await open([letter('chai@domaine.test', [attached('ventes.csv', sales)])]);
    // The same server by a name that does not say it is here; it offers no STARTTLS.
    const refused: unknown = await collectMail(estate.world, { ...box, host: 'LOCALHOST' }, { now }).catch(
      (error: unknown) => error,
    );
    expect(refused instanceof Failure && [refused.code, String(refused.cause)]).toEqual([
      'MAILBOX_UNREACHABLE',
      expect.stringContaining('STARTTLS'),
    ]);
  });

  it('is none where the estate named none, and asks for its password where it did', () => {
    const { intake } = estate.world.settings;
    expect(mailConnection({ ...intake, mail: { ...intake.mail, host: '' } }, 'secret')).toBeUndefined();
    expect(() => mailConnection(intake, undefined)).toThrow(/cuvee estate mail-password/);
    expect(mailConnection(intake, 'secret')).toMatchObject({ port: 993, secure: true, mailbox: 'INBOX' });
  });
});

function withMail(mail: TestEstate['world']['settings']['intake']['mail']): TestEstate['world'] {
  const { settings } = estate.world;
  return { ...estate.world, settings: { ...settings, intake: { ...settings.intake, mail } } };
}

interface MailServer {
  readonly folders: Readonly<Record<string, { messages: readonly { flags: readonly string[] }[] }>>;
  close(): Promise<void>;
}

async function open(letters: readonly string[]): Promise<MailConnection> {
  const plugins = ['ID', 'SASL-IR', 'AUTH-PLAIN', 'NAMESPACE', 'ENABLE', 'LITERALPLUS', 'UNSELECT', 'MOVE', 'UIDPLUS'];
  const imap = hoodiecrow({ plugins, storage: { INBOX: { messages: letters.map((raw) => ({ raw })) } } });
  const port = await new Promise<number>((resolve) => {
    imap.server.listen(0, '127.0.0.1', () => resolve(portOf(imap.server)));
  });
  server = {
    folders: imap.folderCache,
    close: () => new Promise((resolve) => void imap.server.close(() => resolve())),
  };
  return { host: '127.0.0.1', port, secure: false, user: 'testuser', password: 'testpass', mailbox: 'INBOX' };
}

function portOf(listening: Server): number {
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Each mailbox with the marks of its messages, those that hold none left out. */
function contents(): Record<string, string[]> {
  const mailboxes = Object.entries(server?.folders ?? {}).map(
    ([path, { messages }]) => [path, messages.map(({ flags }) => flags.join(' '))] as const,
  );
  return Object.fromEntries(
    mailboxes.flatMap(([path, flags]) => (flags.length > 0 ? [[decoded(path), [...flags]] as const] : [])),
  );
}

/** The accents of a mailbox's name travel in modified UTF-7 (RFC 3501, 5.1.3). */
function decoded(path: string): string {
  return path.replace('&AOk-', 'é');
}

function attached(name: string, content: string): string {
  return [
    '--limite',
    `Content-Type: application/octet-stream; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64'),
  ].join('\r\n');
}

function letter(from: string, parts: readonly string[]): string {
  const logo =
    '--limite\r\nContent-Type: image/png; name="logo.png"\r\nContent-Disposition: inline; filename="logo.png"\r\n\r\nx';
  return [
    `From: <${from}>`,
    'To: <exports@domaine.test>',
    'Subject: exports',
    `Date: ${monday}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="limite"',
    '',
    '--limite\r\nContent-Type: text/plain\r\n\r\nBonjour',
    logo,
    ...parts,
    '--limite--',
    '',
  ].join('\r\n');
}
