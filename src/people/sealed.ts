/** Values kept encrypted: AES-256-GCM under a key of the installation's secret, bound to the place where they are kept. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const version = 'v1';

/** Where a sealed value belongs: opened anywhere else it is refused. */
export interface Seal {
  /** The installation's secret. */
  readonly secret: string;
  readonly estate: string;
  readonly userId: string;
}

/** The text encrypted: `v1.<nonce>.<tag>.<cipher text>`, each in base64url. */
export function sealText(text: string, seal: Seal): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(seal.secret), nonce).setAAD(placeOf(seal));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The text of a sealed value. Throws Failure('SEAL_BROKEN') when it was changed, moved, or sealed under another secret. */
export function openSealed(sealed: string, seal: Seal): string {
  const [kept, nonce = '', tag = '', text = ''] = sealed.split('.');
  try {
    if (kept !== version) throw new Error('unknown version of the seal');
    const decipher = createDecipheriv('aes-256-gcm', keyOf(seal.secret), Buffer.from(nonce, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(placeOf(seal)).setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
  } catch (error) {
    throw brokenSeal(error);
  }
}

// HKDF (RFC 5869): this key and the other uses of the secret tell nothing of each other.
function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'cuvee second factor', 32));
}

function placeOf({ estate, userId }: Seal): Buffer {
  return Buffer.from(`${estate} ${userId}`);
}

function brokenSeal(cause: unknown): Failure {
  return new Failure(
    'SEAL_BROKEN',
    sentence(
      'Le second facteur de ce compte a été chiffré avec un autre secret d’installation. Pour repartir : cuvee user reset-second-factor.',
      "The second factor of this account was encrypted with another installation's secret. To start again: cuvee user reset-second-factor.",
    ),
    { cause },
  );
}
