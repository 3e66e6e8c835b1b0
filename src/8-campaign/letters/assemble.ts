/** A template's words put on its paper: MJML with the variables still in place. */
import {
  buttonPart,
  footPart,
  houseLayout,
  type LayoutMark,
  layoutMarks,
  markOf,
  paragraphsPart,
  titlePart,
  winesPart,
} from './layout.ts';
import type { TemplateSource } from './template-source.ts';

/** The whole MJML document of a source. */
export function assemble(source: TemplateSource): string {
  const parts: Readonly<Record<LayoutMark, string>> = {
    titre: titlePart(escapeWords(source.heading)),
    ouverture: paragraphsPart(paragraphsOf(source.opening)),
    vins: winesPart(source.language),
    fermeture: paragraphsPart(paragraphsOf(source.closing)),
    bouton: source.button === null ? '' : buttonPart(escapeWords(source.button.label), escapeWords(source.button.link)),
    pied: footPart(source.language),
  };
  const paper = source.design ?? houseLayout(source.language);
  return layoutMarks.reduce((text, mark) => text.replaceAll(markOf(mark), () => parts[mark]), paper);
}

/** Paragraphs are parted by an empty line; a single line end is a line end. */
function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => escapeWords(paragraph.trim()).replaceAll('\n', '<br />'))
    .filter((paragraph) => paragraph !== '');
}

/** What a person typed is words, never markup; what stands between `{{ }}` or `{% %}` is left to Liquid. */
function escapeWords(text: string): string {
  return text.replaceAll(
    /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})|[&<>"]/g,
    (sign, liquid: string | undefined) => liquid ?? entities[sign] ?? sign,
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
