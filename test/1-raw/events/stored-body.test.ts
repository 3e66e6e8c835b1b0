import { expect, it } from 'vitest';
import { bodyBytes, storedBody } from '../../../src/1-raw/events/stored-body.ts';

it.each([
  ['JSON as it came', Buffer.from('{"reason":"boîte pleine €"}')],
  ['nothing', Buffer.alloc(0)],
  ['a NUL, which a text column refuses', Buffer.from('{"a":"\0"}')],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['a text that begins like our own mark', Buffer.from('base64:not really')],
])('the inbox keeps %s and gives the same bytes back', (_, bytes) => {
  const stored = storedBody(bytes);
  expect(stored).not.toContain('\0');
  expect(bodyBytes(stored).equals(bytes)).toBe(true);
});
