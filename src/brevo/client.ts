/** Everything Cuvée asks of Brevo, as one value. Expected answers are values (see answer.ts); nothing is thrown. */
import * as accounts from './account.ts';
import type { Answer } from './answer.ts';
import * as blocklists from './blocklists.ts';
import { type BrevoOptions, createCall } from './call.ts';
import * as lists from './contact-lists.ts';
import * as contacts from './contacts.ts';
import type { ReadEvent } from './event.ts';
import * as imports from './import-contacts.ts';
import { type AcceptedEmail, type EmailLookUp, lookUpEmails } from './look-up-emails.ts';
import { cancelScheduled } from './scheduled.ts';
import { type EmailBatch, type SendAnswer, sendEmails } from './send-emails.ts';
import { type StatisticsQuery, statisticsPages } from './statistics.ts';
import * as webhooks from './webhooks.ts';

type Pages<Item> = AsyncGenerator<Answer<readonly Item[]>, void, undefined>;

export interface Brevo {
  readonly mode: 'live' | 'dry_run';
  account(): Promise<Answer<accounts.Account>>;
  senders(): Promise<Answer<readonly accounts.Sender[]>>;

  sendEmails(batch: EmailBatch): Promise<SendAnswer>;
  lookUpEmails(wanted: EmailLookUp): Promise<Answer<readonly AcceptedEmail[]>>;
  cancelScheduled(batchOrMessageId: string): Promise<Answer<undefined>>;
  statistics(query: StatisticsQuery): Pages<ReadEvent>;

  contact(email: string): Promise<Answer<contacts.Contact | undefined>>;
  createContact(created: contacts.NewContact): Promise<Answer<number> | contacts.Exists>;
  upsertContact(upserted: contacts.NewContact): Promise<Answer<undefined>>;
  updateContact(email: string, change: contacts.ContactChange): Promise<Answer<undefined>>;
  updateContacts(changes: readonly (contacts.ContactChange & { readonly email: string })[]): Promise<Answer<undefined>>;
  deleteContact(email: string): Promise<Answer<undefined>>;
  attributeNames(): Promise<Answer<readonly string[]>>;
  createAttribute(name: string, type: 'text' | 'float' | 'date' | 'boolean'): Promise<Answer<undefined>>;
  contactLists(): Promise<Answer<readonly lists.Named[]>>;
  createContactList(list: { readonly name: string; readonly folderId: number }): Promise<Answer<number>>;
  contactFolders(): Promise<Answer<readonly lists.Named[]>>;
  createContactFolder(name: string): Promise<Answer<number>>;
  listMembers(listId: number): Pages<string>;
  removeFromList(removed: { readonly listId: number; readonly emails: readonly string[] }): Promise<Answer<undefined>>;
  importContacts(wanted: imports.ContactImport): Promise<Answer<number>>;
  importState(processId: number): Promise<Answer<imports.ImportState>>;
  awaitImport(processId: number): Promise<Answer<imports.ImportState>>;

  blockEverywhere(email: string, ourSenders: readonly string[]): Promise<Answer<undefined>>;
  blockedContacts(): Pages<blocklists.BlockedContact>;
  unblockTransactional(email: string): Promise<Answer<undefined>>;
  deleteLogs(emailOrMessageId: string): Promise<Answer<undefined>>;

  webhooks(): Promise<Answer<readonly webhooks.Webhook[]>>;
  createWebhook(wanted: webhooks.WebhookWanted): Promise<Answer<number>>;
  updateWebhook(id: number, wanted: Omit<webhooks.WebhookWanted, 'type'>): Promise<Answer<undefined>>;
}

/** The live client of one account: its calls share the limits of one key, so make one per account and process. */
export function createBrevo(options: BrevoOptions): Brevo {
  const call = createCall(options);
  return {
    mode: 'live',
    account: () => accounts.account(call),
    senders: () => accounts.senders(call),
    sendEmails: (batch) => sendEmails(call, options.clock, batch),
    lookUpEmails: (wanted) => lookUpEmails(call, wanted),
    cancelScheduled: (id) => cancelScheduled(call, id),
    statistics: (query) => statisticsPages(call, query),
    contact: (email) => contacts.contact(call, email),
    createContact: (created) => contacts.createContact(call, created),
    upsertContact: (upserted) => contacts.upsertContact(call, upserted),
    updateContact: (email, change) => contacts.updateContact(call, email, change),
    updateContacts: (changes) => contacts.updateContacts(call, changes),
    deleteContact: (email) => contacts.deleteContact(call, email),
    attributeNames: () => contacts.attributeNames(call),
    createAttribute: (name, type) => contacts.createAttribute(call, name, type),
    contactLists: () => lists.contactLists(call),
    createContactList: (list) => lists.createContactList(call, list),
    contactFolders: () => lists.contactFolders(call),
    createContactFolder: (name) => lists.createContactFolder(call, name),
    listMembers: (listId) => lists.listMembers(call, listId),
    removeFromList: (removed) => lists.removeFromList(call, removed),
    importContacts: (wanted) => imports.importContacts(call, wanted),
    importState: (processId) => imports.importState(call, processId),
    awaitImport: (processId) => imports.awaitImport(call, options, processId),
    blockEverywhere: (email, ourSenders) => blocklists.blockEverywhere(call, email, ourSenders),
    blockedContacts: () => blocklists.blockedContacts(call),
    unblockTransactional: (email) => blocklists.unblockTransactional(call, email),
    deleteLogs: (id) => blocklists.deleteLogs(call, id),
    webhooks: () => webhooks.webhooks(call),
    createWebhook: (wanted) => webhooks.createWebhook(call, wanted),
    updateWebhook: (id, wanted) => webhooks.updateWebhook(call, id, wanted),
  };
}
