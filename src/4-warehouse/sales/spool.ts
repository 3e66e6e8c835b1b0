/** Rows put aside while another COPY holds the connection: a file of the system's temporary folder, gone with its process. */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFailure } from '../../values/own-csv.ts';

/** Characters gathered before they are written. */
const pieceCharacters = 256 * 1024;

export class Spool {
  readonly #folder: string;
  readonly #path: string;
  readonly #file: number;
  #text = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'rows');
    this.#file = openSync(this.#path, 'w+', 0o600);
  }

  static async open(): Promise<Spool> {
    const spool = new Spool(await mkdtemp(join(tmpdir(), 'cuvee-rows-')));
    // Without a name already, so that a process that is killed leaves nothing; where the system refuses, `remove` does it.
    await spool.#forget();
    return spool;
  }

  /** Takes a text of one character per byte. Throws the `Failure` of the disk. */
  write(text: string): void {
    this.#text += text;
    if (this.#text.length >= pieceCharacters) this.#flush();
  }

  /** All that was written, as bytes. */
  read(): AsyncIterable<Buffer> {
    this.#flush();
    return createReadStream(this.#path, {
      fd: this.#file,
      start: 0,
      autoClose: false,
      highWaterMark: pieceCharacters,
    });
  }

  async remove(): Promise<void> {
    closeSync(this.#file);
    await this.#forget();
  }

  async #forget(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true }).catch(() => {});
  }

  #flush(): void {
    const bytes = Buffer.from(this.#text, 'latin1');
    this.#text = '';
    try {
      for (let at = 0; at < bytes.length; at += writeSync(this.#file, bytes, at));
    } catch (error) {
      throw diskFailure(error, this.#path);
    }
  }
}
