/** What a live sending needs from the environment, checked before anything leaves: the channel, and links the world can follow. */
import { createLinkMaker, type LinkMaker } from '../8-campaign/links/link-maker.ts';
import type { Mailer } from '../8-campaign/mailer.ts';
import { createSmtpMailer } from '../8-campaign/mailers/smtp-mailer.ts';
import { readSecret } from '../estate/secret.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { brevoKeyOf, brevoMailerOf } from './brevo-accounts.ts';
import type { Environment } from './environment.ts';

export interface LiveChannel {
  readonly mailer: Mailer;
  readonly links: LinkMaker;
}

/** A channel, and whose. */
interface EstateChannel {
  readonly channel: 'brevo' | 'smtp';
  readonly estate: string;
}

/** Opens the channel of a campaign. Throws a Failure that says which variable is missing. */
export async function openLiveChannel(
  environment: Environment,
  { channel, estate }: EstateChannel,
): Promise<LiveChannel> {
  const mailer = await mailerOf(environment, { channel, estate });
  const publicUrl = checkedPublicUrl(environment, channel);
  const secret = await readSecret(environment.home, environment.secret);
  return { mailer, links: createLinkMaker({ secret, publicUrl, estate }) };
}

/**
 * What carries reports and alarms to the estate's own people; undefined where the channel has no key or no server. Throws
 * Failure('BREVO_KEY_SEALED').
 */
export async function houseMailer(environment: Environment, wanted: EstateChannel): Promise<Mailer | undefined> {
  const isSetUp =
    wanted.channel === 'brevo'
      ? (await brevoKeyOf(environment, wanted.estate)) !== undefined
      : environment.smtpUrl !== undefined;
  return isSetUp ? mailerOf(environment, wanted) : undefined;
}

async function mailerOf(environment: Environment, { channel, estate }: EstateChannel): Promise<Mailer> {
  return channel === 'brevo' ? brevoMailerOf(environment, estate) : smtpMailer(environment);
}

function smtpMailer({ smtpUrl }: Environment): Mailer {
  if (smtpUrl === undefined) {
    throw wrongUsage(
      'Pour envoyer par un serveur de messagerie, donnez son adresse dans SMTP_URL, par exemple smtp://nom:mot-de-passe@serveur:587.',
      'To send through a mail server, give its address in SMTP_URL, for example smtp://name:password@server:587.',
    );
  }
  return createSmtpMailer({ url: smtpUrl });
}

/** A letter with a link that leads nowhere is against the law: only a channel on this machine may have one of this machine. */
function checkedPublicUrl({ publicUrl, brevo, smtpUrl }: Environment, channel: 'brevo' | 'smtp'): string {
  if (publicUrl === undefined) {
    throw wrongUsage(
      'Les liens de désinscription ont besoin de l’adresse de cette installation : CUVEE_PUBLIC_URL, par exemple https://lettres.votre-domaine.fr',
      'Unsubscribe links need the address of this installation: CUVEE_PUBLIC_URL, for example https://letters.your-domain.com',
    );
  }
  const channelUrl = channel === 'brevo' ? brevo.url : (smtpUrl ?? '');
  if (isLoopback(publicUrl) && !isLoopback(channelUrl)) {
    throw wrongUsage(
      'CUVEE_PUBLIC_URL désigne cette machine : personne d’autre ne pourrait se désinscrire. Donnez l’adresse publique, en https.',
      'CUVEE_PUBLIC_URL is this very machine: nobody else could unsubscribe. Give the public address, with https.',
    );
  }
  if (!isLoopback(publicUrl) && !publicUrl.startsWith('https://')) {
    throw wrongUsage('CUVEE_PUBLIC_URL doit commencer par https://.', 'CUVEE_PUBLIC_URL must begin with https://.');
  }
  return publicUrl;
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function wrongUsage(fr: string, en: string): Failure {
  return new Failure('WRONG_USAGE', sentence(fr, en));
}
