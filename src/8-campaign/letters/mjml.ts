/** MJML turned to HTML, once per template. The variables stay in place for Liquid. */
import { sentence } from '../../values/sentence.ts';
import { mjmlInThread } from './mjml-thread.ts';
import type { TemplateProblem } from './template-problems.ts';

export type CompiledPaper =
  | { readonly html: string; readonly problems?: never }
  | { readonly problems: readonly TemplateProblem[]; readonly html?: never };

/** The HTML of an MJML document, or where it is wrong. No file is read and no web font is called. */
export async function compileMjml(mjml: string): Promise<CompiledPaper> {
  try {
    const { html, errors } = await mjmlInThread(mjml);
    if (errors.length > 0) return { problems: errors.map(({ line, message }) => wrongPaper(message, line)) };
    return { html: lightened(html) };
  } catch (error) {
    return { problems: [wrongPaper(error instanceof Error ? error.message : 'unreadable')] };
  }
}

/** Space between tags is a third of what MJML writes, and mail programs cut a letter that is too long. */
function lightened(html: string): string {
  return html.replaceAll(/>\s*\n\s*</g, '>\n<').replaceAll(/^[ \t]+/gm, '');
}

function wrongPaper(message: string, line?: number): TemplateProblem {
  const place = line === undefined ? '' : `, ligne ${line}`;
  return {
    code: 'TEMPLATE_DESIGN',
    where: `mise en page${place}`,
    sentence: sentence(
      `La mise en page n'est pas lisible${place} : ${message}`,
      `The layout cannot be read${line === undefined ? '' : `, line ${line}`}: ${message}`,
    ),
  };
}
