import { describe, expect, it } from 'vitest';
import { batchTo, clientOf, openFake } from '../fake-brevo/support.ts';

const anne = 'anne@client.test';
const offers = 'offres@domaine.test';

describe('a contact at Brevo', () => {
  it.each(['duplicate_parameter', 'invalid_parameter'] as const)(
    'that exists is recognised by what is double, whether Brevo says %s or not',
    async (duplicateContactCode) => {
      const fake = await openFake({ duplicateContactCode });
      const brevo = clientOf(fake);
      expect(await brevo.createContact({ email: anne })).toMatchObject({ outcome: 'done' });
      expect(await brevo.createContact({ email: anne })).toEqual({ outcome: 'exists', identifiers: ['email'] });
    },
  );

  it('loses in silence the attributes Brevo does not know, so we can ask which it knows', async () => {
    const fake = await openFake({ attributes: { NOM: 'text', CA_12_MOIS: 'float' } });
    const brevo = clientOf(fake);
    expect(await brevo.attributeNames()).toEqual({ outcome: 'done', value: ['NOM', 'CA_12_MOIS'] });
    await brevo.upsertContact({ email: anne, attributes: { NOM: 'Martin', CA_12_MOIS: '120,50', SEGMENT: 'VIP' } });
    expect(await brevo.contact(anne)).toMatchObject({ outcome: 'done', value: { attributes: { NOM: 'Martin' } } });
    expect(await brevo.contact('inconnu@client.test')).toEqual({ outcome: 'done', value: undefined });
  });

  it('is updated with others in one call, and deleted twice without complaint', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    await brevo.upsertContact({ email: anne });
    await brevo.updateContacts([
      { email: anne, attributes: { NOM: 'Martin' } },
      { email: 'inconnu@client.test', attributes: { NOM: 'X' } },
    ]);
    expect(await brevo.contact(anne)).toMatchObject({ value: { attributes: { NOM: 'Martin' } } });
    expect((await brevo.deleteContact(anne)).outcome).toBe('done');
    expect((await brevo.deleteContact(anne)).outcome).toBe('done');
    expect(fake.control.counts().contacts).toBe(0);
  });

  it('who left is not brought back by an import that says nothing of it', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    await brevo.blockEverywhere(anne, [offers]);
    const folder = await brevo.createContactFolder('Cuvée');
    const folderId = folder.outcome === 'done' ? folder.value : 0;
    const list = await brevo.createContactList({ name: 'Clients', folderId });
    const listId = list.outcome === 'done' ? list.value : 0;
    const contacts = [anne, 'bruno@client.test'].map((email) => ({ email, attributes: { NOM: 'Martin' } }));
    const started = await brevo.importContacts({ contacts, listIds: [listId] });
    const processId = started.outcome === 'done' ? started.value : 0;
    expect(await brevo.importState(processId)).toEqual({ outcome: 'done', value: 'queued' });
    expect(await brevo.awaitImport(processId)).toEqual({ outcome: 'done', value: 'completed' });
    expect(await brevo.contact('bruno@client.test')).toMatchObject({ value: { attributes: { NOM: 'Martin' } } });
    expect(await brevo.contact(anne)).toMatchObject({ value: { isBlacklisted: true } });
    expect(fake.control.resubscriptions()).toEqual([]);
  });

  it('lie in lists, and lists in folders that are found by name, however many there are', async () => {
    const brevo = clientOf(await openFake());
    expect(await brevo.createContactList({ name: 'Clients', folderId: 1 })).toMatchObject({ outcome: 'refused' });
    for (let number = 1; number <= 52; number++) await brevo.createContactFolder(`Dossier ${number}`);
    const folders = await brevo.contactFolders();
    expect(folders.outcome === 'done' && folders.value.map(({ name }) => name)).toHaveLength(53);
    expect(folders).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ name: 'Dossier 52' })]) });
  });

  it('would be brought back by an import that says so, and the fake tells on it', async () => {
    const fake = await openFake();
    await clientOf(fake).blockEverywhere(anne, [offers]);
    await fetch(`${fake.apiUrl}/contacts/import`, {
      method: 'POST',
      headers: { 'api-key': 'any', 'content-type': 'application/json' },
      body: JSON.stringify({ jsonBody: [{ email: anne }], listIds: [1], emailBlacklist: false }),
    });
    await fake.control.advance(60_000);
    expect(fake.control.resubscriptions()).toEqual([{ email: anne, by: 'POST /contacts/import' }]);
  });
});

