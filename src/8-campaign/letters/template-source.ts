/**
 * A template as a person writes it: a subject, a preview line, and the words around the wines. Paragraphs are parted by an empty
 * line; the paper, the wine cards and the legal foot are the house's unless the estate brings its own paper.
 */
import type { Language } from '../../values/sentence.ts';
import type { LetterKind } from './letter.ts';

export interface TemplateSource {
  readonly kind: LetterKind;
  readonly language: Language;
  readonly subject: string;
  /** The line a mail program shows behind the subject. */
  readonly preheader: string;
  readonly heading: string;
  /** Paragraphs before the wines, and after them. */
  readonly opening: string;
  readonly closing: string;
  readonly button: { readonly label: string; readonly link: string } | null;
  /** MJML with the marks of layout.ts; null: the house's paper. */
  readonly design: string | null;
}

/** The words of a template without its paper, in both languages. */
export type TemplateWords = Readonly<
  Record<Language, Pick<TemplateSource, 'subject' | 'preheader' | 'heading' | 'opening' | 'closing' | 'button'>>
>;

/** The texts of a source by the name the editor gives them. */
export function textsOf(source: TemplateSource): readonly (readonly [where: string, text: string])[] {
  return [
    ['objet', source.subject],
    ['aperçu', source.preheader],
    ['titre', source.heading],
    ['ouverture', source.opening],
    ['fermeture', source.closing],
    ['bouton', source.button === null ? '' : `${source.button.label} ${source.button.link}`],
    ['mise en page', source.design ?? ''],
  ];
}

/** The source with the space that keeps `:`, `;`, `!` and `?` with their word, where French asks for one. */
export function typeset(source: TemplateSource): TemplateSource {
  if (source.language !== 'fr') return source;
  return {
    ...source,
    subject: spaced(source.subject),
    preheader: spaced(source.preheader),
    heading: spaced(source.heading),
    opening: spaced(source.opening),
    closing: spaced(source.closing),
    button: source.button && { ...source.button, label: spaced(source.button.label) },
  };
}

/** Outside of Liquid only: inside it, a space is a space. */
function spaced(text: string): string {
  return text.replaceAll(
    /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|(?<=[^\s]) (?=[;:!?»])|(?<=«) /g,
    (space, liquid: string | undefined) => liquid ?? space.replace(' ', '\u00a0'),
  );
}
