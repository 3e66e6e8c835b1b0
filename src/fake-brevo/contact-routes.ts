/** `/contacts/*` and `/processes/*`: contacts with the silences of the real ones. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { blockKey } from './blocks.ts';
import { type FakeContact, type House, nextId } from './house.ts';
import { invalid, missing, notFound, problem, Refusal } from './problems.ts';

const change = {
  attributes: z.record(z.string(), z.unknown()).optional(),
  emailBlacklisted: z.boolean().optional(),
  listIds: z.array(z.number()).optional(),
  unlinkListIds: z.array(z.number()).optional(),
  smtpBlacklistSender: z.array(z.string()).optional(),
};
const changeBody = z.object(change);
const createBody = z.object({
  ...change,
  email: z.string(),
  extId: z.string().optional(),
  updateEnabled: z.boolean().optional(),
});
const batchBody = z.object({ contacts: z.array(z.object({ ...change, email: z.string() })) });
const importBody = z.object({
  jsonBody: z.array(z.object({ email: z.string(), attributes: z.record(z.string(), z.unknown()).optional() })),
  listIds: z.array(z.number()).optional(),
  updateExistingContacts: z.boolean().default(true),
  emailBlacklist: z.boolean().optional(),
  emptyContactsAttributes: z.boolean().default(false),
});
const folderBody = z.object({ name: z.string().min(1) });
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});
const memberQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
const removeBody = z.object({ emails: z.array(z.string()).min(1).max(150) });
const listBody = z.object({ name: z.string(), folderId: z.number() });
const attributeBody = z.object({ type: z.enum(['text', 'float', 'date', 'boolean']) });
const idParams = z.object({ id: z.string() });

type Change = z.infer<typeof changeBody>;

const importLimitBytes = 10_000_000;

export function contactRoutes(app: FastifyInstance, house: House): void {
  app.post('/v3/contacts', (request, reply) => {
    const body = read(createBody, request.body);
    const email = body.email.toLowerCase();
    const existing = house.contacts.get(email);
    if (existing && body.updateEnabled !== true) throw exists(house);
    const contact = existing ?? addContact(house, email);
    if (body.extId !== undefined) contact.extId = body.extId;
    applyChange(house, contact, body, 'POST /contacts');
    return existing ? reply.code(204).send() : reply.code(201).send({ id: contact.id });
  });
  app.get('/v3/contacts/:id', (request) => detail(found(house, request.params)));
  app.put('/v3/contacts/:id', (request, reply) => {
    applyChange(house, found(house, request.params), read(changeBody, request.body), 'PUT /contacts');
    return reply.code(204).send();
  });
  app.delete('/v3/contacts/:id', (request, reply) => {
    house.contacts.delete(found(house, request.params).email);
    return reply.code(204).send();
  });
  app.post('/v3/contacts/batch', (request, reply) => {
    for (const { email, ...changed } of read(batchBody, request.body).contacts) {
      const contact = house.contacts.get(email.toLowerCase());
      if (contact) applyChange(house, contact, changed, 'POST /contacts/batch');
    }
    return reply.code(204).send();
  });
  app.post('/v3/contacts/import', (request, reply) => reply.code(202).send({ processId: startImport(house, request) }));
  app.get('/v3/processes/:id', (request) => {
    const process = house.processes.get(Number(idParams.parse(request.params).id));
    if (!process) throw notFound('Process not found');
    return { id: process.id, status: process.status, name: 'import_contacts' };
  });
  listRoutes(app, house);
}

function listRoutes(app: FastifyInstance, house: House): void {
  app.get('/v3/contacts/lists', (request) => ({ count: house.lists.length, lists: paged(house.lists, request) }));
  app.get('/v3/contacts/folders', (request) => ({
    count: house.folders.length,
    folders: paged(house.folders, request),
  }));
  app.post('/v3/contacts/folders', (request, reply) => {
    const folder = { id: nextId(house), ...read(folderBody, request.body) };
    house.folders.push(folder);
    return reply.code(201).send({ id: folder.id });
  });
  app.post('/v3/contacts/lists', (request, reply) => {
    const list = { id: nextId(house), ...read(listBody, request.body) };
    if (!house.folders.some(({ id }) => id === list.folderId)) throw invalid('Folder ID does not exist');
    house.lists.push(list);
    return reply.code(201).send({ id: list.id });
  });
  app.get('/v3/contacts/lists/:id/contacts', (request) => {
    const members = membersOf(house, request.params);
    const { limit, offset } = read(memberQuery, request.query);
    return { count: members.length, contacts: members.slice(offset, offset + limit).map(detail) };
  });
  app.post('/v3/contacts/lists/:id/contacts/remove', (request, reply) => {
    const members = membersOf(house, request.params);
    const emails = read(removeBody, request.body).emails.map((email) => email.toLowerCase());
    const removed = members.filter(({ email }) => emails.includes(email));
    // So says Brevo when none of them is in the list.
    if (removed.length === 0) throw invalid('Contact already removed from list and/or does not exist');
    for (const { listIds } of removed) listIds.delete(Number(idParams.parse(request.params).id));
    return reply.code(201).send({ contacts: { success: removed.map(({ email }) => email), failure: [] } });
  });
  app.get('/v3/contacts/attributes', () => ({
    attributes: [...house.attributes].map(([name, type]) => ({ name, category: 'normal', type })),
  }));
  app.post('/v3/contacts/attributes/normal/:id', (request, reply) => {
    house.attributes.set(idParams.parse(request.params).id, read(attributeBody, request.body).type);
    return reply.code(201).send();
  });
}

function membersOf(house: House, params: unknown): readonly FakeContact[] {
  const id = Number(idParams.parse(params).id);
  if (!house.lists.some((list) => list.id === id)) throw notFound('List ID does not exist');
  return [...house.contacts.values()].filter(({ listIds }) => listIds.has(id));
}

function paged<Item>(items: readonly Item[], request: { readonly query: unknown }): readonly Item[] {
  const { limit, offset } = read(pageQuery, request.query);
  return items.slice(offset, offset + limit);
}

function exists(house: House): Refusal {
  return new Refusal(
    problem(
      400,
      house.behaviour.duplicateContactCode,
      'Unable to create contact, email is already associated with another Contact',
      { metadata: { duplicate_identifiers: ['email'] } },
    ),
  );
}

function found(house: House, params: unknown): FakeContact {
  const { id } = idParams.parse(params);
  const contact =
    house.contacts.get(id.toLowerCase()) ??
    [...house.contacts.values()].find((one) => String(one.id) === id || one.extId === id);
  if (!contact) throw notFound('Contact does not exist');
  return contact;
}

function addContact(house: House, email: string): FakeContact {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalid('Invalid email address');
  const contact: FakeContact = {
    id: nextId(house),
    email,
    extId: undefined,
    isBlacklisted: false,
    listIds: new Set(),
    attributes: new Map(),
    createdAtMs: house.agenda.now(),
  };
  house.contacts.set(email, contact);
  return contact;
}

function applyChange(house: House, contact: FakeContact, changed: Change, by: string): void {
  for (const id of changed.listIds ?? []) contact.listIds.add(id);
  for (const id of changed.unlinkListIds ?? []) contact.listIds.delete(id);
  keepAttributes(house, contact, changed.attributes ?? {});
  if (changed.emailBlacklisted !== undefined) {
    if (contact.isBlacklisted && !changed.emailBlacklisted) house.resubscriptions.push({ email: contact.email, by });
    contact.isBlacklisted = changed.emailBlacklisted;
  }
  for (const sender of changed.smtpBlacklistSender ?? []) {
    const block = {
      email: contact.email,
      sender: sender.toLowerCase(),
      code: 'unsubscribedViaApi',
      atMs: house.agenda.now(),
    };
    house.blocks.set(blockKey(block.email, block.sender), block);
  }
}

// An attribute that does not exist, or of another type, is dropped without a word.
function keepAttributes(house: House, contact: FakeContact, attributes: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (isOfType(house.attributes.get(name), value)) contact.attributes.set(name, value);
  }
}

function isOfType(type: string | undefined, value: unknown): boolean {
  if (type === 'float') return typeof value === 'number';
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'date') return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
  return type === 'text' && typeof value === 'string';
}

function startImport(house: House, request: { readonly body: unknown }): number {
  const body = read(importBody, request.body);
  if (Buffer.byteLength(JSON.stringify(body.jsonBody)) > importLimitBytes) throw invalid('jsonBody exceeds 10 MB');
  if (!body.listIds || body.listIds.length === 0) throw missing('listIds or newList is required');
  const process = { id: nextId(house), status: 'queued' as 'queued' | 'in_process' | 'completed' };
  house.processes.set(process.id, process);
  const { importSeconds } = house.behaviour;
  house.agenda.plan(house.agenda.now() + importSeconds * 300, () => void (process.status = 'in_process'));
  house.agenda.plan(house.agenda.now() + importSeconds * 1000, () => {
    for (const row of body.jsonBody) importOne(house, row, body);
    process.status = 'completed';
  });
  return process.id;
}

function importOne(
  house: House,
  row: z.infer<typeof importBody>['jsonBody'][number],
  { listIds, updateExistingContacts, emailBlacklist, emptyContactsAttributes }: z.infer<typeof importBody>,
): void {
  const existing = house.contacts.get(row.email.toLowerCase());
  if (existing && !updateExistingContacts) return;
  if (existing && emptyContactsAttributes) {
    for (const [name, value] of Object.entries(row.attributes ?? {}))
      if (value === '') existing.attributes.delete(name);
  }
  applyChange(
    house,
    existing ?? addContact(house, row.email.toLowerCase()),
    {
      ...(row.attributes ? { attributes: row.attributes } : {}),
      ...(listIds ? { listIds } : {}),
      ...(emailBlacklist === undefined ? {} : { emailBlacklisted: emailBlacklist }),
    },
    'POST /contacts/import',
  );
}

function detail(contact: FakeContact): unknown {
  return {
    id: contact.id,
    email: contact.email,
    ext_id: contact.extId,
    emailBlacklisted: contact.isBlacklisted,
    smsBlacklisted: false,
    createdAt: new Date(contact.createdAtMs).toISOString(),
    modifiedAt: new Date(contact.createdAtMs).toISOString(),
    listIds: [...contact.listIds],
    attributes: Object.fromEntries(contact.attributes),
    statistics: {},
  };
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path }) => `${path.join('.')} is invalid`).join('; '));
  return parsed.data;
}
