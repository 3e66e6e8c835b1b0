/**
 * The request that EnvoyerExport.ps1 makes, byte for byte as the HttpClient of .NET Framework writes a form: its boundary in quotes, its
 * fields without a type, its file last. PowerShell itself runs nowhere here; what reads the form is what the server reads forms with.
 */
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';

const boundary = '7d1b2c3a-0f5e-4c0e-9a51-0c8f2f8d1e77';

describe('the uploader of Windows', () => {
  it('sends a form in which source, dataset and the bytes of the file are found again', async () => {
    const bytes = Buffer.from('client_code;ville\r\nCL001;Eguisheim é€\r\n', 'latin1');
    const app = Fastify();
    await app.register(multipart);
    app.post('/api/v1/exports', async (request) => {
      const fields: Record<string, string> = {};
      for await (const part of request.parts()) {
        if (part.type === 'file') fields[`file ${part.filename}`] = (await part.toBuffer()).toString('hex');
        else fields[part.fieldname] = String(part.value);
      }
      return fields;
    });
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/exports',
      headers: {
        'content-type': `multipart/form-data; boundary="${boundary}"`,
        authorization: 'Bearer cuvee_x',
        accept: 'application/json',
      },
      payload: asWindowsWritesIt({ source: 'isavigne', dataset: 'clients' }, { name: 'clients du 16 (1).csv', bytes }),
    });
    await app.close();
    expect(answer.json()).toEqual({
      source: 'isavigne',
      dataset: 'clients',
      'file clients du 16 (1).csv': bytes.toString('hex'),
    });
  });
});

function asWindowsWritesIt(fields: Record<string, string>, file: { name: string; bytes: Buffer }): Buffer {
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(texts.join('') + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}
