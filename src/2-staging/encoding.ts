/**
 * How the characters of a file were written. The whole file is surveyed before a line is decoded: the first accent may
 * come after a megabyte of plain ASCII, and one wrong guess would spoil every name below it.
 */
import { isAscii, isUtf8 } from 'node:buffer';

export const encodings = [
  'utf-8',
  'windows-1252',
  'iso-8859-15',
  'cp850',
  'macintosh',
  'utf-16le',
  'utf-16be',
  'mixed',
] as const;
/** `cp850`: what programs born under DOS still write (old tills and cellar software). `macintosh`: Excel's « CSV (Macintosh) ». `mixed`: mostly UTF-8 with windows-1252 bytes in between, as when two exports were pasted into one file. */
export type Encoding = (typeof encodings)[number];

export interface EncodingFinding {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark to skip. */
  readonly bomBytes: number;
  /** How many bytes are no valid UTF-8 in a `mixed` file, else 0. */
  readonly strayBytes: number;
}

interface ByteCounts {
  total: number;
  nul: number;
  nulAtEven: number;
  utf8Sequences: number;
  strayHigh: number;
  /** 0x80–0x9F outside UTF-8: letters and signs in windows-1252, nothing at all in ISO-8859-15. */
  strayC1: number;
  /** Bytes that are € Œ œ Ÿ in ISO-8859-15 and were hardly meant as ¤ ¼ ½ ¾. */
  latin9: number;
  /** Bytes beside letters that are é è ç ê ë ï â ü É in CP850 and, in windows-1252, signs no word holds (‚ Š ‡ ˆ ‰ ‹ ƒ). */
  dosLetters: number;
  /** Of those, é è ç, which a Macintosh writes otherwise. */
  dosSure: number;
  /** Bytes beside letters that are é è ç on a Macintosh and, in windows-1252, Ž or nothing at all. */
  macLetters: number;
  /** Bytes beside letters that are the small accented letters of windows-1252. */
  ansiLetters: number;
}

/** Counts bytes, chunk by chunk, at memory speed where the text is plain or valid UTF-8. */
export class ByteSurvey {
  readonly counts: ByteCounts = {
    total: 0,
    nul: 0,
    nulAtEven: 0,
    utf8Sequences: 0,
    strayHigh: 0,
    strayC1: 0,
    latin9: 0,
    dosLetters: 0,
    dosSure: 0,
    macLetters: 0,
    ansiLetters: 0,
  };
  #first: Buffer = Buffer.alloc(0);
  #carried: Buffer = Buffer.alloc(0);

  /** Takes the next bytes of the file; empty chunks are fine. */
  add(chunk: Buffer): void {
    if (this.#first.length < 4) this.#first = Buffer.concat([this.#first, chunk.subarray(0, 4)]);
    if (chunk.includes(0)) this.#countNuls(chunk);
    this.counts.total += chunk.length;
    const bytes = this.#carried.length === 0 ? chunk : Buffer.concat([this.#carried, chunk]);
    const cut = endOfWholeCharacters(bytes);
    this.#carried = bytes.subarray(cut);
    this.#countHigh(bytes.subarray(0, cut));
  }

  /** What the file is written in, all bytes considered. */
  finish(): EncodingFinding {
    this.#countHigh(this.#carried);
    this.#carried = Buffer.alloc(0);
    const marked = byteOrderMark(this.#first);
    if (marked && marked.encoding !== 'utf-8') return { ...marked, strayBytes: 0 };
    const bomBytes = marked?.bomBytes ?? 0;
    const wide = marked ? undefined : this.#utf16();
    if (wide) return { encoding: wide, bomBytes: 0, strayBytes: 0 };
    const encoding = decideByCounts(this.counts, bomBytes > 0);
    return { encoding, bomBytes, strayBytes: encoding === 'mixed' ? this.counts.strayHigh : 0 };
  }

  // Latin text in UTF-16 has a zero in every second byte, always on the same side.
  #utf16(): 'utf-16le' | 'utf-16be' | undefined {
    const { total, nul, nulAtEven } = this.counts;
    if (total < 4 || nul < total * 0.3) return undefined;
    if (nulAtEven < nul * 0.05) return 'utf-16le';
    return nulAtEven > nul * 0.95 ? 'utf-16be' : undefined;
  }

  #countNuls(chunk: Buffer): void {
    for (let at = chunk.indexOf(0); at >= 0; at = chunk.indexOf(0, at + 1)) {
      this.counts.nul++;
      if ((this.counts.total + at) % 2 === 0) this.counts.nulAtEven++;
    }
  }

