/** Values that several threads may read at once instead of getting a copy each. */

/**
 * The same value with its typed arrays in shared memory. What is neither an array nor a plain object stays as it is; nobody
 * may write to it afterwards.
 */
export function shareable(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return shareableArray(value);
  if (Array.isArray(value)) return value.map(shareable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shareable(member)]));
}

function shareableArray(view: ArrayBufferView): ArrayBufferView {
  const memory = new SharedArrayBuffer(view.byteLength);
  new Uint8Array(memory).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (view instanceof Float32Array) return new Float32Array(memory);
  if (view instanceof Float64Array) return new Float64Array(memory);
  if (view instanceof Int32Array) return new Int32Array(memory);
  if (view instanceof Uint32Array) return new Uint32Array(memory);
  if (view instanceof Uint16Array) return new Uint16Array(memory);
  if (view instanceof Int16Array) return new Int16Array(memory);
  return view instanceof Uint8Array ? new Uint8Array(memory) : view;
}
