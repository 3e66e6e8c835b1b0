import { expect, it } from 'vitest';
import { jsonBytes } from '../../src/brevo/json-bytes.ts';

it.each([
  ['nothing', {}],
  ['a letter', { subject: 'Été « vif »', to: [{ email: 'anne@client.test' }], tags: [], isSandbox: undefined }],
  ['what JSON has no word for', { none: null, list: [undefined, null, 1.5, true], deep: { list: [{ a: [1, [2]] }] } }],
  ['names that need escaping', { 'a"b': '\u2028', 'é\n': ['\ud83c\udf77'] }],
])('the bytes of a body are those of its JSON: %s', (_, body) => {
  expect(jsonBytes(body).toString()).toBe(JSON.stringify(body));
});
