/**
 * Checked parts as a plain zip without compression, in the order asked for. The library that reads the rows never sees
 * the file we were given, only this one, which we made.
 */
import { crc32 } from 'node:zlib';

const pieceBytes = 1024 * 1024;

/** The zip in pieces: each small part whole, large ones in pieces of a megabyte, then the list of parts. */
export function* repackedPieces(parts: readonly (readonly [name: string, content: Buffer])[]): Generator<Buffer> {
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const header = fieldsOf(name, content);
    const local = Buffer.concat([Buffer.from('504b03041400', 'hex'), header.common, header.name]);
    list.push(listEntry(header, offset));
    offset += local.length + content.length;
    yield local;
    for (let at = 0; at < content.length; at += pieceBytes) yield content.subarray(at, at + pieceBytes);
  }
  yield Buffer.concat([...list, endOfList(list, offset)]);
}

interface Fields {
  /** From the flags to the length of the extra field, the same in both headers. */
  readonly common: Buffer;
  readonly name: Buffer;
}

function fieldsOf(partName: string, content: Buffer): Fields {
  const name = Buffer.from(partName, 'utf8');
  const common = Buffer.alloc(24);
  // Names are UTF-8; method 0, no date.
  common.writeUInt16LE(0x0800, 0);
  common.writeUInt32LE(crc32(content), 8);
  common.writeUInt32LE(content.length, 12);
  common.writeUInt32LE(content.length, 16);
  common.writeUInt16LE(name.length, 20);
  return { common, name };
}

function listEntry({ common, name }: Fields, offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('504b010214001400', 'hex'), common, tail, name]);
}

function endOfList(list: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, entry) => sum + entry.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return end;
}
