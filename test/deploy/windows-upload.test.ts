/**
 * The request that EnvoyerExport.ps1 makes, byte for byte over a socket, to the server as it is: as the HttpClient of .NET Framework
 * writes it (Windows PowerShell 5.1: waits for « 100 Continue »), as that of today's .NET does (PowerShell 7), and in pieces without a
 * length. PowerShell itself runs nowhere here.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { estateFolders } from '../../src/1-raw/folders.ts';
import { sql } from '../../src/db/sql.ts';
import { createToken } from '../../src/people/tokens.ts';
import { apiHouse, type ApiHouse } from '../api/security/api-house.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const boundary = '7d1b2c3a-0f5e-4c0e-9a51-0c8f2f8d1e77';
const csv = (code: string): Buffer => Buffer.from(`client_code;ville\r\n${code};Eguisheim é€\r\n`, 'utf8');

let estate: TestEstate;
let house: ApiHouse;
let port: number;
let token: string;
let nothingScope: string;

beforeAll(async () => {
  estate = await testEstate();
  const { database } = estate.world;
  house = await apiHouse(database, { home: estate.home });
  const wanted = { estate: 'petit-domaine', name: 'PC du caveau', expiresAt: null, by: 'test', now: house.clock() };
  ({ token } = await createToken(database, { ...wanted, scopes: ['exports:write'] }));
  nothingScope = (await createToken(database, { ...wanted, scopes: ['read'] })).token;
  port = Number(new URL(await house.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
beforeEach(() => estate.world.database.execute(sql(`delete from etl.files where estate_id = 'petit-domaine'`)));
afterAll(async () => {
  await house.close();
  await estate.close();
});

const as51 = { Expect: '100-continue', Connection: 'Keep-Alive' };
const as7 = {};

describe('the uploader of Windows', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['Windows PowerShell 5.1', as51, false],
    ['PowerShell 7', as7, false],
    ['a program that does not know the length beforehand', as7, true],
  ])(
    'is understood as %s speaks: source, dataset, the file’s own date, and its bytes',
    async (who, headers, isChunked) => {
      const bytes = csv(who);
      const modified = String(Date.UTC(2026, 10, 20, 16));
      const form = formOf(
        { source: 'isavigne', dataset: 'clients', modified },
        { name: 'clients du lundi (1).csv', bytes },
      );
      const answer = await post(form, { headers, isChunked });
      expect(answer).toMatchObject({
        status: 202,
        hasContinued: 'Expect' in headers,
        body: { received: [{ name: 'clients du lundi (1).csv', state: 'received', dataset: 'clients', isNew: true }] },
      });
      expect(await files()).toEqual([
        { dataset: 'clients', bytes: bytes.length, exportedAt: '2026-11-20T16:00:00.000Z' },
      ]);
    },
  );

  it('may send a file again, after an answer that was lost: it is known, and there once', async () => {
    const form = formOf({ source: 'isavigne', dataset: 'stock' }, { name: 'stock.csv', bytes: csv('X1') });
    const headers = { ...as51, 'Idempotency-Key': 'b1946ac92492d2347c6235b4d2611184' };
    expect(await post(form, { headers })).toMatchObject({ status: 202, body: { received: [{ state: 'received' }] } });
    expect(await post(form, { headers })).toMatchObject({ status: 202, body: { received: [{ state: 'known' }] } });
    expect((await files()).length).toBe(1);
  });

  it('is told that its token is refused though it is still sending, so that it ends with 5 and not with 4', async () => {
    const form = formOf({}, { name: 'ventes.csv', bytes: Buffer.alloc(12_000_000, 'x;y\n') });
    for (const headers of [as51, as7]) {
      const refused = await post(form, { headers, token: 'cuvee_petit-domaine_faux' });
      expect(refused).toMatchObject({ status: 401, body: { detail: expect.any(String) } });
      expect(await post(form, { headers, token: nothingScope })).toMatchObject({ status: 403 });
    }
    expect(await files()).toEqual([]);
  });

  it('leaves nothing behind when the line is cut in the middle of a file; sent again, it is whole', async () => {
    const bytes = Buffer.alloc(3_000_000, 'client_code;ville\r\nCL001;Colmar\r\n');
    const form = formOf({ dataset: 'clients' }, { name: 'clients.csv', bytes });
    const socket = await opened();
    socket.write(headOf(form.length, { headers: as7, token, isChunked: false }));
    socket.write(form.subarray(0, form.length / 2));
    await sleep(100);
    socket.destroy();
    await expect.poll(() => readdir(join(estateFolders(estate.home, 'petit-domaine').root, 'incoming'))).toEqual([]);
    expect(await files()).toEqual([]);
    expect(await post(form, { headers: as51 })).toMatchObject({ status: 202 });
    expect(await files()).toMatchObject([{ bytes: bytes.length }]);
  });

  it('is told 5xx while the server cannot keep a file, and 202 when it can again', async () => {
    const form = formOf({ dataset: 'produits' }, { name: 'produits.csv', bytes: csv('P1') });
    const incoming = join(estateFolders(estate.home, 'petit-domaine').root, 'incoming');
    await rm(incoming, { recursive: true, force: true });
    await writeFile(incoming, 'in the way');
    expect((await post(form, { headers: as51 })).status).toBeGreaterThanOrEqual(500);
    await rm(incoming);
    expect(await post(form, { headers: as51 })).toMatchObject({ status: 202 });
  });

  it('hears of a file nobody can read in an answer of 202: its state says so', async () => {
    const nobody = formOf({}, { name: 'divers.csv', bytes: Buffer.from('a;b\r\n1;2\r\n') });
    expect(await post(nobody, { headers: as7 })).toMatchObject({
      status: 202,
      body: { received: [{ state: 'unknown_dataset', sentence: { fr: expect.stringContaining('divers.csv') } }] },
    });
  });

  it.each([
    ['as browsers write it', 'filename="clients été €.csv"', 'clients été €.csv'],
    [
      'as PowerShell 7 writes it with -Form',
      `filename="=?utf-8?B?Y2xpZW50cyDDqXTDqS5jc3Y=?="; filename*=utf-8''clients%20%C3%A9t%C3%A9.csv`,
      'clients été.csv',
    ],
  ])('may name a file with accents, %s', async (_, words, name) => {
    const form = formOf({}, { name: '', bytes: csv('A1') }, words);
    expect(await post(form, { headers: as7 })).toMatchObject({
      status: 202,
      body: { received: [{ name, state: 'received', dataset: 'clients' }] },
    });
  });
});

async function files(): Promise<readonly unknown[]> {
  const rows = await estate.world.database.rows<{ dataset: string; bytes: number; at: Date }>(
    sql(`select dataset, byte_count as bytes, exported_at as at from etl.files where estate_id = 'petit-domaine'`),
  );
  return rows.map(({ dataset, bytes, at }) => ({ dataset, bytes, exportedAt: at.toISOString() }));
}

interface Answer {
  readonly status: number;
  readonly hasContinued: boolean;
  readonly body: unknown;
}

interface Asking {
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string;
  readonly isChunked: boolean;
}

/** Fields first, then the file, as Send-Fichier adds them; parts of .NET without a type have none. */
function formOf(
  fields: Readonly<Record<string, string>>,
  file: { readonly name: string; readonly bytes: Buffer },
  filename = `filename="${file.name}"`,
): Buffer {
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Disposition: form-data; name="file"; ${filename}\r\n\r\n`;
  return Buffer.concat([Buffer.from(texts.join('') + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

function headOf(length: number, { headers, token: shown, isChunked }: Asking): string {
  const all = {
    Authorization: `Bearer ${shown}`,
    Accept: 'application/json',
    'Accept-Language': 'fr',
    'Content-Type': `multipart/form-data; boundary="${boundary}"`,
    Host: `127.0.0.1:${port}`,
    ...(isChunked ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': String(length) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST /api/v1/exports HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

async function opened(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends the form and reads the whole answer; .NET Framework waits a third of a second for « 100 Continue » before it sends. */
async function post(form: Buffer, asking: Partial<Asking> & Pick<Asking, 'headers'>): Promise<Answer> {
  const whole = { token, isChunked: false, ...asking };
  const socket = await opened();
  let heard = '';
  let isBroken = false;
  socket.on('data', (bytes) => (heard += bytes.toString('utf8')));
  socket.on('error', () => (isBroken = true));
  socket.write(headOf(form.length, whole));
  if ('Expect' in whole.headers) await until(() => heard.includes('\r\n\r\n'), 350);
  const hasContinued = heard.startsWith('HTTP/1.1 100 ');
  const written = new Promise<void>((resolve) => socket.write(whole.isChunked ? chunked(form) : form, () => resolve()));
  await until(() => answerIn(heard) !== undefined || isBroken, 8_000);
  await Promise.race([written, sleep(1_000)]);
  socket.destroy();
  const answer = answerIn(heard);
  if (!answer) throw new Error(`no answer: ${heard.slice(0, 200)}, broken: ${isBroken}`);
  return { ...answer, hasContinued };
}

function chunked(form: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let from = 0; from < form.length; from += 700) {
    const piece = form.subarray(from, from + 700);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

/** The final answer, once all of it is there. */
function answerIn(heard: string): Omit<Answer, 'hasContinued'> | undefined {
  const final = heard.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');
  const end = final.indexOf('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(final.slice(0, end))?.[1];
  const body = final.slice(end + 4);
  if (end < 0 || length === undefined || Buffer.byteLength(body) < Number(length)) return undefined;
  return { status: Number(final.slice(9, 12)), body: JSON.parse(body) };
}

async function until(isSo: () => boolean, mostMs: number): Promise<void> {
  for (const end = Date.now() + mostMs; !isSo() && Date.now() < end; ) await sleep(5);
}
