import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../../src');

/** Every word in quotes that looks like a code: `'UNKNOWN_CLIENT'`. */
function codes(): Set<string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Set(
    files.flatMap((file) => readFileSync(join(source, file), 'utf8').match(/(?<=')[A-Z]+(?:_[A-Z0-9]+)+(?=')/g) ?? []),
  );
}

it('one thing has one code, whichever way round its words are put', () => {
  const byWords = new Map<string, string[]>();
  for (const code of codes()) {
    const words = code.split('_').sort().join(' ');
    byWords.set(words, [...(byWords.get(words) ?? []), code]);
  }
  expect(byWords.size).toBeGreaterThan(100);
  expect([...byWords.values()].filter((same) => same.length > 1)).toEqual([]);
});
