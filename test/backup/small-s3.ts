/** A store that speaks as much S3 as a backup needs, on this machine: it checks what it is told and remembers what it was sent. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

export interface SmallS3 {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** `METHOD /key`, in order. */
  readonly calls: string[];
  /** Changes a byte of whatever is stored from now on. */
  isLying: boolean;
  close(): Promise<void>;
}

const shape =
  /^AWS4-HMAC-SHA256 Credential=KEYOFTESTS\/\d{8}\/gra\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host;[a-z0-9;-]*x-amz-content-sha256;x-amz-date, Signature=[0-9a-f]{64}$/;

export async function startSmallS3(): Promise<SmallS3> {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  const store = { objects, calls, isLying: false };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const key = decodeURIComponent(request.url ?? '');
      calls.push(`${request.method} ${key}`);
      const refuse = (status: number, code: string): void => {
        response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
      };
      if (!shape.test(request.headers.authorization ?? '')) return refuse(403, 'SignatureDoesNotMatch');
      const told = request.headers['x-amz-content-sha256'];
      if (told !== createHash('sha256').update(body).digest('hex')) return refuse(400, 'XAmzContentSHA256Mismatch');
      if (request.headers['transfer-encoding'] !== undefined) return refuse(501, 'NotImplemented');
      if (request.method === 'PUT') {
        if (store.isLying && body.length > 100) body.writeUInt8(body.readUInt8(100) ^ 1, 100);
        objects.set(key, body);
        return response.writeHead(200).end();
      }
      if (request.method === 'DELETE') {
        objects.delete(key);
        return response.writeHead(204).end();
      }
      const found = objects.get(key);
      return found ? response.writeHead(200).end(found) : refuse(404, 'NoSuchKey');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return Object.assign(store, {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces);
}
