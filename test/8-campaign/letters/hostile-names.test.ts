import * as fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { beforeAll, describe, expect, it } from 'vitest';
import { letterHeaders } from '../../../src/8-campaign/letters/headers.ts';
import type { Letter } from '../../../src/8-campaign/letters/letter.ts';
import { type RenderedLetter, renderLetter } from '../../../src/8-campaign/letters/render.ts';
import { sampleLetter } from '../../../src/8-campaign/letters/sample-letter.ts';
import type { Template } from '../../../src/8-campaign/letters/template.ts';
import { lintLetter } from '../../../src/8-campaign/lint/lint.ts';
import { builtIn } from './ready.ts';

const sample = sampleLetter('rebuy', 'fr');
const nasty = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' style='display:none",
  '</td></table>',
  '<!-- ',
  '-->',
  ']]>',
  '{{ client.nom }}',
  '{% raw %}',
  '{{{',
  '%}}',
  '&lt;b&gt;',
  '\r\nBcc: x@y.z',
  '\u202e',
  '\u0000',
  '\ud800',
  '$&$1',
  '__proto__',
  "l'Étoile",
);
const name = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 4 })
  .map((parts) => `X${parts.join('')}`);

let template: Template;
beforeAll(async () => {
  template = await builtIn('rebuy');
});

/** Elements and the names of their attributes, in order: what markup a letter holds. */
function skeletonOf(html: string): string {
  const tags: string[] = [];
  const walk = (nodes: ReturnType<typeof parseDocument>['children']): void => {
    for (const node of nodes) {
      if (!('children' in node) || !('attribs' in node)) continue;
      tags.push(`${node.name}[${Object.keys(node.attribs).join(' ')}]`);
      walk(node.children);
    }
  };
  walk(parseDocument(html).children);
  return tags.join(' ');
}

function letterWith(texts: { wine: string; nom: string; reason: string; estate: string }): Letter {
  return {
    ...sample,
    client: { civilite: 'Mme', nom: texts.nom, prenom: texts.nom },
    estate: { ...sample.estate, name: texts.estate },
    wines: sample.wines.map((wine) => ({ ...wine, name: texts.wine, reason: texts.reason })),
  };
}

const isLeftOpen = ({ subject, preheader, html, text }: RenderedLetter): boolean =>
  [subject, preheader, html, text].some((part) => /\{\{|\{%|\{#/.test(part));

describe('whatever a wine, a client or an estate is called', () => {
  it('stays text: no markup, no variable, no second line in the subject', () => {
    const plain = skeletonOf(
      renderLetter(template, letterWith({ wine: 'X', nom: 'X', reason: 'X', estate: 'X' })).html,
    );
    fc.assert(
      fc.property(fc.record({ wine: name, nom: name, reason: name, estate: name }), (texts) => {
        const letter = letterWith(texts);
        const rendered = renderLetter(template, letter);
        expect(skeletonOf(rendered.html)).toBe(plain);
        expect(isLeftOpen(rendered)).toBe(false);
        expect(rendered.subject).not.toMatch(/[\r\n]/);
        const { findings } = lintLetter(rendered, { letter, headers: letterHeaders(letter.links) });
        expect(findings.filter(({ code }) => code === 'ACTIVE_CONTENT' || code === 'LINK_NOT_HTTPS')).toEqual([]);
      }),
      { numRuns: 60, seed: 2025 },
    );
  });

  it('is shown as it is written', () => {
    const letter = letterWith({ wine: '<script>{{x}}</script>', nom: '{{x}}', reason: 'x', estate: 'Domaine «{{y}}»' });
    const { html, text, subject } = renderLetter(template, letter);
    expect(html).toContain('&lt;script&gt;&#123;&#123;x&#125;&#125;&lt;/script&gt; 2021');
    expect(text).toContain('<script>{ {x} }</script> 2021');
    expect(subject).toBe('<script>{ {x} }</script> 2021\u00a0: à nouveau disponible');
    // What is no person's name is not repeated in the greeting.
    expect(text).toContain('Bonjour Madame,');
  });
});