  #countHigh(bytes: Buffer): void {
    if (isAscii(bytes)) return;
    if (isUtf8(bytes)) {
      this.counts.utf8Sequences += estimateSequences(bytes);
      return;
    }
    countStrayBytes(bytes, this.counts);
  }
}

// In French text written as windows-1252 a valid UTF-8 pair is a rare accident (É followed by »); in a mixed file they abound.
function decideByCounts(counts: ByteCounts, isMarkedUtf8: boolean): Encoding {
  if (counts.strayHigh === 0) return 'utf-8';
  if (isMarkedUtf8 || counts.utf8Sequences > (counts.utf8Sequences + counts.strayHigh) * 0.1) return 'mixed';
  if (counts.macLetters > 3 * counts.ansiLetters && counts.macLetters > counts.dosSure) return 'macintosh';
  if (counts.dosLetters > 3 * counts.ansiLetters) return 'cp850';
  if (counts.strayC1 > 0) return 'windows-1252';
  return counts.latin9 > 0 ? 'iso-8859-15' : 'windows-1252';
}

// Only its order of magnitude matters, against stray bytes elsewhere: a sample of the chunk tells enough.
function estimateSequences(utf8: Buffer): number {
  const sample = utf8.subarray(0, 8192);
  let leads = 0;
  for (const byte of sample) if (byte >= 0xc2) leads++;
  return Math.max(1, Math.round((leads * utf8.length) / sample.length));
}

function byteOrderMark(first: Buffer): { encoding: Encoding; bomBytes: number } | undefined {
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (first[0] === 0xff && first[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (first[0] === 0xfe && first[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return undefined;
}

// Without 0x85, 0x8c, 0x92–0x97 and 0x9c: … Œ ’ “ ” – — œ stand beside letters in windows-1252 too.
const dosOnly = new Set([0x81, 0x82, 0x83, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x90]);
const dosSure = new Set([0x82, 0x87, 0x8a]);
const macOnly = new Set([0x8d, 0x8e, 0x8f]);

function countStrayBytes(bytes: Buffer, counts: ByteCounts): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = nextHigh(view, 0); at < bytes.length; at = nextHigh(view, at + 1)) {
    const byte = bytes[at] ?? 0;
    const length = utf8SequenceLength(bytes, at);
    if (length > 0) {
      counts.utf8Sequences++;
      at += length - 1;
      continue;
    }
    counts.strayHigh++;
    if (dosOnly.has(byte) && touchesLetter(bytes, at)) counts.dosLetters++;
    if (dosSure.has(byte) && touchesLetter(bytes, at)) counts.dosSure++;
    else if (macOnly.has(byte) && touchesLetter(bytes, at)) counts.macLetters++;
    else if (byte >= 0xe0 && touchesLetter(bytes, at)) counts.ansiLetters++;
    if (byte < 0xa0) counts.strayC1++;
    else if (byte === 0xa4 || (byte >= 0xbc && byte <= 0xbe && touchesLetter(bytes, at))) counts.latin9++;
  }
}

/** Where the next byte above ASCII is, from `from` on; the length when there is none. Four bytes are looked at at once: few are. */
function nextHigh(view: DataView, from: number): number {
  let at = from;
  while (at + 4 <= view.byteLength && (view.getInt32(at) & 0x80808080) === 0) at += 4;
  while (at < view.byteLength && view.getUint8(at) < 0x80) at++;
  return at;
}

// ½ stands beside digits and spaces; œ and Ÿ stand beside letters: c½ur, b½uf, L'HA¾.
function touchesLetter(bytes: Buffer, at: number): boolean {
  return isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]);
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0xc0);
}

/** The length of the valid UTF-8 sequence of two to four bytes that starts at `at`, or 0. */
export function utf8SequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length || ((bytes[at + 1] ?? 0) & 0xc0) !== 0x80) return 0;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** Where the bytes may be cut without splitting a character of UTF-8: before the last run of bytes ≥ 0x80. */
export function endOfWholeCharacters(bytes: Buffer): number {
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 4 && (bytes[end - 1] ?? 0) >= 0x80) end--;
  return bytes.length - end >= 4 ? bytes.length : end;
}
