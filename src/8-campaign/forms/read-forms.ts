/**
 * Takes in what people wrote in the estate's form: who they are, what they agreed to, and the event that rules answer. Each entry
 * in one transaction with its reading, so that it is taken in once.
 */
import { registerContact } from '../../4-warehouse/clients/register-contact.ts';
import { registerConsent } from '../../4-warehouse/consent/register-consent.ts';
import { bodyBytes } from '../../1-raw/events/stored-body.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { noteAutomationEvents } from '../automation/note-events.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { addTask } from '../tasks/tasks.ts';
import { type Submission, storedSubmission } from './submission.ts';

const lockInbox = loadSql(import.meta.url, '../events/lock-inbox.sql');
const unreadForms = loadSql(import.meta.url, './unread-forms.sql');
const insertReadings = loadSql(import.meta.url, '../events/insert-readings.sql');

export interface FormCounts {
  readonly forms: number;
  /** People no export knew. */
  readonly newClients: number;
  readonly unreadable: number;
}

interface FormBody {
  readonly inboxId: string;
  readonly body: string;
  readonly receivedAt: Date;
}

/** Takes in every form that waits. */
export async function readForms(world: World, { now }: { readonly now: Date }): Promise<FormCounts> {
  const counts = { forms: 0, newClients: 0, unreadable: 0 };
  for (;;) {
    const taken = await world.database.transaction((session) => takeOne(session, world, now));
    if (taken === undefined) return counts;
    counts.forms++;
    if (taken === 'unreadable') counts.unreadable++;
    if (taken === 'new') counts.newClients++;
  }
}

async function takeOne(session: Session, world: World, now: Date): Promise<'new' | 'known' | 'unreadable' | undefined> {
  await session.one(lockInbox, { estate: world.estate });
  const form = await session.one<FormBody>(unreadForms, { estate: world.estate });
  if (!form) return undefined;
  const submission = storedSubmission(bodyBytes(form.body).toString());
  const taken = submission ? await takeIn(session, world, { form, submission }) : 'unreadable';
  const reading = {
    inboxId: form.inboxId,
    status: submission ? 'read' : 'unreadable',
    eventCount: submission ? 1 : 0,
    sentence: submission ? null : 'Ce formulaire n’est pas lisible.',
  };
  await session.execute(insertReadings, { estate: world.estate, readings: JSON.stringify([reading]), now });
  return taken;
}

interface TakenForm {
  readonly form: FormBody;
  readonly submission: Submission;
}

async function takeIn(session: Session, world: World, { form, submission }: TakenForm): Promise<'new' | 'known'> {
  const { inboxId, receivedAt: at } = form;
  const { email, nom, prenom } = submission;
  const contact = await registerContact(session, {
    estate: world.estate,
    email,
    nom: nom === '' ? null : nom.toUpperCase(),
    prenom: prenom === '' ? null : prenom,
    inboxId,
    at,
  });
  const [clientCode] = contact.clientCodes;
  for (const code of contact.clientCodes) await registerYes(session, world, { form, submission }, code);
  await leaveToDo(session, world, { form, submission }, { clientCode, isRefusing: contact.isRefusing });
  await noteAutomationEvents(session, {
    estate: world.estate,
    events: [
      {
        eventKey: `form:${inboxId}`,
        trigger: 'form_submit',
        clientCode,
        facts: {
          wantsLetters: submission.wantsLetters,
          hasTrackingConsent: submission.allowsTracking,
          isNewClient: contact.isNew,
        },
        happenedAt: at,
      },
    ],
  });
  return contact.isNew ? 'new' : 'known';
}

async function registerYes(
  session: Session,
  world: World,
  { form, submission }: TakenForm,
  clientCode: string,
): Promise<void> {
  const { wantsLetters, allowsTracking, wording, language } = submission;
  const yes = {
    estate: world.estate,
    clientCode,
    event: 'opt_in',
    evidence: `form:${wording}-${language}:${form.inboxId}`,
    on: localTimeOf(form.receivedAt, world.settings.week.timezone).day,
  } as const;
  if (wantsLetters) await registerConsent(session, { ...yes, channel: 'email' });
  if (allowsTracking) await registerConsent(session, { ...yes, channel: 'tracking' });
}

/** A message is for a person to answer; and whoever refused letters once gets none again without a person (promises.md 5). */
async function leaveToDo(
  session: Session,
  world: World,
  { form, submission }: TakenForm,
  { clientCode, isRefusing }: { readonly clientCode: string; readonly isRefusing: boolean },
): Promise<void> {
  const wish = {
    estate: world.estate,
    clientCode,
    dueOn: localTimeOf(form.receivedAt, world.settings.week.timezone).day,
    author: 'formulaire',
    now: form.receivedAt,
  };
  if (submission.message !== '') {
    const title = `Répondre à ${clientCode} : « ${submission.message.slice(0, 300)} »`;
    await addTask(session, {
      ...wish,
      taskKey: `form:${form.inboxId}:answer`,
      kind: 'follow_up',
      title: spaced(title),
    });
  }
  if (submission.wantsLetters && isRefusing) {
    const title = `${clientCode} demande vos lettres, mais les a refusées un jour : rien ne partira. Écrivez-lui vous-même.`;
    await addTask(session, { ...wish, taskKey: `form:${form.inboxId}:refused`, kind: 'check', title: spaced(title) });
  }
}

function spaced(title: string): string {
  return title.replaceAll(/ (?=[;:!?»])|(?<=«) /g, '\u00a0');
}
