/** The bytes of an archived export, unpacked on the fly when it is a `.gz`, and never more of them than a file may hold. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { stop } from './unreadable.ts';

const chunkBytes = 256 * 1024;
/** More than ten years of lines of a large estate; a file beyond it is no export. */
const maximumUnpackedBytes = 2 * 1024 ** 3;
/** Text packs 5 to 60 times; a bomb of zeros a thousand times. Small files may pack as well as they like. */
const maximumPackingRatio = 250;
const ratioCountsFromBytes = 64 * 1024 ** 2;

/** Reads a file (absolute path), `.gz` or not. Throws `UnreadableFile` when it is cut short or a bomb, `Failure` when it is gone. */
export async function* readRawBytes(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  try {
    const isPacked = await startsPacked(path);
    yield* isPacked ? unpack(file) : limited(file);
  } catch (error) {
    throw readFailure(error, path);
  } finally {
    file.destroy();
  }
}

/** The first bytes of a file, unpacked: enough to tell a workbook from text. */
export async function readFirstBytes(path: string, count: number): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  for await (const chunk of readRawBytes(path)) {
    first = Buffer.concat([first, chunk]);
    if (first.length >= count) break;
  }
  return first.subarray(0, count);
}

/** Whether the file itself, before any unpacking, is gzip. */
export async function startsPacked(path: string): Promise<boolean> {
  const file = createReadStream(path, { start: 0, end: 1 });
  for await (const bytes of file) return Buffer.isBuffer(bytes) && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return false;
}

async function* limited(chunks: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    total += chunk.length;
    if (total > maximumUnpackedBytes) throw tooLarge();
    yield chunk;
  }
}

async function* unpack(file: ReturnType<typeof createReadStream>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let unpacked = 0;
  try {
    for await (const chunk of limited(gunzip)) {
      unpacked += chunk.length;
      if (unpacked > ratioCountsFromBytes && unpacked > file.bytesRead * maximumPackingRatio) throw tooLarge();
      yield chunk;
    }
  } finally {
    gunzip.destroy();
  }
}

function tooLarge(): Failure {
  return stop(
    'ARCHIVE_TOO_LARGE',
    'une fois décompressé, il dépasse 2 Go ou gonfle plus de 250 fois : ce n’est pas un export. Exportez une période plus courte',
    'unpacked, it exceeds 2 GB or swells more than 250 times: this is no export. Export a shorter period',
  );
}

function readFailure(error: unknown, path: string): unknown {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) {
    return stop(
      'GZIP_DAMAGED',
      'le fichier .gz est abîmé ou coupé avant la fin. Déposez-le à nouveau',
      'the .gz file is damaged or cut short. Drop it again',
    );
  }
  return new Failure(
    'ARCHIVE_UNREADABLE',
    sentence(
      `Le fichier archivé ${path} ne peut pas être lu (${code}). Lancez « cuvee doctor --verify-raw ».`,
      `The archived file ${path} cannot be read (${code}). Run "cuvee doctor --verify-raw".`,
    ),
    { facts: { path, errno: code }, cause: error, retry: 'later' },
  );
}
