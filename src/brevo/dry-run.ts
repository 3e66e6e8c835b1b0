/**
 * The client of a dry run. It holds no address, no key and no fetch, and imports nothing that does: it cannot reach the network,
 * whatever a caller asks of it.
 */
import { type NotSent, notSent } from './answer.ts';
import type { Brevo } from './client.ts';
import type { EmailBatch } from './send-emails.ts';

/** Answers every call with `not_sent` for `dry_run`; `onSend` sees the batches that would have gone out. */
export function createDryRunBrevo(onSend: (batch: EmailBatch) => void = () => {}): Brevo {
  return {
    mode: 'dry_run',
    sendEmails: (batch) => {
      onSend(batch);
      return no();
    },
    account: no,
    senders: no,
    lookUpEmails: no,
    cancelScheduled: no,
    statistics: noPages,
    contact: no,
    createContact: no,
    upsertContact: no,
    updateContact: no,
    updateContacts: no,
    deleteContact: no,
    attributeNames: no,
    createAttribute: no,
    contactLists: no,
    createContactList: no,
    contactFolders: no,
    createContactFolder: no,
    listMembers: noPages,
    removeFromList: no,
    importContacts: no,
    importState: no,
    awaitImport: no,
    blockEverywhere: no,
    blockedContacts: noPages,
    unblockTransactional: no,
    deleteLogs: no,
    webhooks: no,
    createWebhook: no,
    updateWebhook: no,
  };
}

function no(): Promise<NotSent> {
  return Promise.resolve(notSent('dry_run'));
}

async function* noPages(): AsyncGenerator<NotSent, void, undefined> {
  yield await no();
}
