/** Copies in an S3-compatible store. Requests are signed by aws4fetch; bodies stream, so that memory stays flat. */
import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { Failure } from '../../errors.ts';
import type { BackupTargetSetting } from '../../estate/safekeeping-settings.ts';
import { sentence } from '../../values/sentence.ts';
import type { S3Credentials } from '../installation.ts';
import { hashOf } from '../streams.ts';
import type { BackupTarget } from './target.ts';

type S3Setting = Extract<BackupTargetSetting, { readonly kind: 's3' }>;

const idleMs = 120_000;
const emptyHash = createHash('sha256').digest('hex');

/** Keeps copies under `<prefix><estate>/` of a bucket, addressed by path, which every S3-compatible store understands. */
export function s3Target(setting: S3Setting, estate: string, credentials: S3Credentials): BackupTarget {
  const client = new AwsClient({ ...credentials, service: 's3', region: setting.region });
  const name = `s3://${setting.bucket}/${setting.prefix}`;
  const call = async (
    method: 'PUT' | 'GET' | 'DELETE',
    key: string,
    body?: { readonly bytes: () => Readable; readonly sha256: string; readonly length: number },
  ): Promise<IncomingMessage> => {
    const url = addressOf(setting, `${estate}/${key}`);
    const headers: Record<string, string> = { 'x-amz-content-sha256': body?.sha256 ?? emptyHash };
    if (body) headers['content-length'] = String(body.length);
    const signed = await client.sign(url, { method, headers });
    return exchange(url, { method, headers: { ...headers, ...Object.fromEntries(signed.headers) } }, body?.bytes);
  };
  return {
    name,
    async put(key, from, { sha256, bytes }) {
      const answer = await call('PUT', key, { bytes: () => createReadStream(from), sha256, length: bytes });
      await expectDone(answer, name);
      const copy = await call('GET', key);
      if (copy.statusCode !== 200) await expectDone(copy, name);
      return (await hashOf(copy)).sha256;
    },
    async read(key) {
      const answer = await call('GET', key);
      if (answer.statusCode === 404) {
        answer.resume();
        return undefined;
      }
      if (answer.statusCode !== 200) await expectDone(answer, name);
      return textOf(answer);
    },
    async write(key, text) {
      const bytes = Buffer.from(text);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await expectDone(
        await call('PUT', key, { bytes: () => Readable.from([bytes]), sha256, length: bytes.length }),
        name,
      );
    },
    async remove(key) {
      const answer = await call('DELETE', key);
      if (answer.statusCode !== 404) await expectDone(answer, name);
      else answer.resume();
    },
  };
}

function addressOf({ endpoint, bucket, prefix }: S3Setting, key: string): URL {
  const path = [bucket, ...`${prefix}${key}`.split('/')].map(encodeURIComponent).join('/');
  return new URL(`${endpoint.replace(/\/$/, '')}/${path}`);
}

function exchange(
  url: URL,
  options: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
  body: (() => Readable) | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, resolve);
    request.setTimeout(idleMs, () => request.destroy(new Error('the store does not answer')));
    request.on('error', reject);
    if (body) pipeline(body(), request).catch(reject);
    else request.end();
  });
}

async function expectDone(answer: IncomingMessage, name: string): Promise<void> {
  const status = answer.statusCode ?? 0;
  const text = await textOf(answer);
  if (status >= 200 && status < 300) return;
  const code = /<Code>([A-Za-z]+)<\/Code>/.exec(text)?.[1] ?? '';
  throw new Failure(
    'BACKUP_TARGET',
    sentence(
      `${name} a refusé la copie (${status} ${code}). Vérifiez le nom du compartiment, la région et les identifiants.`,
      `${name} refused the copy (${status} ${code}). Check the bucket's name, the region and the credentials.`,
    ),
    { facts: { status, code }, retry: 'later' },
  );
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of answer) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
