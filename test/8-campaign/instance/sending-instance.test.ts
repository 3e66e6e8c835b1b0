import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { worldOf } from '../../../prove/sending-stage.ts';
import { confirmInstance, sendingInstance } from '../../../src/8-campaign/instance/sending-instance.ts';
import { sql } from '../../../src/db/sql.ts';
import { openDatabase } from '../../../src/db/database.ts';
import { readJournal } from '../../../src/journal/journal.ts';
import { hand, type SendingCase, sendingCase, tuesday } from '../outbox/sending-case.ts';

let stage: SendingCase;
beforeEach(async () => {
  stage = await sendingCase({ clients: 10, isConfirmed: false });
});
afterEach(() => stage.close());

const stateOf = async (): Promise<string> => (await sendingInstance(stage.world.database, stage.world)).state;

it('a fresh installation sends once a named person has confirmed it, and goes on sending', async () => {
  const campaignId = await stage.campaign({ letters: 5 });
  const { mailer, batches } = hand();
  expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused', code: 'INSTANCE_NOT_CONFIRMED' });
  await expect(confirmInstance(stage.world, 'cuvee', tuesday)).rejects.toMatchObject({ code: 'NO_NAME' });
  await confirmInstance(stage.world, 'Claire', tuesday);
  expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent' });
  const second = await stage.campaign({ letters: 5, firstClient: 6 });
  expect(await stage.send(second, mailer)).toMatchObject({ outcome: 'sent' });
  expect(batches).toHaveLength(2);
  const [entry] = (await readJournal(stage.world.database, 'domaine', 50)).filter(
    ({ action }) => action === 'instance.confirmed',
  );
  expect(entry).toMatchObject({ actor: 'Claire' });
});

it('a database restored in place over a newer one sends nothing, and calls nobody, until a person confirms it', async () => {
  await confirmInstance(stage.world, 'Claire', tuesday);
  const first = await stage.campaign({ letters: 5 });
  const dump = await stage.world.database.one<{ instance_hash: string }>(
    sql(`select instance_hash from crm.sending_instances where estate_id = 'domaine'`),
  );
  await stage.send(first, hand().mailer);
  await stage.run(`update crm.sending_instances set instance_hash = '${dump?.instance_hash}'`);
  await stage.run(`update crm.outbox set state = 'unknown', lease_until = '2026-11-17', claimed_by = 'x'`);
  const second = await stage.campaign({ letters: 5, firstClient: 6 });
  const { mailer, batches, lookUps } = hand();
  expect(await stage.send(second, mailer)).toMatchObject({ outcome: 'refused', code: 'INSTANCE_NOT_CONFIRMED' });
  await stage.run(`update crm.campaigns set state = 'sending'`);
  expect(await stage.send(first, mailer)).toMatchObject({ outcome: 'refused' });
  expect({ batches, lookUps }).toEqual({ batches: [], lookUps: [] });
  await confirmInstance(stage.world, 'Claire', tuesday);
  expect(await stage.send(second, mailer)).toMatchObject({ outcome: 'sent' });
});

it('a copy of the folder elsewhere, and a copy of the database under another name, are other installations', async () => {
  await confirmInstance(stage.world, 'Claire', tuesday);
  const copy = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  const { database } = stage.world;
  const url = new URL(database.url);
  const name = `${url.pathname.slice(1)}_copy`;
  try {
    await cp(stage.home, copy, { recursive: true });
    const elsewhere = await worldOf(database, { estate: 'domaine', home: copy, clock: () => tuesday });
    expect((await sendingInstance(database, elsewhere)).state).toBe('other');
    expect(await stateOf()).toBe('confirmed');

    const server = new URL(database.url);
    server.pathname = '/postgres';
    const postgres = await openDatabase({ url: server.href, embeddedFolder: '' });
    try {
      const rows = await database.rows<Record<string, unknown>>(sql('select * from crm.sending_instances'));
      await postgres.execute(sql(`create database ${name} template ${await templateOf(postgres)}`));
      url.pathname = `/${name}`;
      const restored = await openDatabase({ url: url.href, embeddedFolder: '' });
      try {
        await restored.execute(
          sql(
            `insert into crm.sending_instances select * from jsonb_populate_recordset(null::crm.sending_instances, :'rows'::jsonb)`,
          ),
          { rows: JSON.stringify(rows) },
        );
        expect((await sendingInstance(restored, stage.world)).state).toBe('other');
      } finally {
        await restored.close();
      }
    } finally {
      await postgres.execute(sql(`drop database if exists ${name} with (force)`));
      await postgres.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

async function templateOf(server: Awaited<ReturnType<typeof openDatabase>>): Promise<string> {
  const own = new URL(stage.world.database.url).pathname.slice(1);
  const row = await server.one<{ name: string }>(
    sql(`select datname as name from pg_database where datname = :'name'`),
    { name: own.replace(/_[^_]+$/, '_template') },
  );
  return row?.name ?? '';
}

it('a mark nobody can read, or a lost one, asks a person again', async () => {
  await confirmInstance(stage.world, 'Claire', tuesday);
  await rm(join(stage.world.folders.config, 'sending-instance.json'));
  expect(await stateOf()).toBe('other');
});
