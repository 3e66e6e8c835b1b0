/**
 * A person seeded in every place of an estate, then forgotten: afterwards every table and every file is searched for anything of
 * them, here, in a backup made later, after an older backup is restored, and after the next export names them again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyRaw } from '../../src/1-raw/verify-raw.ts';
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { correctClient } from '../../src/4-warehouse/clients/correct-client.ts';
import { readArchive } from '../../src/backup/archive-reader.ts';
import { backUp } from '../../src/backup/back-up.ts';
import { differing, fingerprints } from '../../src/backup/fingerprints.ts';
import { backupKey } from '../../src/backup/key.ts';
import { restore } from '../../src/backup/restore.ts';
import { allTables } from '../../src/backup/tables.ts';
import { sql } from '../../src/db/sql.ts';
import { eraseClient, type ErasureResult } from '../../src/erasure/erase-client.ts';
import { readLedger } from '../../src/erasure/ledger.ts';
import { exportClient } from '../../src/erasure/export-client.ts';
import { writeJournal } from '../../src/journal/journal.ts';
import { verifyJournal } from '../../src/journal/verify-journal.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { type BackupCase, backupCase } from '../backup/backup-case.ts';
import { insertRows } from '../support/insert-rows.ts';

const email = 'zephyrine.canarelli@canari.test';
/** Anything of the person: names with and without accents, code as written and as known, telephone, street, town. */
const anything = 'canarell|z.phyrine|zephyrine|zc.?9041|41.?90.?41.?90|allee des serins|all.e des serins|serinville';
const letterId = '01900000-0000-7000-8000-00000000c001';
const inboxId = '01900000-0000-7000-8000-00000000c002';

const silentBrevo = async () => ({ outcome: 'rate_limited', resetSeconds: 60, sentence: { fr: '', en: '' } }) as const;
const closedBrevo = async () =>
  ({
    outcome: 'refused',
    because: 'key',
    code: 'unauthorized',
    sentence: { fr: 'Brevo refuse la clé API.', en: 'Brevo refuses the API key.' },
    retryable: false,
  }) as const;