describe('a refusal', () => {
  it('of the estate’s register blocks both channels, known contact or not', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    expect((await brevo.blockEverywhere(anne, [offers])).outcome).toBe('done');
    expect([fake.control.isBlacklisted(anne), fake.control.isBlocked(anne, offers)]).toEqual([true, true]);
    await brevo.sendEmails(batchTo([anne]));
    await fake.control.advance(3_600_000);
    expect(fake.control.truth()).toMatchObject([{ happened: ['request', 'blocked'], isDelivered: false }]);
  });

  it('in one letter blocks that sender alone, and leaves the campaigns open', async () => {
    const fake = await openFake({ scripts: { [anne]: ['request', 'delivered', 'unsubscribed'] } });
    const brevo = clientOf(fake);
    await brevo.upsertContact({ email: anne });
    await brevo.sendEmails(batchTo([anne]));
    await fake.control.advance(48 * 3_600_000);
    expect(fake.control.isBlocked(anne, offers)).toBe(true);
    expect(fake.control.isBlocked(anne, 'contact@domaine.test')).toBe(false);
    expect(fake.control.isBlacklisted(anne)).toBe(false);
    for await (const page of brevo.blockedContacts()) {
      expect(page).toMatchObject({ value: [{ email: anne, sender: offers, code: 'unsubscribedViaEmail' }] });
    }
  });

  it('taken back in writing is taken off the list, once and for all repeats', async () => {
    const fake = await openFake();
    const brevo = clientOf(fake);
    await brevo.blockEverywhere(anne, [offers]);
    expect((await brevo.unblockTransactional(anne)).outcome).toBe('done');
    expect((await brevo.unblockTransactional(anne)).outcome).toBe('done');
    expect(fake.control.isBlocked(anne, offers)).toBe(false);
  });
});

it('an erased client leaves no address in Brevo’s logs', async () => {
  const fake = await openFake();
  const brevo = clientOf(fake);
  await brevo.sendEmails(batchTo([anne]));
  await fake.control.advance(3_600_000);
  expect((await brevo.deleteLogs(anne)).outcome).toBe('done');
  const days = { startDate: '2026-11-16', endDate: '2026-11-16' };
  expect(await brevo.lookUpEmails({ email: anne, ...days })).toEqual({ outcome: 'done', value: [] });
  expect(JSON.stringify([fake.control.letters(), fake.control.truth()])).not.toContain(anne);
});

it('the estate’s senders and webhooks are read, made and changed', async () => {
  const fake = await openFake({ activeSenders: [offers] });
  const brevo = clientOf(fake);
  expect(await brevo.senders()).toMatchObject({ value: [{ email: offers, isActive: true }] });
  const wanted = {
    url: 'https://domaine.test/hook',
    description: 'Cuvée',
    events: ['hardBounce'],
    bearerToken: 'secret',
  };
  const created = await brevo.createWebhook({ ...wanted, type: 'transactional' });
  const id = created.outcome === 'done' ? created.value : 0;
  expect(await brevo.createWebhook({ ...wanted, type: 'transactional', events: ['hard_bounce'] })).toMatchObject({
    outcome: 'refused',
    because: 'request',
  });
  await brevo.updateWebhook(id, { ...wanted, events: ['hardBounce', 'spam'] });
  expect(await brevo.webhooks()).toMatchObject({ value: [{ id, events: ['hardBounce', 'spam'] }] });
  const other = await brevo.sendEmails(batchTo([anne], { sender: { email: 'autre@domaine.test' } }));
  expect(other).toMatchObject({ outcome: 'refused', because: 'request', retryable: false });
});
