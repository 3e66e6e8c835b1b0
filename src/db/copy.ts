/** COPY in both directions, with memory that stays flat however many lines pass. */
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from, to } from 'pg-copy-streams';

/** What can be copied in: pieces of text or bytes, of any size; a stream is one too. */
export type CopySource = AsyncIterable<string | Buffer>;

/** Small pieces are gathered to this size: one message per line would cost more than its content. */
const messageBytes = 64 * 1024;

/** Sends what the source yields and gives the rows copied. If the source throws, nothing is copied and that is thrown. */
export async function copyFromSource(client: ClientBase, copyStatement: string, source: CopySource): Promise<number> {
  const broken: { error?: unknown } = {};
  const copying = client.query(from(copyStatement));
  try {
    await pipeline(Readable.from(gathered(source, broken), { objectMode: false }), copying);
  } catch (error) {
    // The error arrives before the connection is ready again: an empty query waits for that.
    await client.query('').catch(() => {});
    throw broken.error ?? error;
  }
  return copying.rowCount;
}

/** The rows of a `copy … to stdout` as bytes. The connection is lent until all are read or nobody wants them. */
export function copyToReadable(
  lend: <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>,
  copyStatement: string,
): Readable {
  const bytes = new PassThrough();
  lend((client) => passOn(client.query(to(copyStatement)), bytes)).catch((error: unknown) =>
    bytes.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return bytes;
}

// A reader that leaves early does not end the COPY: what remains is read and dropped, so that the connection is usable.
async function passOn(rows: Readable, bytes: PassThrough): Promise<void> {
  for await (const chunk of rows) {
    if (bytes.destroyed) continue;
    if (!bytes.write(chunk)) await drained(bytes);
  }
  bytes.end();
}

function drained(bytes: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      bytes.off('drain', go);
      bytes.off('close', go);
      resolve();
    };
    bytes.once('drain', go);
    bytes.once('close', go);
  });
}

/** The pieces of a source in messages of 64 KiB or more; what the source throws is kept, as pipeline may wrap it. */
async function* gathered(source: CopySource, broken: { error?: unknown }): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  try {
    for await (const piece of source) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      pending.push(bytes);
      pendingBytes += bytes.length;
      if (pendingBytes >= messageBytes) {
        yield pending.length === 1 ? bytes : Buffer.concat(pending, pendingBytes);
        pending = [];
        pendingBytes = 0;
      }
    }
    if (pendingBytes > 0) yield Buffer.concat(pending, pendingBytes);
  } catch (error) {
    broken.error = error;
    throw error;
  }
}
