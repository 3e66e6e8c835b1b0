/** The built-in templates made ready, once for all tests of letters. */
import { builtInSource } from '../../../src/8-campaign/letters/built-in.ts';
import type { LetterKind } from '../../../src/8-campaign/letters/letter.ts';
import { parseTemplate, type Template } from '../../../src/8-campaign/letters/template.ts';
import type { TemplateSource } from '../../../src/8-campaign/letters/template-source.ts';
import type { Language } from '../../../src/values/sentence.ts';

const ready = new Map<string, Promise<Template>>();

/** The built-in template of a kind, ready. */
export function builtIn(kind: LetterKind, language: Language = 'fr'): Promise<Template> {
  const key = `${kind}-${language}`;
  const known = ready.get(key) ?? readied(builtInSource(kind, language));
  ready.set(key, known);
  return known;
}

/** A source made ready; fails with its problems. */
export async function readied(source: TemplateSource): Promise<Template> {
  const { template, problems } = await parseTemplate(source);
  if (template) return template;
  throw new Error(problems.map(({ where, sentence }) => `${where}: ${sentence.en}`).join('\n'));
}

/** The built-in rebuy template with other words. */
export function rebuyWith(words: Partial<TemplateSource>): TemplateSource {
  return { ...builtInSource('rebuy', 'fr'), ...words };
}
