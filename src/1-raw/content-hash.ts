/** The identity of a file: the SHA-256 of its bytes as they are, in hexadecimal. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** One buffer of this size is reused: larger ones gain nothing, smaller ones cost a call each. */
const chunkBytes = 1024 * 1024;

/** What went through: how many bytes, and their hash. */
export interface Content {
  readonly fileHash: string;
  readonly byteCount: number;
}

/** Hashes a file in flat memory. Throws what the system says (`ENOENT`, `EACCES` …). */
export async function hashFile(path: string): Promise<Content> {
  const file = await open(path, 'r');
  try {
    return await hashOpenFile(file);
  } finally {
    await file.close();
  }
}

/** Hashes an open file from its first byte, wherever it was being read. */
export async function hashOpenFile(file: FileHandle): Promise<Content> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let byteCount = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, byteCount);
    if (bytesRead === 0) return { fileHash: hash.digest('hex'), byteCount };
    hash.update(buffer.subarray(0, bytesRead));
    byteCount += bytesRead;
  }
}
