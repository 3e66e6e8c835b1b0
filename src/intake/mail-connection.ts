/** How the mailbox of an estate is reached, and what a person reads when it cannot be. */
import { ImapFlow } from 'imapflow';
import { Failure } from '../errors.ts';
import type { Settings } from '../estate/settings.ts';
import { sentence } from '../values/sentence.ts';

export interface MailConnection {
  readonly host: string;
  readonly port: number;
  /** True: TLS from the first byte (port 993). False: STARTTLS, which only this machine itself may do without. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  /** The mailbox that is read: `INBOX`. */
  readonly mailbox: string;
}

/** Whether the settings of an estate name a mailbox to read. */
export function readsMailbox({ mail }: Pick<Settings['intake'], 'mail'>): boolean {
  return mail.host !== '' && mail.user !== '';
}

/** The connection that the settings and the estate's password make; undefined where the estate reads no mailbox. */
export function mailConnection({ mail }: Settings['intake'], password: string | undefined): MailConnection | undefined {
  if (!readsMailbox({ mail })) return undefined;
  if (password === undefined) throw passwordMissing();
  const { host, port, secure, user, mailbox } = mail;
  return { host, port, secure, user, password, mailbox };
}

/** Opens the mailbox, does the work, and says goodbye whatever happens. Throws `MAILBOX_REFUSED` or `MAILBOX_UNREACHABLE`. */
export async function withMailbox<Result>(
  connection: MailConnection,
  work: (mailbox: ImapFlow) => Promise<Result>,
): Promise<Result> {
  const client = clientOf(connection);
  // Without a listener, a connection that breaks between two commands would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.mailboxOpen(connection.mailbox);
    const result = await work(client);
    await client.logout().catch(() => {});
    return result;
  } catch (error) {
    throw error instanceof Failure ? error : mailFailure(connection, error);
  } finally {
    client.close();
  }
}

function clientOf({ host, port, secure, user, password }: MailConnection): ImapFlow {
  const isHere = ['127.0.0.1', '::1', 'localhost'].includes(host);
  return new ImapFlow({
    host,
    port,
    secure,
    // A password never leaves this machine in the clear, whatever the server offers.
    ...(secure || isHere ? {} : { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
  });
}

function mailFailure({ host, port, mailbox }: MailConnection, cause: unknown): Failure {
  const isRefused = cause instanceof Error && 'authenticationFailed' in cause && cause.authenticationFailed === true;
  if (isRefused) {
    return new Failure(
      'MAILBOX_REFUSED',
      sentence(
        `La boîte aux lettres de ${host} refuse l’identifiant ou le mot de passe. Vérifiez-les dans Réglages, Exports par e-mail.`,
        `The mailbox at ${host} refuses the user or the password. Check them in Settings, Exports by e-mail.`,
      ),
      { facts: { host, port }, cause },
    );
  }
  return new Failure(
    'MAILBOX_UNREACHABLE',
    sentence(
      `La boîte aux lettres « ${mailbox} » de ${host}:${port} ne répond pas. Cuvée réessaiera ; les messages y restent.`,
      `The mailbox "${mailbox}" at ${host}:${port} does not answer. Cuvée will try again; the messages stay there.`,
    ),
    { facts: { host, port }, cause, retry: 'later' },
  );
}

function passwordMissing(): Failure {
  return new Failure(
    'MAILBOX_PASSWORD_MISSING',
    sentence(
      'La boîte aux lettres est réglée, mais son mot de passe manque. La personne qui tient Cuvée le donne par « cuvee estate mail-password » (CUVEE_MAIL_PASSWORD ne sert qu’à un domaine seul).',
      'The mailbox is set up but its password is missing. Whoever keeps Cuvée gives it by "cuvee estate mail-password" (CUVEE_MAIL_PASSWORD serves one estate alone).',
    ),
  );
}
