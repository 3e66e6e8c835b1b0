/** The text part of a letter, made once per template from its HTML: the variables stay, the markup goes. */
import { convert } from 'html-to-text';

/** Plain text with Liquid in place. Links stand behind their words; nothing is wrapped, so no variable is cut in two. */
export function textTemplateOf(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    preserveNewlines: false,
    selectors: [
      { selector: 'div.preheader', format: 'skip' },
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { linkBrackets: false, hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3'].map((selector) => ({
        selector,
        options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: selector === 'h1' ? 2 : 1 },
      })),
      { selector: 'p.ligne', format: 'paragraph', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'p', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    ],
  });
  return (
    text
      .replaceAll(/[ \t]+$/gm, '')
      // A tag on a line of its own would leave an empty line behind.
      .replaceAll(/\n[ \t]*((?:\{%[^%]*%\}[ \t]*)+)(?=\n)/g, '$1')
      .replaceAll(/(\{\{[^{}]*\}\}) \1/g, '$1')
  );
}

/** A rendered text part without the holes that untaken branches leave. */
export function tidyText(text: string): string {
  return `${text
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/^[ \t]+/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
