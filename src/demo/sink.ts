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

/** Text as bytes. Throws a RangeError for a character that Windows-1252 does not have. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding !== 'windows-1252') return Buffer.from(text, 'utf8');
  return Buffer.from(text.replace(/[\u0100-\uffff]/g, toWindows1252), 'latin1');
}

// Latin-1 takes the byte as the code point, so the 27 characters Windows-1252 keeps in 0x80–0x9F go through it as controls.
function toWindows1252(character: string): string {
  const byte = windows1252Bytes.get(character);
  if (byte === undefined) throw new RangeError(`Windows-1252 has no U+${character.codePointAt(0)?.toString(16)}`);
  return String.fromCharCode(byte);
}

const windows1252Bytes = new Map<string, number>();
for (let byte = 0x80; byte < 0xa0; byte++) {
  windows1252Bytes.set(
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte, 0x41), { stream: true }).charAt(0),
    byte,
  );
}