describe('a person who asks to be forgotten', () => {
  let estate: BackupCase;
  let older: string;
  let erased: ErasureResult;
  let salesBefore: unknown;
  let seeded: string[];
  let seededStill: string[];
  let whileBrevoIsSilent: unknown;
  let whileBrevoRefuses: unknown;

  beforeAll(async () => {
    estate = await backupCase();
    const { stage, installation } = estate;
    await seedEverywhere();
    salesBefore = await sales();
    older = (await backUp(stage.world, { reason: 'by_hand', now: stage.now(), installation })).path;
    seeded = await traces(stage.estate);
    await stage.brevo.upsertContact({ email });
    const request = { client: 'ZC-9041', reason: 'asked', requestedBy: 'Claire', now: stage.now() } as const;
    const tried = (brevo: typeof silentBrevo | typeof closedBrevo) =>
      eraseClient(stage.world, { ...request, brevo: { deleteContact: brevo, deleteLogs: brevo } }).catch(
        (error: unknown) => error,
      );
    whileBrevoIsSilent = await tried(silentBrevo);
    whileBrevoRefuses = await tried(closedBrevo);
    seededStill = await traces(stage.estate);
    erased = await eraseClient(stage.world, { ...request, why: 'demande du 20 juillet', brevo: stage.brevo });
  });
  afterAll(async () => {
    await estate?.close();
  });

  it('had everything that is known of them handed out first', async () => {
    // Asked before the erasure, in seedEverywhere.
    expect(seeded.length).toBeGreaterThan(15);
    expect(handedOut).toMatch(/Canarelli[\s\S]*ZC9041/);
    for (const place of [
      'etl.clients',
      'etl.ventes_lignes',
      'crm.client_notes',
      'crm.outbox',
      'app.journal',
      'files',
    ]) {
      expect(handedOut).toContain(`"${place}"`);
    }
  });

  it('leaves no word in any table and any file, and every sale in the accounts', async () => {
    expect(await traces(estate.stage.estate)).toEqual([]);
    expect(await sales()).toEqual(salesBefore);
    expect(erased.files).toMatchObject({ unreadable: [] });
  });

  it('is gone from Brevo too; while Brevo does not answer, or refuses, nothing is erased at all', async () => {
    expect(await estate.stage.brevo.contact(email)).toEqual({ outcome: 'done', value: undefined });
    expect(erased.brevoContacts).toBe(1);
    expect(whileBrevoIsSilent).toMatchObject({ code: 'BREVO_UNREACHED', retry: 'later' });
    expect(whileBrevoRefuses).toMatchObject({
      code: 'BREVO_REFUSED',
      retry: 'never',
      sentence: { fr: expect.stringMatching(/^Brevo refuse la clé API\. Rien n'a été effacé/) },
    });
    expect(seededStill).toEqual(seeded);
  });

  it('leaves a journal that can still be verified, and RAW files that are what the register says', async () => {
    const { stage } = estate;
    expect(await verifyJournal(stage.database, stage.estate)).toMatchObject({ isWhole: true });
    expect((await verifyRaw(stage.world)).damaged).toEqual([]);
    await stage.database.execute(
      sql(
        `update app.journal set reason = 'autre' where estate_id = :'estate' and subject like '%' || :'pseudonym' || '%'`,
      ),
      { estate: stage.estate, pseudonym: erased.pseudonym },
    );
    expect(await verifyJournal(stage.database, stage.estate)).toMatchObject({ isWhole: false });
    await stage.database.execute(
      sql(
        `update app.journal set reason = null where estate_id = :'estate' and subject like '%' || :'pseudonym' || '%' and action <> 'client.forgotten'`,
      ),
      { estate: stage.estate, pseudonym: erased.pseudonym },
    );
    await stage.database.execute(
      sql(
        `update app.journal set reason = 'demande du 20 juillet' where estate_id = :'estate' and action = 'client.forgotten'`,
      ),
      { estate: stage.estate },
    );
  });

  it('is not in a run done again: what was computed stays as it is', async () => {
    const { stage } = estate;
    const asOf = stage.mondays[0] ?? '';
    expect((await runWeek(stage.world, { asOf })).stoppedBy).toBeUndefined();
    const before = await fingerprints(stage.database, stage.estate);
    expect((await runWeek(stage.world, { asOf })).stoppedBy).toBeUndefined();
    expect(differing(before, await fingerprints(stage.database, stage.estate))).toEqual([]);
    expect(await traces(stage.estate)).toEqual([]);
  });

  it('does not come back with the next export, whatever it says of consent', async () => {
    const { stage } = estate;
    await dropCanary('20260810_060000');
    expect(
      (await runWeek(stage.world, { asOf: stage.mondays[0] ?? '', acceptDrift: 'essai' })).stoppedBy,
    ).toBeUndefined();
    const [client] = await stage.database.rows(
      sql(
        `select nom, email, ville, is_till from etl.clients where estate_id = :'estate' and client_code = :'pseudonym'`,
      ),
      { estate: stage.estate, pseudonym: erased.pseudonym },
    );
    expect(client).toEqual({ nom: null, email: null, ville: null, is_till: true });
    // The export itself, as the cellar software wrote it, is cleaned by the night's work.
    expect((await traces(stage.estate)).every((place) => place.startsWith('raw/'))).toBe(true);
  });

  it('is forgotten again in a backup restored from before, and is in none made after', async () => {
    const { stage, place, installation } = estate;
    // The ledger beside the backups is lost with its disk: the register writes it again.
    await rm(join(dirname(older), 'erasures.jsonl'));
    await runRetentionNow();
    expect(await traces(stage.estate)).toEqual([]);
    const later = await backUp(stage.world, {
      reason: 'night',
      now: new Date(stage.now().getTime() + 60_000),
      installation,
    });
    expect(await readLedger(dirname(later.path))).toHaveLength(1);
    expect(await tracesInArchive(later.path)).toEqual([]);
    expect(await tracesInArchive(older)).not.toEqual([]);
    const restored = await restore(place, { path: older, estate: 'avant' });
    expect(restored.erasuresReplayed).toBe(1);
    expect(await traces('avant')).toEqual([]);
    expect(await verifyJournal(stage.database, 'avant')).toMatchObject({ isWhole: true });
  });

  let handedOut = '';

  async function seedEverywhere(): Promise<void> {
    const { stage } = estate;
    const { world, database } = stage;
    await dropCanary('20260727_054500');
    const { stoppedBy } = await runWeek(world, { asOf: stage.mondays[0] ?? '', acceptDrift: 'essai' });
    if (stoppedBy) throw stoppedBy;
    await correctClient(world, { client: 'ZC-9041', column: 'prenom', value: 'Zéphyrine-Marie' });
    await correctClient(world, { client: 'ZC-9041', column: 'telephone', value: '+33641904190' });
    const own = { estate_id: stage.estate, client_code: 'ZC9041' };
    await insertRows(database, 'crm.client_notes', [
      { ...own, note_id: inboxId, words: 'Mme Canarelli préfère le matin', author: 'Claire', written_at: stage.now() },
    ]);
    await insertRows(database, 'etl.row_corrections', [
      {
        estate_id: stage.estate,
        source: 'isavigne',
        dataset: 'clients',
        row_hash: 'hash',
        column_name: 'nom',
        value: 'Canarelli',
        author: 'Claire',
        reason: '',
        decided_at: stage.now(),
      },
    ]);
    await insertRows(database, 'crm.client_tags', [{ ...own, tag: 'amie-canarelli', author: 'Claire' }]);
    await insertRows(database, 'crm.outbox', [
      {
        ...own,
        campaign_id: letterId,
        household_key: 'ZC9041',
        letter_id: letterId,
        idempotency_key: letterId,
        state: 'accepted',
        email_hash: 'hash',
        letter: { client: { civilite: 'Mme', nom: 'Canarelli', prenom: 'Zéphyrine' }, wines: [] },
        letter_hash: 'hash',
      },
    ]);
    await insertRows(database, 'crm.letter_events', [
      {
        estate_id: stage.estate,
        dedupe_key: 'k',
        letter_id: letterId,
        kind: 'soft_bounce',
        happened_at: stage.now(),
        reason: `<${email}> is full`,
        source: 'brevo',
      },
    ]);
    await insertRows(database, 'etl.event_inbox', [
      {
        estate_id: stage.estate,
        inbox_id: inboxId,
        source: 'brevo:webhook',
        body: `{"email":"${email}","event":"click"}`,
        received_at: stage.now(),
      },
    ]);
    await insertRows(database, 'crm.approvals', [
      {
        estate_id: stage.estate,
        approval_id: letterId,
        subject: 'recommendations',
        scope: 'client',
        scope_key: 'ZC9041',
        decision: 'rejected',
        content_hash: 'hash',
        author: 'Claire',
        decided_by: 'Marc',
        reason: 'Madame CANARELLI est en voyage, 06.41.90.41.90',
        effective_at: stage.now(),
        expires_at: stage.now(),
      },
    ]);
    await database.transaction((session) =>
      writeJournal(session, {
        estate: stage.estate,
        actor: 'Claire',
        action: 'note.written',
        subject: 'client:ZC9041',
        after: { words: 'Zéphyrine a appelé' },
      }),
    );
    handedOut = JSON.stringify(await exportClient(world, 'ZC-9041'));
  }

  async function dropCanary(stamp: string): Promise<void> {
    const { stage } = estate;
    const folder = join(dirname(stage.exports), `canary-${stamp}`);
    const files: Record<string, string | Buffer> = {
      [`clients/clients_${stamp}.csv`]: Buffer.from(
        'code client;nom;prenom;email;telephone;adresse;code postal;ville;observations\r\n' +
          `ZC-9041;CANARELLI;Zéphyrine;${email};Zéphyrine 41;"12 allée des Serins\r\nBât. B";68000;Serinville;appeler Zéphyrine\r\n` +
          `AUTRE7;Durand;Paul;paul.durand@canari.test;03 89 00 00 07;1 rue du Lavoir;68000;Colmar;${stamp}\r\n`,
        'latin1',
      ),
      [`ventes_lignes/ventes_lignes_${stamp}.csv`]:
        'client_code;date_livraison;produit_label;qty_line;mt_ht;mt_ttc;document_type;document_no;email;ville\n' +
        `ZC-9041;03/02/2015;RIESLING 2012;6;60,00;72,00;FACTURE;C${stamp.slice(4, 8)};${email};Serinville\n` +
        `ZC-9041;pas un jour;RIESLING 2012;6;60,00;72,00;FACTURE;D${stamp.slice(4, 8)};${email};Serinville\n` +
        `AUTRE7;04/02/2015;RIESLING 2012;6;60,00;72,00;FACTURE;E${stamp.slice(4, 8)};;\n`,
      [`contacts/contacts_${stamp}.xls`]:
        '<html><body><table><tr><th>client_code</th><th>email</th><th>contact_date</th><th>channel</th><th>status</th></tr>' +
        `<tr><td>ZC-9041</td><td>${email}</td><td>05/02/2015</td><td>email</td><td>envoyé</td></tr>` +
        '<tr><td>AUTRE7</td><td></td><td>06/02/2015</td><td>email</td><td>envoyé</td></tr></table></body></html>',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await takeExports(stage.world, folder);
    await rm(folder, { recursive: true });
  }

  async function runRetentionNow(): Promise<void> {
    const { runRetention } = await import('../../src/erasure/run-retention.ts');
    await runRetention(estate.stage.world, { now: estate.stage.now() });
  }

  async function sales(): Promise<unknown> {
    const { stage } = estate;
    return stage.database.rows(
      sql(`select count(*) as lines, sum(mt_ht) as ht, sum(mt_ttc) as ttc, count(distinct client_code) as clients
           from etl.ventes_lignes where estate_id = :'estate'`),
      { estate: stage.estate },
    );
  }

  async function tracesInArchive(path: string): Promise<string[]> {
    const { identity } = await backupKey(estate.installation.home);
    const found = new Set<string>();
    const look = (place: string, bytes: Buffer): void => {
      const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
      if (new RegExp(anything, 'i').test(plain.toString('utf8') + plain.toString('latin1'))) found.add(place);
    };
    await readArchive(path, identity, {
      rows: async (table, part) => look(table, part),
      async file(name, bytes) {
        const pieces: Buffer[] = [];
        for await (const piece of bytes) pieces.push(piece);
        look(name, Buffer.concat(pieces));
      },
    });
    return [...found];
  }

  /** Every place that still says something of the person: tables by name, files by path. */
  async function traces(of: string): Promise<string[]> {
    const { stage, installation } = estate;
    const found: string[] = [];
    for (const { name } of await allTables(stage.database)) {
      const row = await stage.database.one<{ rows: number }>(
        sql(
          `select count(*) as rows from ${name} as looked where estate_id = :'estate' and looked::text ~* :'anything'`,
        ),
        { estate: of, anything },
      );
      if ((row?.rows ?? 0) > 0) found.push(name);
    }
    const root = join(installation.home, of);
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
      const text = plain.toString('utf8') + plain.toString('latin1');
      if (new RegExp(anything, 'i').test(text)) found.push(path.slice(root.length + 1));
    }
    return found;
  }
});
