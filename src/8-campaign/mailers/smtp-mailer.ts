/**
 * Letters through a mail server, for estates without Brevo: one connection and one letter a call. A mail server cannot be asked
 * afterwards what it took, so that a letter whose last answer is lost is held for a person.
 */
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { BatchAnswer, LetterAnswer, MailBatch, Mailer, MailLetter } from '../mailer.ts';

/** Whoever unsubscribes or stops the campaign waits for the call under way: it must not last. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://…:465`. */
  readonly url: string;
  /** For tests: a server that offers no certificate anybody trusts. */
  readonly tls?: SMTPTransport.Options['tls'];
  readonly timeoutMs?: number;
}

/** Never throws; sentences hold neither the address nor what the server said of it. */
export function createSmtpMailer({ url, tls, timeoutMs }: SmtpOptions): Mailer {
  const limits = timeoutMs === undefined ? timeouts : timeoutsOf(timeoutMs);
  return {
    channel: 'smtp',
    lettersPerCall: 1,
    send: async (batch) => {
      const answers: LetterAnswer[] = [];
      for (const letter of batch.letters) {
        const answer = await sendOne(letter, batch, { url, ...(tls ? { tls } : {}), ...limits });
        if ('halt' in answer) return haltOf(answer.halt);
        answers.push(answer);
      }
      return { outcome: 'answered', letters: answers };
    },
    lookUp: () => Promise.resolve(undefined),
  };
}

function timeoutsOf(timeoutMs: number): typeof timeouts {
  return { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
}

type HaltCode = 'SMTP_AUTH' | 'SENDER_REFUSED' | 'SMTP_TLS';
type OneAnswer = LetterAnswer | { readonly halt: HaltCode };

async function sendOne(letter: MailLetter, batch: MailBatch, options: SMTPTransport.Options): Promise<OneAnswer> {
  const watch = { isTransferring: false };
  // Once the server has said 354 the letter is on its way: whatever breaks after that, it may have arrived.
  const logger = watching((text) => (watch.isTransferring ||= text.startsWith('354')));
  const transport = createTransport({ ...options, transactionLog: true, logger });
  try {
    const info = await transport.sendMail(messageOf(letter, batch));
    return { outcome: 'accepted', messageId: info.messageId };
  } catch (error) {
    return answerOf(faultOf(error), watch.isTransferring);
  } finally {
    transport.close();
  }
}

const silent = (): void => {};

function watching(see: (text: string) => void): NonNullable<Exclude<SMTPTransport.Options['logger'], boolean>> {
  return {
    level: silent,
    trace: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
    debug: (about: unknown, text: unknown) => {
      if (isFromServer(about) && typeof text === 'string') see(text);
    },
  };
}

function isFromServer(about: unknown): boolean {
  return typeof about === 'object' && about !== null && 'tnx' in about && about.tnx === 'server';
}

function messageOf(letter: MailLetter, { sender, replyTo }: MailBatch) {
  const domain = sender.email.slice(sender.email.lastIndexOf('@') + 1);
  return {
    from: { name: sender.name ?? '', address: sender.email },
    to: { name: letter.to.name ?? '', address: letter.to.email },
    ...(replyTo === undefined ? {} : { replyTo: { name: replyTo.name ?? '', address: replyTo.email } }),
    subject: letter.subject,
    html: letter.html,
    text: letter.text,
    headers: { ...letter.headers },
    // Ours, known before it leaves: the same letter always bears the same.
    messageId: `<${letter.letterId}@${domain}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What nodemailer says of a failure. */
interface Fault {
  readonly code: string;
  readonly command: string;
  /** The server's figure, when it answered. */
  readonly status: number | undefined;
}

function faultOf(error: unknown): Fault {
  const fields = typeof error === 'object' && error !== null ? error : {};
  return {
    code: 'code' in fields && typeof fields.code === 'string' ? fields.code : 'ESOCKET',
    command: 'command' in fields && typeof fields.command === 'string' ? fields.command : '',
    status: 'responseCode' in fields && typeof fields.responseCode === 'number' ? fields.responseCode : undefined,
  };
}

function answerOf({ code, command, status }: Fault, isTransferring: boolean): OneAnswer {
  if (code === 'EAUTH') return { halt: 'SMTP_AUTH' };
  if (code === 'ETLS') return { halt: 'SMTP_TLS' };
  if (status === undefined || code === 'ECONNECTION' || code === 'ETIMEDOUT') {
    return isTransferring
      ? { outcome: 'unknown', reason: 'connection_lost', sentence: words.lost }
      : { outcome: 'not_sent', reason: 'unreachable', sentence: words.away };
  }
  if (status >= 400 && status < 500) return { outcome: 'not_sent', reason: 'later', sentence: words.later };
  if (command === 'MAIL FROM') return { halt: 'SENDER_REFUSED' };
  return { outcome: 'refused', code: `smtp_${status}`, sentence: words.refused };
}

function haltOf(code: HaltCode): BatchAnswer {
  return { outcome: 'halt', code, sentence: haltWords[code] };
}

const words = {
  lost: sentence(
    "La connexion au serveur de messagerie a été coupée pendant l'envoi : on ne sait pas si la lettre est partie.",
    'The connection to the mail server was lost while sending: whether the letter left is not known.',
  ),
  away: sentence(
    "Le serveur de messagerie est injoignable : rien n'est parti.",
    'The mail server cannot be reached: nothing left.',
  ),
  later: sentence(
    'Le serveur de messagerie demande de réessayer plus tard.',
    'The mail server asks to try again later.',
  ),
  refused: sentence('Le serveur de messagerie refuse cette lettre.', 'The mail server refuses this letter.'),
} satisfies Record<string, Sentence>;

const haltWords: Record<HaltCode, Sentence> = {
  SMTP_AUTH: sentence(
    'Le serveur de messagerie refuse le nom ou le mot de passe (SMTP_URL).',
    'The mail server refuses the name or the password (SMTP_URL).',
  ),
  SENDER_REFUSED: sentence(
    "Le serveur de messagerie refuse l'adresse qui envoie (sender.email).",
    'The mail server refuses the address that sends (sender.email).',
  ),
  SMTP_TLS: sentence(
    'La connexion chiffrée au serveur de messagerie échoue (certificat).',
    'The encrypted connection to the mail server fails (certificate).',
  ),
};
