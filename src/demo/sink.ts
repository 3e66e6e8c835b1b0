import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Encoding } from './dialect.ts';

const fullAt = 1 << 17;

/** A text file being written: text gathers until the sink is full, and the disk sets the pace. */
export class FileSink {
  readonly #encoding: Encoding;
  readonly #head: Writable;
  readonly #tail: Writable;
  #waiting: string;
  #bytes = 0;

  constructor(path: string, encoding: Encoding, isGzip: boolean) {
    this.#encoding = encoding;
    this.#tail = createWriteStream(path);
    this.#head = this.#tail;
    if (isGzip) {
      const gzip = createGzip();
      gzip.pipe(this.#tail);
      this.#head = gzip;
    }
    this.#waiting = encoding === 'utf-8-bom' || encoding === 'utf-16le' ? '\ufeff' : '';
  }

  /** Bytes before compression. */
  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.#waiting.length >= fullAt;
  }

  add(text: string): void {
    this.#waiting += text;
  }

  async flush(): Promise<void> {
    const bytes = encode(this.#waiting, this.#encoding);
    this.#waiting = '';
    this.#bytes += bytes.length;
    if (bytes.length > 0 && !this.#head.write(bytes)) await once(this.#head, 'drain');
  }

  async close(): Promise<void> {
    await this.flush();
    this.#head.end();
    await finished(this.#tail);
  }
}

/** Text as bytes. Throws a RangeError for a character that a one-byte encoding does not have. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding !== 'windows-1252' && encoding !== 'iso-8859-15') return Buffer.from(text, 'utf8');
  const bytes = ownBytes[encoding];
  return Buffer.from(
    text.replace(/[\u0100-\uffff]/g, (character) => {
      const byte = bytes.get(character);
      if (byte === undefined) throw new RangeError(`${encoding} has no U+${character.codePointAt(0)?.toString(16)}`);
      return String.fromCharCode(byte);
    }),
    'latin1',
  );
}

// Latin-1 takes the byte as the code point: only what an encoding keeps elsewhere needs its own byte.
const ownBytes = { 'windows-1252': bytesOf('windows-1252'), 'iso-8859-15': bytesOf('iso-8859-15') };

function bytesOf(encoding: string): ReadonlyMap<string, number> {
  const bytes = Array.from({ length: 0x80 }, (_, index) => 0x80 + index);
  const decoder = new TextDecoder(encoding);
  return new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte, 0x41), { stream: true }).charAt(0), byte]));
}
