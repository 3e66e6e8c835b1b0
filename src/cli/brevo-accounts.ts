/** Which account at Brevo serves an estate: that of its own key, else that of the installation's. */
import { setTimeout as sleep } from 'node:timers/promises';
import { estateFolders } from '../1-raw/folders.ts';
import { keptBrevoKey } from '../8-campaign/account/brevo-key.ts';
import { brevoSendingOptions, createBrevoMailer } from '../8-campaign/mailers/brevo-mailer.ts';
import type { Mailer } from '../8-campaign/mailer.ts';
import { type Brevo, createBrevo } from '../brevo/client.ts';
import { readSecret } from '../estate/secret.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import type { Environment } from './environment.ts';

interface BrevoKey {
  readonly key: string;
  /** Whose it is. */
  readonly of: 'estate' | 'installation';
}

/** The key that serves an estate; undefined where nobody gave one. Throws Failure('BREVO_KEY_SEALED'). */
export async function brevoKeyOf(environment: Environment, estate: string): Promise<BrevoKey | undefined> {
  const { home, secret, brevo } = environment;
  const own = await keptBrevoKey({ estate, folders: estateFolders(home, estate) }, await readSecret(home, secret));
  if (own !== undefined) return { key: own, of: 'estate' };
  return brevo.apiKey === undefined ? undefined : { key: brevo.apiKey, of: 'installation' };
}

/** Gives the account of an estate; undefined without a key. Estates of one key share one client, and so its limits. */
export function brevoAccounts(environment: Environment): (estate: string) => Promise<Brevo | undefined> {
  const clients = new Map<string, Brevo>();
  return async (estate) => {
    const key = (await brevoKeyOf(environment, estate))?.key;
    if (key === undefined) return undefined;
    const client = clients.get(key) ?? brevoWith(environment, key);
    clients.set(key, client);
    return client;
  };
}

/** The account of an estate; throws a sentence where there is no key. */
export async function neededBrevo(environment: Environment, estate: string): Promise<Brevo> {
  return brevoWith(environment, await neededKey(environment, estate));
}

/** The account a key belongs to. */
export function brevoWith({ brevo }: Environment, apiKey: string): Brevo {
  return createBrevo({ baseUrl: brevo.url, apiKey, clock, sleep });
}

/** What carries an estate's letters to Brevo; throws a sentence where there is no key. */
export async function brevoMailerOf(environment: Environment, estate: string): Promise<Mailer> {
  const apiKey = await neededKey(environment, estate);
  const options = { baseUrl: environment.brevo.url, apiKey, clock, sleep, ...brevoSendingOptions };
  return createBrevoMailer({ brevo: createBrevo(options), clock });
}

async function neededKey(environment: Environment, estate: string): Promise<string> {
  const found = await brevoKeyOf(environment, estate);
  if (found) return found.key;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `Aucune clé Brevo. Créez-en une dans Brevo > SMTP et API, puis donnez-la : cuvee brevo key --estate ${estate} (BREVO_API_KEY en donne une à toute l’installation). Pour essayer : cuvee fake-brevo`,
      `No Brevo key. Create one in Brevo > SMTP & API, then give it: cuvee brevo key --estate ${estate} (BREVO_API_KEY gives one to the whole installation). To try: cuvee fake-brevo`,
    ),
  );
}

function clock(): Date {
  return new Date();
}
