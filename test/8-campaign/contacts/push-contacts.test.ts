import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf } from '../../../prove/sending-stage.ts';
import { createDryRunBrevo } from '../../../src/brevo/dry-run.ts';
import { emailHashOf, registerRefusal } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { pushContacts } from '../../../src/8-campaign/contacts/push-contacts.ts';
import { sql } from '../../../src/db/sql.ts';
import { clientOf, openFake } from '../../fake-brevo/support.ts';
import { type SendingCase, sendingCase } from '../outbox/sending-case.ts';

describe('the contacts of the estate at Brevo', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 8 });
    await stage.run(`update etl.clients set is_trade = true where client_code = 'C00003'`);
    await stage.run(`update crm.customer_360 set legal_basis = 'none' where client_code = 'C00004'`);
    await stage.run(`update etl.clients set email = '${emailOf(6)}' where client_code = 'C00005'`);
    await stage.run(`update crm.customer_360 set is_opted_out = true where client_code = 'C00006'`);
    await stage.run(`update etl.clients set email = '${emailOf(7).toUpperCase()}' where client_code = 'C00008'`);
    await stage.run(
      `update crm.customer_360 set rfm_code = '545', rfm_mean = 4.67, net_ht = 1234.567, last_order_on = '2026-10-19'`,
    );
    await registerRefusal(stage.world.database, {
      estate: 'domaine',
      about: { emailHash: emailHashOf(emailOf(1)) },
      event: 'unsubscribe',
      evidence: 'letter:1',
      on: '2026-11-16',
    });
  });
  afterAll(() => stage.close());

  it('are those who may be written to, with what helps to choose among them; who left is blocked and stays so', async () => {
    const fake = await openFake({ attributes: { NOM: 'text', CUVEE_RFM: 'text' } });
    const brevo = clientOf(fake);
    const now = stage.at;
    const told = await pushContacts(stage.world, brevo, { now, by: 'Claire' });
    expect(told).toMatchObject({
      pushed: 2,
      unfinished: 0,
      removed: 0,
      leftOut: { OPTED_OUT: 2, TRADE_CLIENT: 1, NO_LEGAL_BASIS: 1 },
      refusals: { told: 1 },
    });
    expect(told.createdAttributes).toContain('CUVEE_SEGMENT');
    expect(told.createdAttributes).not.toContain('CUVEE_RFM');
    expect(await brevo.contact(emailOf(2))).toMatchObject({
      value: {
        isBlacklisted: false,
        attributes: {
          CUVEE_SEGMENT: 'Fidèle',
          CUVEE_RFM: '545',
          CUVEE_SCORE: expect.any(Number),
          CUVEE_CA_HT: 1234.57,
          CUVEE_DERNIER_ACHAT: '2026-10-19',
        },
      },
    });
    expect(await brevo.contact(emailOf(1))).toMatchObject({ value: { isBlacklisted: true, attributes: {} } });
    for (const number of [3, 4, 5, 6]) expect(await brevo.contact(emailOf(number))).toMatchObject({ value: undefined });
    // One address of two households is one contact.
    expect(fake.control.counts().contacts).toBe(3);

    const again = await pushContacts(stage.world, brevo, { now, by: 'Claire' });
    expect(again).toMatchObject({ pushed: 2, createdAttributes: [], refusals: { told: 0 } });
    expect(await brevo.contactLists()).toMatchObject({ value: [{ name: 'Cuvée domaine' }] });
    expect(await brevo.contactFolders()).toMatchObject({ value: [{ name: 'Your First Folder' }, { name: 'Cuvée' }] });
    expect(fake.control.resubscriptions()).toEqual([]);
    const [entry] = await stage.world.database.rows<{ after: unknown }>(
      sql(`select after from app.journal where action = 'brevo.contacts_pushed' order by at limit 1`),
    );
    expect(JSON.stringify(entry)).not.toContain('@');
  });

  it('leave the list when they may no longer be written to: what was told of them goes, what they refused stays', async () => {
    const fake = await openFake({ attributes: { NOM: 'text' } });
    const brevo = clientOf(fake);
    const now = stage.at;
    await pushContacts(stage.world, brevo, { now });
    const lists = await brevo.contactLists();
    const [list] = lists.outcome === 'done' ? lists.value : [];
    // One bought as a trade client since; another left, and bears a name the estate gave at Brevo by hand.
    const byHand = { attributes: { NOM: 'Martin' }, listIds: [list?.id ?? 0], emailBlacklisted: true } as const;
    await brevo.upsertContact({ email: emailOf(1), ...byHand });
    await stage.run(`update etl.clients set is_trade = true where client_code = 'C00002'`);
    const told = await pushContacts(stage.world, brevo, { now });
    expect(told).toMatchObject({ pushed: 1, removed: 2 });
    expect(await brevo.contact(emailOf(1))).toMatchObject({
      value: { isBlacklisted: true, listIds: [], attributes: { NOM: 'Martin' } },
    });
    expect(await brevo.contact(emailOf(2))).toMatchObject({ value: { listIds: [], attributes: {} } });
    expect(await brevo.contact(emailOf(7))).toMatchObject({ value: { listIds: [list?.id] } });
    expect(await pushContacts(stage.world, brevo, { now })).toMatchObject({ removed: 0 });
    expect(fake.control.resubscriptions()).toEqual([]);
    await stage.run(`update etl.clients set is_trade = false where client_code = 'C00002'`);
    expect(await pushContacts(stage.world, brevo, { now })).toMatchObject({ pushed: 2, removed: 0 });
    expect(await brevo.contact(emailOf(2))).toMatchObject({ value: { attributes: { CUVEE_RFM: '545' } } });
  });

  it('stay in the list while Brevo still works on emptying them: they leave the next time', async () => {
    const brevo = clientOf(await openFake());
    const now = stage.at;
    await pushContacts(stage.world, brevo, { now });
    await stage.run(`update etl.clients set is_trade = true where client_code = 'C00002'`);
    let isSlow = true;
    const slow: typeof brevo = {
      ...brevo,
      awaitImport: (id) => (isSlow ? Promise.resolve({ outcome: 'done', value: 'in_process' }) : brevo.awaitImport(id)),
    };
    expect(await pushContacts(stage.world, slow, { now })).toMatchObject({ removed: 0 });
    isSlow = false;
    expect(await pushContacts(stage.world, slow, { now })).toMatchObject({ removed: 1 });
    await stage.run(`update etl.clients set is_trade = false where client_code = 'C00002'`);
  });

  it('are not touched in a dry run, nor imported while a refusal cannot be told', async () => {
    const now = stage.at;
    expect(await pushContacts(stage.world, createDryRunBrevo(), { now })).toMatchObject({
      pushed: 0,
      stopped: { fr: expect.any(String) },
    });
    await registerRefusal(stage.world.database, {
      estate: 'domaine',
      about: { emailHash: emailHashOf(emailOf(2)) },
      event: 'unsubscribe',
      evidence: 'letter:2',
      on: '2026-11-16',
    });
    const fake = await openFake();
    const brevo = clientOf(fake);
    const refused = {
      outcome: 'refused',
      because: 'key',
      code: 'unauthorized',
      sentence: { fr: 'Clé refusée.', en: 'Key refused.' },
      retryable: false,
    } as const;
    expect(
      await pushContacts(stage.world, { ...brevo, blockEverywhere: () => Promise.resolve(refused) }, { now }),
    ).toMatchObject({ pushed: 0, stopped: { fr: 'Clé refusée.' } });
    expect(fake.control.counts().contacts).toBe(0);
  });
});
