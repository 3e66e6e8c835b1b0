/** The text of a web page or an XML file, by the encoding it declares, else the one its bytes are. */

/** A byte order mark wins, then the declaration, then UTF-8 if every byte fits it, else windows-1252. */
export function decodePage(bytes: Buffer): string {
  const marked = encodingByMark(bytes);
  const declared = marked ?? declaredEncoding(bytes);
  const text = declared === undefined ? undefined : decode(bytes, declared);
  return text ?? (isUtf8(bytes) ? decode(bytes, 'utf-8') : undefined) ?? decode(bytes, 'windows-1252') ?? '';
}

function encodingByMark(bytes: Buffer): string | undefined {
  const start = bytes.toString('hex', 0, 3);
  if (start === 'efbbbf') return 'utf-8';
  if (start.startsWith('fffe')) return 'utf-16le';
  return start.startsWith('feff') ? 'utf-16be' : undefined;
}

/** `<meta charset=…>`, `content="text/html; charset=…"` or `<?xml encoding=…?>` near the start of the file. */
function declaredEncoding(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 4096);
  const declared = /(?:charset|encoding)\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  // Who declares Latin-1 means windows-1252; who declares UTF-16 in bytes that read as this sentence does is wrong.
  return declared === undefined || declared.startsWith('utf-16') ? undefined : declared;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

// Streamed, because Node 20 decodes 0x80 to 0x9F of windows-1252 wrongly otherwise.
function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    const decoder = new TextDecoder(encoding);
    return decoder.decode(bytes, { stream: true }) + decoder.decode();
  } catch {
    return undefined;
  }
}
