/** Words Brevo's refusals: which of its 4xx answers asks what of whom. */
import { z } from 'zod';
import { type Sentence, sentence } from '../values/sentence.ts';
import type { Refused, RefusedBecause } from './answer.ts';

const errorBody = z.object({
  code: z.string().catch(''),
  message: z.string().catch(''),
  metadata: z
    .object({ duplicate_identifiers: z.array(z.string()) })
    .optional()
    .catch(undefined),
});

/** A refusal from a status between 300 and 499 and whatever body came with it. */
export function refusal(httpStatus: number, body: unknown): Refused {
  const { code, message, metadata } = errorBody.catch({ code: '', message: '' }).parse(body);
  const identifiers = metadata?.duplicate_identifiers;
  const because = reasonOf(httpStatus, code, message, identifiers);
  const ipAddress = because === 'ip' ? ipIn(message) : undefined;
  return {
    outcome: 'refused',
    because,
    code: code || `http_${httpStatus}`,
    sentence: words(because, { httpStatus, message: withoutAddresses(message), ipAddress }),
    retryable: false,
    httpStatus,
    ...(ipAddress === undefined ? {} : { ipAddress }),
    ...(identifiers === undefined ? {} : { identifiers }),
  };
}

// The code of a duplicate changed once already (`duplicate_parameter`, then `invalid_parameter`): only its metadata is believed.
function reasonOf(
  status: number,
  code: string,
  message: string,
  identifiers: readonly string[] | undefined,
): RefusedBecause {
  if ((status === 401 || status === 403) && /unrecogni[sz]ed ip|authori[sz]ed_ips|\bip address\b/i.test(message))
    return 'ip';
  if (status === 401) return 'key';
  if (code === 'account_under_validation' || /suspended/i.test(message)) return 'account';
  if (status === 403 || code === 'permission_denied') return 'rights';
  if (status === 404) return 'not_found';
  return identifiers && identifiers.length > 0 ? 'duplicate' : 'request';
}

function ipIn(message: string): string | undefined {
  return /\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}/i.exec(message)?.[0];
}

/** Brevo quotes what it was sent: no address may travel on in a sentence that ends in a log. */
function withoutAddresses(message: string): string {
  return message.replaceAll(/[^\s"'<>]+@[^\s"'<>]+/g, '[…]').slice(0, 300);
}

interface Said {
  readonly httpStatus: number;
  readonly message: string;
  readonly ipAddress: string | undefined;
}

function words(because: RefusedBecause, said: Said): Sentence {
  const quoted = said.message === '' ? `HTTP ${said.httpStatus}` : said.message;
  return wordsOf[because](quoted, said.ipAddress);
}

const wordsOf: Record<RefusedBecause, (quoted: string, ip: string | undefined) => Sentence> = {
  ip: (_, ip) =>
    sentence(
      `Autorisez l'adresse IP ${ip ?? 'de ce serveur'} dans Brevo > Sécurité > Adresses IP autorisées : la clé est bonne, mais Brevo ne connaît pas ce serveur.`,
      `Authorise the IP address ${ip ?? 'of this server'} in Brevo > Security > Authorised IPs: the key is good, but Brevo does not know this server.`,
    ),
  key: () =>
    sentence(
      'Brevo refuse la clé API : elle est fausse, expirée ou supprimée. Créez-en une dans Brevo > SMTP et API, puis enregistrez-la.',
      'Brevo refuses the API key: it is wrong, expired or deleted. Create one in Brevo > SMTP & API, then save it.',
    ),
  rights: (quoted) =>
    sentence(
      `Brevo n'autorise pas cette action avec cette clé (${quoted}). Vérifiez ses droits dans Brevo.`,
      `Brevo does not allow this with this key (${quoted}). Check its rights in Brevo.`,
    ),
  account: (quoted) =>
    sentence(
      `Le compte Brevo est suspendu ou en cours de validation (${quoted}). Connectez-vous à Brevo pour le débloquer.`,
      `The Brevo account is suspended or under validation (${quoted}). Sign in to Brevo to release it.`,
    ),
  not_found: (quoted) =>
    sentence(
      `Brevo ne connaît pas ce qui est demandé (${quoted}).`,
      `Brevo does not know what is asked for (${quoted}).`,
    ),
  duplicate: () => sentence('Ce contact existe déjà dans Brevo.', 'This contact already exists in Brevo.'),
  request: (quoted) =>
    sentence(
      `Brevo refuse la demande : ${quoted}. Corrigez-la avant de recommencer.`,
      `Brevo refuses the request: ${quoted}. Correct it before trying again.`,
    ),
};
