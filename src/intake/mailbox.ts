/**
 * Exports that come by letter: the unread messages of allowed senders are opened, their attachments handed to room 1, which
 * knows each file by its bytes, and the message is put away. A message is put away only after its files are in the archive: killed
 * between the two, the next look finds the same bytes and takes nothing twice.
 */
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type Attachment, simpleParser } from 'mailparser';
import { judgeName, portableName } from '../1-raw/export-name.ts';
import { receiveFiles } from '../1-raw/receive.ts';
import type { Settings } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { datasetOfName } from './dataset-of-name.ts';
import { type MailConnection, withMailbox } from './mail-connection.ts';
import * as say from './sentences.ts';

export interface TakenFile {
  /** As its sender called it. */
  readonly name: string;
  readonly dataset: Dataset;
  /** False when these bytes were here already. */
  readonly isNew: boolean;
}

export interface Collected {
  readonly taken: readonly TakenFile[];
  /** What was left where it was, and why: no address and no name of a person. */
  readonly ignored: readonly Sentence[];
}

type MailSettings = Settings['intake']['mail'];

/** More letters than this at a time is no Monday: the rest waits for the next look. */
const mostMessages = 200;
const inTheMailbox = sentence('dans la boîte, marqué', 'in the mailbox, flagged');

/**
 * Takes the exports lying in the mailbox. `now` dates what a server does not date. A message all of whose exports were taken goes to
 * `intake.mail.done_mailbox`, or is marked as read where the server refuses; one with something unknown stays, flagged, and is not
 * opened again until a person takes the flag off. Throws `MAILBOX_UNREACHABLE` (retry later) or `MAILBOX_REFUSED`.
 */
export async function collectMail(
  world: World,
  connection: MailConnection,
  { now }: { readonly now: Date },
): Promise<Collected> {
  const { mail } = world.settings.intake;
  if (mail.senders.length === 0) return { taken: [], ignored: [say.nobodyAllowed()] };
  return withMailbox(connection, async (client) => {
    const { allowed, others } = await unreadMessages(client, mail);
    const taken: TakenFile[] = [];
    const ignored: Sentence[] = others === 0 ? [] : [say.othersLeft(others)];
    for (const message of allowed) {
      const read = await takeMessage(world, client, { message, now });
      taken.push(...read.taken);
      ignored.push(...read.ignored);
      await putAway(client, message, { isDone: read.ignored.length === 0, mail });
    }
    world.log.info('mailbox read', { messages: allowed.length, taken: taken.length, ignored: ignored.length });
    return { taken, ignored };
  });
}

async function unreadMessages(
  client: ImapFlow,
  mail: MailSettings,
): Promise<{ allowed: FetchMessageObject[]; others: number }> {
  const found = await client.search({ seen: false, flagged: false }, { uid: true });
  if (!Array.isArray(found) || found.length === 0) return { allowed: [], others: 0 };
  const wanted = { uid: true, envelope: true, size: true, internalDate: true } as const;
  const messages = await client.fetchAll(found.slice(0, mostMessages), wanted, { uid: true });
  const allowed = messages.filter((message) => isAllowedSender(message, mail.senders));
  return { allowed: allowed.sort((one, other) => one.uid - other.uid), others: messages.length - allowed.length };
}

/** A sender is allowed by address, or by the domain after its `@`. A message with several authors is nobody's. */
function isAllowedSender({ envelope }: FetchMessageObject, senders: readonly string[]): boolean {
  const [author, ...more] = envelope?.from ?? [];
  const address = author?.address?.toLowerCase();
  if (address === undefined || more.length > 0) return false;
  const allowed = senders.map((sender) => sender.toLowerCase());
  return allowed.some((sender) => (sender.startsWith('@') ? address.endsWith(sender) : address === sender));
}

async function takeMessage(
  world: World,
  client: ImapFlow,
  { message, now }: { readonly message: FetchMessageObject; readonly now: Date },
): Promise<Collected> {
  const { max_megabytes: megabytes } = world.settings.intake.mail;
  // Attachments travel a third larger than they are.
  if ((message.size ?? 0) > megabytes * 1024 ** 2 * 1.4) {
    return { taken: [], ignored: [say.tooLargeForMail(sentence('Un message', 'A message'), megabytes)] };
  }
  const whole = await client.fetchOne(String(message.uid), { source: true }, { uid: true });
  if (whole === false || whole.source === undefined) return { taken: [], ignored: [] };
  const { attachments, date } = await simpleParser(whole.source, { skipTextToHtml: true, skipImageLinks: true });
  const files = attachments.filter((attachment) => !isDecoration(attachment));
  if (files.length === 0) return { taken: [], ignored: [say.nothingAttached()] };
  const sentAt = date ?? new Date(message.internalDate ?? now);
  const taken: TakenFile[] = [];
  const ignored: Sentence[] = [];
  for (const file of files) {
    const answer = await takeAttachment(world, file, sentAt);
    if ('dataset' in answer) taken.push(answer);
    else ignored.push(answer);
  }
  return { taken, ignored };
}

/** Pictures of a signature, and the cards and seals that mail programs add. */
function isDecoration({ related, contentType, contentDisposition }: Attachment): boolean {
  if (/^(text\/(calendar|vcard|x-vcard)|application\/(pkcs7|pgp)-signature|application\/ms-tnef)$/.test(contentType))
    return true;
  return contentType.startsWith('image/') && (related || contentDisposition === 'inline');
}

async function takeAttachment(world: World, file: Attachment, sentAt: Date): Promise<TakenFile | Sentence> {
  const { source, max_megabytes: megabytes } = world.settings.intake.mail;
  const name = portableName(file.filename ?? 'sans-nom');
  if (judgeName(name) !== 'take' || file.content.length === 0) return say.notAnExport(name, inTheMailbox);
  if (file.content.length > megabytes * 1024 ** 2) return say.tooLargeForMail(sentence(name, name), megabytes);
  const dataset = datasetOfName(name);
  if (dataset === undefined) return say.datasetUnknown(name, inTheMailbox);
  const folder = await mkdtemp(join(tmpdir(), 'cuvee-mail-'));
  try {
    const path = join(folder, name);
    await writeFile(path, file.content, { mode: 0o600 });
    // The day of the letter dates an export whose name does not.
    await utimes(path, sentAt, sentAt);
    const { rowsRead, rowsWritten, notices } = await receiveFiles(world, [path], { source, dataset });
    if (rowsRead === 0) return notices[0] ?? say.notAnExport(name, inTheMailbox);
    return { name, dataset, isNew: rowsWritten > 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function putAway(
  client: ImapFlow,
  { uid }: FetchMessageObject,
  { isDone, mail }: { readonly isDone: boolean; readonly mail: MailSettings },
): Promise<void> {
  if (!isDone) {
    await client.messageFlagsAdd([uid], ['\\Flagged'], { uid: true });
    return;
  }
  await client.messageFlagsAdd([uid], ['\\Seen'], { uid: true });
  if (mail.done_mailbox === '') return;
  // As a list: each server has its own sign between a mailbox and the one inside it.
  const path = mail.done_mailbox.split('/');
  await client.mailboxCreate(path).catch(() => {});
  await client.messageMove([uid], path, { uid: true }).catch(() => false);
}
