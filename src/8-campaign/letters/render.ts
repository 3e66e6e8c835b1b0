/** One letter from a ready template: its subject, preview line, HTML and text, the same bytes for the same values. */
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import { engineFor, renderText } from './engine.ts';
import type { Letter } from './letter.ts';
import type { Template } from './template.ts';
import { tidyText } from './text-part.ts';
import { variablesOf } from './variables.ts';

export interface RenderedLetter {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}

/** Beyond it the template ran away; mail programs cut far earlier, and the linter says so. */
const longestLetter = 500_000;

/**
 * Fills a template in for one letter. Throws `LETTER_NOT_RENDERED` when a name is unknown or a limit of time, memory or size
 * is met, and `LETTER_LANGUAGE` when the letter speaks another language than the template.
 */
export function renderLetter(template: Template, letter: Letter): RenderedLetter {
  if (template.language !== letter.language) throw otherLanguage(template, letter);
  const variables = variablesOf(letter);
  const plain = engineFor('plain', template.language);
  const rendered = guarded(() => ({
    subject: line(renderText(plain, template.subject, variables)),
    preheader: line(renderText(plain, template.preheader, variables)),
    html: renderText(engineFor('html', template.language), template.html, variables),
    text: tidyText(renderText(plain, template.text, variables)),
  }));
  if (rendered.html.length > longestLetter) throw notRendered(new Error(`${rendered.html.length} characters`));
  return rendered;
}

/** A subject is one line: a line end in a header would begin another header. */
function line(text: string): string {
  return text.replaceAll(/[\t\r\n\v\f\u2028\u2029 ]+/g, ' ').trim();
}

function guarded<T>(render: () => T): T {
  try {
    return render();
  } catch (error) {
    throw notRendered(error);
  }
}

function notRendered(cause: unknown): Failure {
  return new Failure(
    'LETTER_NOT_RENDERED',
    sentence(
      "La lettre n'a pas pu être composée : le modèle emploie un mot inconnu ou dépasse les limites. Ouvrez le modèle et corrigez-le.",
      'The letter could not be made: the template uses an unknown name or exceeds the limits. Open the template and correct it.',
    ),
    { cause },
  );
}

function otherLanguage(template: Template, letter: Letter): Failure {
  return new Failure(
    'LETTER_LANGUAGE',
    sentence(
      'La lettre et son modèle ne sont pas dans la même langue.',
      'The letter and its template are not in the same language.',
    ),
    { facts: { template: template.language, letter: letter.language } },
  );
}
