/** Values kept encrypted: AES-256-GCM under a key of the installation's secret, bound to their use and to the place they are kept in. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const version = 'v1';

/** What a sealed value is for and where it belongs: opened for anything else, or anywhere else, it is refused. */
export interface Seal {
  /** The installation's secret. */
  readonly secret: string;
  /** Each use has a key of its own: none of them tells anything of another. */
  readonly use: string;
  readonly place: string;
}

/** The text encrypted: `v1.<nonce>.<tag>.<cipher text>`, each in base64url. */
export function sealText(text: string, seal: Seal): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(seal), nonce).setAAD(Buffer.from(seal.place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** The text of a sealed value. Throws a plain Error when it was changed, moved, or sealed under another secret. */
export function openSealed(sealed: string, seal: Seal): string {
  const [kept, nonce = '', tag = '', text = ''] = sealed.split('.');
  if (kept !== version) throw new Error('unknown version of the seal');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(seal), Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(seal.place)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

// HKDF (RFC 5869).
function keyOf({ secret, use }: Seal): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32));
}
