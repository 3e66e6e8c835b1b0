/**
 * The template language of letters: Liquid without its doors. No files, no partials, no assignments; four tags to show or repeat,
 * three filters of the house, every unknown name an error, and every value escaped for the place it goes to.
 */
import { Liquid, type Template } from 'liquidjs';
import { capitalised, dayInWords } from './day-words.ts';
import { formatEuros } from '../../values/french.ts';
import type { Language } from '../../values/sentence.ts';

/** Where a text goes: `html` escapes for markup, `plain` for the subject and the text part. */
export type Destination = 'html' | 'plain';

/** What a person who edits a template may write between `{% %}`. */
export const allowedTags = ['if', 'unless', 'case', 'for', 'comment'] as const;
/** What may stand behind `|`, and what it does, as the editor's help shows it. */
export const filterHelp: Readonly<Record<string, string>> = {
  euros: 'un montant en centimes, écrit en euros : 1450 | euros donne 14,50 €',
  jour: 'une date écrite en toutes lettres : 2025-12-27 | jour donne 27 décembre 2025',
  majuscule: 'la première lettre en capitale',
};

const longestTemplate = 200_000;
/** Generous for three wines; a template that needs more is broken. */
const longestRenderMs = 1_000;
const mostMemory = 2_000_000;

const engines: Readonly<Record<Destination, Readonly<Record<Language, Liquid>>>> = {
  html: { fr: createEngine('html', 'fr'), en: createEngine('html', 'en') },
  plain: { fr: createEngine('plain', 'fr'), en: createEngine('plain', 'en') },
};

/** The engine of a destination and language; the same one each time. */
export function engineFor(destination: Destination, language: Language): Liquid {
  return engines[destination][language];
}

export type ParsedText = readonly Template[];

/** Renders a parsed text. Throws Liquid's own error on an unknown name or a limit; the caller words it. */
export function renderText(engine: Liquid, parsed: ParsedText, variables: Readonly<Record<string, unknown>>): string {
  const rendered: unknown = engine.renderSync([...parsed], variables);
  return String(rendered);
}

function createEngine(destination: Destination, language: Language): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // An in-memory mapping that is empty: no template name leads to a file.
    templates: {},
    dynamicPartials: false,
    outputEscape: destination === 'html' ? escapeHtml : escapePlain,
    parseLimit: longestTemplate,
    renderLimit: longestRenderMs,
    memoryLimit: mostMemory,
  });
  const allowed = new Set<string>(allowedTags);
  for (const name of Object.keys(engine.tags)) if (!allowed.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) engine.unregisterFilter(name);
  engine.registerFilter('euros', (cents: unknown) =>
    typeof cents === 'number' ? formatEuros(cents / 100, language) : '',
  );
  engine.registerFilter('jour', (day: unknown) => (typeof day === 'string' ? dayInWords(day, language) : ''));
  engine.registerFilter('majuscule', (text: unknown) => (typeof text === 'string' ? capitalised(text) : ''));
  return engine;
}

/**
 * A value as text between tags or inside an attribute. Braces too: Brevo reads `{{ … }}` in what it is handed, and a wine
 * of that name is a name, not a variable.
 */
export function escapeHtml(value: unknown): string {
  return oneLine(value).replaceAll(/[&<>"'{}]/g, (sign) => entities[sign] ?? sign);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '{': '&#123;',
  '}': '&#125;',
};

/** A value in a line of plain text: one line, and no pair of signs that a mail service would read as its own language. */
export function escapePlain(value: unknown): string {
  return oneLine(value)
    .replaceAll(/\{(?=[{%#])/g, '{ ')
    .replaceAll(/([}%#])(?=\})/g, '$1 ');
}

/** Control characters, line ends and marks that turn the reading direction have no place in a name. */
function oneLine(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return text.replaceAll(unprintable, '').replaceAll(/[\t\r\n\v\f\u2028\u2029]+/g, ' ');
}

const unprintable = /(?![\t\r\n\v\f])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
