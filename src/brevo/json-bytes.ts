/** The bytes of a JSON body, made piece by piece: a call of hundreds of letters is megabytes, and one text of them would be held three times over. */

const comma = Buffer.from(',');

/** The same bytes as `Buffer.from(JSON.stringify(body))` of an object of plain values. */
export function jsonBytes(body: object): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [];
  let opening = '{';
  for (const [name, value] of Object.entries<unknown>({ ...body })) {
    if (value === undefined) continue;
    pieces.push(Buffer.from(`${opening}${JSON.stringify(name)}:`));
    if (Array.isArray(value)) addArray(pieces, value);
    else pieces.push(Buffer.from(JSON.stringify(value)));
    opening = ',';
  }
  pieces.push(Buffer.from(opening === '{' ? '{}' : '}'));
  return Buffer.concat(pieces);
}

function addArray(pieces: Buffer[], values: readonly unknown[]): void {
  pieces.push(Buffer.from('['));
  for (const [at, value] of values.entries()) {
    if (at > 0) pieces.push(comma);
    pieces.push(Buffer.from(JSON.stringify(value ?? null)));
  }
  pieces.push(Buffer.from(']'));
}
