/** Turns the bytes of an export, whatever it was written in, into UTF-8 bytes: the only text the rest of the room sees. */
import { isAscii } from 'node:buffer';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { type Encoding, endOfWholeCharacters, utf8SequenceLength } from './encoding.ts';

type SingleByteEncoding = 'windows-1252' | 'iso-8859-15' | 'cp850' | 'macintosh';

/** UTF-8 bytes of the characters 0x80–0xFF, four places each: the first holds how many of the next three count. */
type HighTable = Uint8Array;

const tables = new Map<SingleByteEncoding, HighTable>();

/**
 * The bytes of a file as UTF-8, chunk by chunk, the byte order mark left out. A chunk may end inside a character (CSV cuts
 * at ASCII bytes only, so nobody minds).
 */
export async function* toUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  bomBytes: number,
): AsyncGenerator<Buffer> {
  const bytes = skipBytes(chunks, bomBytes);
  switch (encoding) {
    case 'utf-8':
      yield* bytes;
      return;
    case 'windows-1252':
    case 'iso-8859-15':
    case 'cp850':
    case 'macintosh':
      for await (const chunk of bytes) yield singleByteToUtf8(chunk, encoding);
      return;
    case 'utf-16le':
    case 'utf-16be':
      yield* utf16ToUtf8(bytes, encoding);
      return;
    case 'mixed':
      yield* mixedToUtf8(bytes);
  }
}

async function* skipBytes(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    const rest = left > 0 ? chunk.subarray(Math.min(left, chunk.length)) : chunk;
    left -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}

/** Text of one byte per character as UTF-8. A table instead of a decoder: 159 MB in 0.1 s, and no string is made. */
export function singleByteToUtf8(chunk: Buffer, encoding: SingleByteEncoding): Buffer {
  if (isAscii(chunk)) return chunk;
  const table = highTable(encoding);
  const from = viewOf(chunk);
  let text = Buffer.allocUnsafe(chunk.length + (chunk.length >> 2) + 16);
  let to = viewOf(text);
  let end = 0;
  for (let at = 0; at < chunk.length; at++) {
    const start = at;
    at = copyAscii(from, at, to, end);
    end += at - start;
    if (at >= chunk.length) break;
    // A character takes three bytes at most; French has few of them, so room for all is only made where needed.
    if (end + 3 + chunk.length - at > text.length) {
      text = enlarged(text, end, end + (chunk.length - at) * 3);
      to = viewOf(text);
    }
    end = writeHigh(table, chunk[at] ?? 0, text, end);
  }
  return text.subarray(0, end);
}

/** Copies what is ASCII, four bytes at a time, and gives where it ends. */
function copyAscii(from: DataView, start: number, to: DataView, end: number): number {
  const shift = end - start;
  let at = start;
  for (; at + 4 <= from.byteLength; at += 4) {
    const word = from.getInt32(at);
    if ((word & 0x80808080) !== 0) break;
    to.setInt32(at + shift, word);
  }
  for (; at < from.byteLength; at++) {
    const byte = from.getUint8(at);
    if (byte >= 0x80) break;
    to.setUint8(at + shift, byte);
  }
  return at;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function enlarged(text: Buffer, used: number, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(size);
  text.copy(larger, 0, 0, used);
  return larger;
}

function writeHigh(table: HighTable, byte: number, text: Buffer, start: number): number {
  const entry = (byte - 0x80) * 4;
  const length = table[entry] ?? 0;
  for (let place = 0; place < length; place++) text[start + place] = table[entry + 1 + place] ?? 0;
  return start + length;
}

async function* utf16ToUtf8(bytes: AsyncIterable<Buffer>, encoding: 'utf-16le' | 'utf-16be'): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  yield Buffer.from(decoder.decode(), 'utf8');
}

async function* mixedToUtf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const whole: Buffer = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const cut = endOfWholeCharacters(whole);
    yield repairMixed(whole.subarray(0, cut));
    carried = whole.subarray(cut);
  }
  yield repairMixed(carried);
}

/** Valid UTF-8 stays; every other byte above ASCII is read as windows-1252. */
function repairMixed(chunk: Buffer): Buffer {
  if (isAscii(chunk)) return chunk;
  const table = highTable('windows-1252');
  const text = Buffer.allocUnsafe(chunk.length * 3);
  let end = 0;
  for (let at = 0; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    const length = byte < 0x80 ? 1 : utf8SequenceLength(chunk, at);
    if (length === 0) {
      end = writeHigh(table, byte, text, end);
      continue;
    }
    end += chunk.copy(text, end, at, at + length);
    at += length - 1;
  }
  return text.subarray(0, end);
}

function highTable(encoding: SingleByteEncoding): HighTable {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Uint8Array(128 * 4);
  const letters = encoding === 'cp850' ? cp850 : decodedBytes(encoding);
  for (const [place, letter] of letters.entries()) {
    const utf8 = Buffer.from(letter, 'utf8');
    table[place * 4] = utf8.length;
    table.set(utf8, place * 4 + 1);
  }
  tables.set(encoding, table);
  selfTest(encoding);
  return table;
}

/** The characters 0x80–0xFF of an encoding Node knows. */
function decodedBytes(encoding: Exclude<SingleByteEncoding, 'cp850'>): string[] {
  // { stream: true } is not about streaming here: without it Node 20 decodes 0x80–0x9F as control characters.
  const decoder = new TextDecoder(encoding);
  return Array.from({ length: 128 }, (_, place) => decoder.decode(Uint8Array.of(0x80 + place), { stream: true }));
}

/** The characters 0x80–0xFF of CP850, which no decoder of Node knows. Source: unicode.org, MAPPINGS/VENDORS/MICSFT/PC/CP850.TXT. */
const cp850 = Array.from(
  [
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ',
    'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐',
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀',
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  ].join(''),
);

const knownBytes: Readonly<Record<SingleByteEncoding, readonly [Buffer, string]>> = {
  'windows-1252': [Buffer.from([0x80, 0x9c, 0x8c, 0x92, 0xe9, 0xff]), '€œŒ’éÿ'],
  'iso-8859-15': [Buffer.from([0xa4, 0xbd, 0xbc, 0xbe, 0xe9, 0xff]), '€œŒŸéÿ'],
  macintosh: [Buffer.from([0x8e, 0x8f, 0x8d, 0x88, 0xcf, 0xd5, 0xdb]), 'éèçàœ’€'],
  cp850: [Buffer.from([0x82, 0x8a, 0x87, 0x85, 0xf8, 0xe1]), 'éèçà°ß'],
};

// The trap has come back once with a Node release: a wrong table would spoil every œ and € without a word.
function selfTest(encoding: SingleByteEncoding): void {
  const [written, expected] = knownBytes[encoding];
  const read = singleByteToUtf8(written, encoding).toString('utf8');
  if (read === expected) return;
  throw new Failure(
    'DECODER_BROKEN',
    sentence(
      `Cette version de Node (${process.version}) lit mal ${encoding} : « ${expected} » devient « ${read} ». Installez une autre version de Node.`,
      `This version of Node (${process.version}) misreads ${encoding}: "${expected}" becomes "${read}". Install another version of Node.`,
    ),
  );
}
