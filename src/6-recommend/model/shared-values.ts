/** Values made ready to be read by several threads without a copy for each. */

/** Arrays smaller than this cost nothing to copy. */
const worthSharing = 4096;

/** The same plain value, its large typed arrays moved into shared memory. */
export function sharedValues<T>(value: T): T;
export function sharedValues(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? value : sharedArray(value);
  if (Array.isArray(value)) return value.map((part: unknown) => sharedValues(part));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]: [string, unknown]) => [name, sharedValues(part)]));
}

function sharedArray(array: ArrayBufferView): ArrayBufferView {
  if (array.byteLength < worthSharing || array.buffer instanceof SharedArrayBuffer) return array;
  const buffer = new SharedArrayBuffer(array.byteLength);
  if (array instanceof Float32Array) return filled(new Float32Array(buffer), array);
  if (array instanceof Float64Array) return filled(new Float64Array(buffer), array);
  if (array instanceof Int32Array) return filled(new Int32Array(buffer), array);
  if (array instanceof Uint32Array) return filled(new Uint32Array(buffer), array);
  if (array instanceof Uint16Array) return filled(new Uint16Array(buffer), array);
  if (array instanceof Uint8Array) return filled(new Uint8Array(buffer), array);
  return array;
}

function filled<T extends ArrayBufferView & { set(values: T): void }>(into: T, values: T): T {
  into.set(values);
  return into;
}

/** Empty arrays in shared memory: bytes, whole numbers, and numbers of single and double length. */
export function sharedBytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count));
}

export function sharedWholes(count: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(count * Uint32Array.BYTES_PER_ELEMENT));
}

export function sharedFloats(count: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(count * Float32Array.BYTES_PER_ELEMENT));
}

export function sharedDoubles(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
}
