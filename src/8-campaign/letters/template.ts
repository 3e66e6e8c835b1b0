/**
 * A template made ready: its words put on paper, MJML turned to HTML once, variables and loops checked, so that thousands of
 * letters only fill in values. Built-in templates are version 0; an estate's own begin at 1.
 */
import type { Liquid } from 'liquidjs';
import type { Language, Sentence } from '../../values/sentence.ts';
import { stableHash } from '../../values/stable-json.ts';
import { assemble } from './assemble.ts';
import { engineFor, escapeHtml, type ParsedText } from './engine.ts';
import type { LetterKind } from './letter.ts';
import { compileMjml } from './mjml.ts';
import { renderLetter } from './render.ts';
import { sampleLetters } from './sample-letter.ts';
import { problemsOfSource, problemsOfText, type TemplateProblem, unrenderable } from './template-problems.ts';
import { type TemplateSource, typeset } from './template-source.ts';
import { textTemplateOf } from './text-part.ts';

/** What `renderLetter` fills in. */
export interface Template {
  readonly kind: LetterKind;
  readonly language: Language;
  /** Of everything that decides what is rendered: an approval is bound to it. */
  readonly hash: string;
  readonly subject: ParsedText;
  readonly preheader: ParsedText;
  readonly html: ParsedText;
  readonly text: ParsedText;
}

export type TemplateOutcome =
  | { readonly template: Template; readonly problems?: never }
  | { readonly problems: readonly TemplateProblem[]; readonly template?: never };

/**
 * SHA-256 of what a source renders to: the subject, the preview line and the whole paper with the words on it. It changes when
 * the house's own paper changes, too.
 */
export function templateHash(source: TemplateSource): string {
  const words = typeset(source);
  const { kind, language, subject, preheader } = words;
  return stableHash({ kind, language, subject, preheader, mjml: assemble(words) });
}

/** Makes a source ready, or says everything that is wrong with it, with the part of the template each problem is in. */
export async function parseTemplate(source: TemplateSource): Promise<TemplateOutcome> {
  const problems = problemsOfSource(source);
  if (problems.length > 0) return { problems };
  const words = typeset(source);
  const paper = await compileMjml(assemble(words));
  if (paper.problems) return { problems: paper.problems };
  const template = readTemplate(words, withPreheader(paper.html, words));
  if (template.problems) return template;
  return trial(template.template);
}

function readTemplate(source: TemplateSource, html: string): TemplateOutcome {
  const plain = engineFor('plain', source.language);
  const markup = engineFor('html', source.language);
  const wrong = problemsOfText('mise en page', html, markup);
  if (wrong.length > 0) return { problems: wrong };
  return {
    template: {
      kind: source.kind,
      language: source.language,
      hash: templateHash(source),
      subject: parsed(plain, source.subject),
      preheader: parsed(plain, source.preheader),
      html: parsed(markup, html),
      text: parsed(plain, textTemplateOf(html)),
    },
  };
}

/** Fills in a letter that has everything and one that has next to nothing: a template that cannot do both is not ready. */
function trial(template: Template): TemplateOutcome {
  const sentences: Sentence[] = [];
  for (const letter of sampleLetters(template.kind, template.language)) {
    try {
      renderLetter(template, letter);
    } catch (error) {
      sentences.push(unrenderable(error));
    }
  }
  const [sentence] = sentences;
  return sentence === undefined
    ? { template }
    : { problems: [{ code: 'TEMPLATE_NOT_RENDERED', where: 'mise en page', sentence }] };
}

function parsed(engine: Liquid, text: string): ParsedText {
  return engine.parse(text);
}

/** Keeps what follows in the letter out of the preview line. */
const filler = '&#847;&zwnj;&nbsp;'.repeat(40);

function withPreheader(html: string, { preheader }: TemplateSource): string {
  const words = preheader.replaceAll(
    /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|[^{]+|\{/g,
    (part, liquid: string | undefined) => liquid ?? escapeHtml(part),
  );
  const style =
    'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all;color:#f5f0e8';
  const hidden = `<div class="preheader" style="${style}">${words}${filler}</div>`;
  return html.replace(/<body[^>]*>/, (body) => `${body}${hidden}`);
}
