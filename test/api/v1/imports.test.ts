/** An estate's Monday through the API: files sent, columns explained, the week run, a refused line corrected and walked back to. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from '../../../src/estate/settings-store.ts';
import { runWeek } from '../../../src/run/run-week.ts';
import { testEstate } from '../../support/estate-world.ts';
import type { Browser } from '../security/api-case.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

let house: EstateHouse;
let cellar: Browser;

// 30 good lines and one on a day that does not exist.
const header = 'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no';
const good = Array.from({ length: 30 }, (_, n) => `CL${n};27/10/2026;Riesling Alsace;1;10,00;VENTE;V${n}`);
const sales = [header, ...good, 'CL99;31/02/2026;Riesling Alsace;6;60,00;VENTE;N1'].join('\n');

beforeAll(async () => {
  house = await estateHouse(await testEstate({ changes: noSecondFactor }));
  cellar = await house.signedIn('cave', 'operateur');
});
afterAll(() => house.close());

interface Sent {
  readonly received: readonly { state: string; dataset: string | null; hash: string | null; needsMapping: boolean }[];
}

/** Sends files as a browser's form does. */
async function sendFiles(files: Readonly<Record<string, string | Buffer>>, query = '') {
  const boundary = 'the-end-of-a-part';
  const parts = Object.entries(files).map(([name, content]) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
  );
  return house.app.inject({
    method: 'POST',
    url: `/api/v1/exports${query}`,
    headers: {
      cookie: cellar.cookie,
      'x-csrf-token': cellar.csrf,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
}

/** What the worker does with the job. */
async function week(): Promise<void> {
  const { settings, configHash } = await readSettings(house.estate.world.database, 'petit-domaine');
  await runWeek({ ...house.estate.world, settings, configHash, clock: house.clock }, { asOf: '2026-11-23' });
}

it('takes files by their content, whatever they are called, and puts nothing where their name points', async () => {
  const sent = await sendFiles({
    '../../../../tmp/evil ventes.csv': sales,
    'essai.csv': 'a;b\n1;2\n',
    'photo.jpg': 'x',
  });
  expect(sent.statusCode).toBe(202);
  const { received } = sent.json<Sent>();
  expect(received).toMatchObject([
    { name: 'evil ventes.csv', state: 'received', dataset: 'ventes_lignes', isNew: true, needsMapping: false },
    { state: 'unknown_dataset', dataset: null, hash: null },
    { state: 'unknown_dataset' },
  ]);
  expect(existsSync('/tmp/evil ventes.csv')).toBe(false);
  expect(await readdir(join(house.estate.world.folders.root, 'incoming'))).toEqual([]);
  expect((await sendFiles({ 'encore.csv': sales })).json<Sent>().received).toMatchObject([
    { state: 'known', isNew: false },
  ]);
  const workbook = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(26 * 1024 ** 2)]);
  expect((await sendFiles({ 'clients.csv': workbook })).statusCode).toBe(413);
  expect((await sendFiles({})).statusCode).toBe(400);
  const reader = await house.signedIn('lecteur', 'lecteur');
  expect((await reader.call('POST', '/exports')).statusCode).toBe(403);
});

it('has unknown columns explained by a person, and reads the file then', async () => {
  const strange = ['Kdnr;Familienname;Ort', 'CL1;Muller;Colmar', 'CL2;Weber;Riquewihr', ''].join('\n');
  const { received } = (await sendFiles({ 'kunden.csv': strange }, '?dataset=clients')).json<Sent>();
  expect(received).toMatchObject([{ state: 'received', dataset: 'clients', needsMapping: true }]);
  const fileHash = received[0]?.hash ?? '';
  const proposal = await cellar.call('GET', `/profiles/isavigne/clients/proposal?file=${fileHash}`);
  expect(proposal.json()).toMatchObject({ preview: { ok: false }, headers: [{ header: 'Kdnr' }, {}, {}] });
  const mapping = { Kdnr: 'client_code', Familienname: 'nom', Ort: 'ville' };
  const tried = await cellar.call('POST', '/profiles/isavigne/clients/test', { fileHash, mapping });
  expect(tried.json()).toMatchObject({ ok: true, columns: ['client_code', 'nom', 'ville'], rows: [{ line: 2 }, {}] });
  const half = await cellar.call('PUT', '/profiles/isavigne/clients', { fileHash, mapping: { Kdnr: null } });
  expect(half.statusCode).toBe(400);
  expect((await cellar.call('PUT', '/profiles/isavigne/clients', { fileHash, mapping })).statusCode).toBe(200);
  await week();
  const files = await cellar.call('GET', '/files?dataset=clients');
  expect(files.json()).toMatchObject({ items: [{ name: 'kunden.csv', state: 'loaded', rowsKept: 2 }] });
});

it('tells of the run, shows the refused line in its file, and takes its correction in', async () => {
  const [run] = (await cellar.call('GET', '/runs')).json<{ items: { runId: string }[] }>().items;
  const told = await cellar.call('GET', `/runs/${run?.runId}`);
  expect(told.json()).toMatchObject({
    status: 'done',
    linesRead: 31,
    linesRejected: 1,
    documents: { new: 30, changed: 0 },
    drift: null,
    filesRead: [{ dataset: 'clients' }, { dataset: 'ventes_lignes', rowsRejected: 1, firstDay: '2026-10-27' }],
  });
  expect(told.json<{ steps: unknown[] }>().steps).toHaveLength(8);
  const { items } = (await cellar.call('GET', '/rejects')).json<{ items: { fileHash: string; fileLine: number }[] }>();
  expect(items).toMatchObject([
    { dataset: 'ventes_lignes', column: 'date_livraison', value: '31/02/2026', fileLine: 32 },
  ]);
  const key = { source: 'isavigne', dataset: 'ventes_lignes', fileHash: items[0]?.fileHash, fileLine: 32 };

  const lines = await cellar.call('GET', `/files/${key.fileHash}/lines?around=32&span=1`);
  expect(lines.json()).toMatchObject({
    raw: [{ line: 31 }, { line: 32, text: 'CL99;31/02/2026;Riesling Alsace;6;60,00;VENTE;N1' }],
    staging: { rows: [{ line: 31 }, { line: 32 }] },
    curated: { rows: [{ line: 31 }] },
    rejects: [{ line: 32, code: 'DAY_IMPOSSIBLE' }],
  });

  house.wait(5);
  const values = { date_livraison: '28/02/2026' };
  const corrected = await cellar.call('POST', '/rejects/correct', { ...key, values, reason: 'vu sur le bon' });
  expect(corrected.json()).toMatchObject({ corrections: [{ column: 'date_livraison', author: 'cave' }] });
  expect((await cellar.call('GET', '/rejects/reasons')).json()).toMatchObject({
    correctedRows: 1,
    items: [{ lines: 1 }],
  });
  house.wait(5);
  await week();
  expect((await cellar.call('GET', '/rejects')).json()).toMatchObject({ items: [], total: 0 });
  expect((await cellar.call('GET', '/corrections')).json()).toMatchObject({
    items: [{ values: [{ value: '28/02/2026' }] }],
  });

  const home = (await cellar.call('GET', '/home')).json<Record<string, unknown>>();
  expect(home).toMatchObject({
    run: { status: 'done', asOf: '2026-11-23' },
    waits: { rejectedLines: 0, correctedRows: 0, files: 0 },
    yearToDate: { mtHt: 360, mtHtBefore: 0 },
  });
  expect((await cellar.call('GET', '/data-health')).json()).toMatchObject({
    audit: { asOf: '2026-11-23' },
    rejectedLines: 0,
  });
  expect((await cellar.call('GET', '/data-health/export')).body).toContain('règle;code');
});
