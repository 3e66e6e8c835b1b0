/** Bytes on their way in and out of an archive: packed, encrypted, hashed, in flat memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Decrypter, Encrypter } from 'age-encryption';

export type Bytes = AsyncIterable<Uint8Array>;

/** The bytes encrypted to a public key. */
export async function* encrypted(bytes: Bytes, recipient: string): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  yield* chunksOf(await encrypter.encrypt(webStream(bytes)));
}

/** The bytes in clear. Every 64 KiB carry their own proof: a changed byte throws where it stands. */
export async function* decrypted(bytes: Bytes, identity: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  yield* chunksOf(await decrypter.decrypt(webStream(bytes)));
}

/** SHA-256 (hexadecimal) and length of a file on disk. */
export async function hashOfFile(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  return hashOf(createReadStream(path, { highWaterMark: 256 * 1024 }));
}

/** SHA-256 (hexadecimal) and length of what comes. */
export async function hashOf(
  bytes: AsyncIterable<unknown>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const chunk of bytes) {
    if (!(chunk instanceof Uint8Array)) continue;
    hash.update(chunk);
    count += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes: count };
}

/** Makes what was written to a file certain: it outlives a loss of power. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function webStream(bytes: Bytes): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        isOver = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!isOver) await reader.cancel().catch(() => {});
  }
}
