import { describe, expect, it } from 'vitest';
import { builtInSource } from '../../../src/8-campaign/letters/built-in.ts';
import { houseLayout } from '../../../src/8-campaign/letters/layout.ts';
import { renderLetter } from '../../../src/8-campaign/letters/render.ts';
import { sampleLetter } from '../../../src/8-campaign/letters/sample-letter.ts';
import { parseTemplate, templateHash } from '../../../src/8-campaign/letters/template.ts';
import type { TemplateSource } from '../../../src/8-campaign/letters/template-source.ts';
import { variableHelp, variablesOf } from '../../../src/8-campaign/letters/variables.ts';
import { builtIn, readied, rebuyWith } from './ready.ts';

const sample = sampleLetter('rebuy', 'fr');

async function problemsOf(words: Partial<TemplateSource>): Promise<readonly string[]> {
  const { problems } = await parseTemplate(rebuyWith(words));
  return (problems ?? []).map(({ code, where }) => `${code} ${where}`);
}

describe('a template an estate writes', () => {
  it('says its words, with the wines, the prices and the legal foot of the house', async () => {
    const template = await readied(
      rebuyWith({
        subject: 'Le riesling',
        heading: 'Riesling & Cie <2021>',
        opening:
          'Une première ligne\nune seconde.\n\n{% if client.prenom != "" %}Chère {{ client.prenom }},{% endif %}',
      }),
    );
    const { html, text } = renderLetter(template, sample);
    expect(html).toContain('Riesling &amp; Cie &lt;2021&gt;');
    expect(html).toContain('Une première ligne<br />une seconde.</p>');
    expect(text).toContain('Chère Anne,');
    expect(text).toContain('18,50\u00a0€ TTC la bouteille de 75\u00a0cl');
  });

  it('keeps French signs with their word', async () => {
    const template = await readied(rebuyWith({ subject: 'Restez-vous ?' }));
    expect(renderLetter(template, sample).subject).toBe('Restez-vous\u00a0?');
  });

  it('may bring its own paper with the marks of the house', async () => {
    const design = houseLayout('fr').replace('#7a1f3d', '#1f4d3a');
    const { html } = renderLetter(await readied(rebuyWith({ design })), sample);
    expect(html).toContain('#1f4d3a');
    expect(html).toContain('Riesling Grand Cru Eichberg 2021');
  });

  it('is refused with the name of the part that is wrong', async () => {
    expect({
      unknown: await problemsOf({ opening: 'Cher {{ client.prenon }}' }),
      outside: await problemsOf({ closing: '{{ vin.nom }}' }),
      root: await problemsOf({ subject: '{{ process.env }}' }),
      prototype: await problemsOf({ opening: '{{ client.constructor.name }}' }),
      tag: await problemsOf({ opening: "{% include 'secret' %}" }),
      assign: await problemsOf({ opening: '{% assign a = 1 %}' }),
      filter: await problemsOf({ opening: '{{ client.nom | raw }}' }),
      range: await problemsOf({ opening: '{% for i in (1..9999999) %}x{% endfor %}' }),
      nested: await problemsOf({
        opening: '{% for vin in vins %}{% for vin in vins %}x{% endfor %}{% endfor %}',
      }),
      open: await problemsOf({ heading: '{% if client.nom %}' }),
      empty: await problemsOf({ subject: '  ' }),
      long: await problemsOf({ opening: 'a'.repeat(5_001) }),
      file: await problemsOf({ design: '<mjml><mj-body><mj-include path="/etc/passwd" /></mj-body></mjml>' }),
      paper: await problemsOf({ design: '<mjml><mj-body><mj-nothing /></mj-body></mjml>' }),
    }).toEqual({
      unknown: ['TEMPLATE_UNKNOWN_VARIABLE ouverture'],
      outside: ['TEMPLATE_UNKNOWN_VARIABLE fermeture'],
      root: ['TEMPLATE_UNKNOWN_VARIABLE objet'],
      prototype: ['TEMPLATE_UNKNOWN_VARIABLE ouverture'],
      tag: ['TEMPLATE_SYNTAX ouverture'],
      assign: ['TEMPLATE_SYNTAX ouverture'],
      filter: ['TEMPLATE_SYNTAX ouverture'],
      range: ['TEMPLATE_LOOP ouverture'],
      nested: ['TEMPLATE_LOOP ouverture'],
      open: ['TEMPLATE_SYNTAX titre'],
      empty: ['TEMPLATE_EMPTY objet'],
      long: ['TEMPLATE_TOO_LONG ouverture'],
      file: ['TEMPLATE_INCLUDE mise en page'],
      paper: ['TEMPLATE_DESIGN mise en page, ligne 1'],
    });
  });

  it('has another hash for any other word, and the same for the same', () => {
    const source = builtInSource('rebuy', 'fr');
    expect(templateHash({ ...source })).toBe(templateHash(source));
    expect(templateHash({ ...source, closing: `${source.closing} ` })).toBe(templateHash(source));
    expect(templateHash({ ...source, closing: `${source.closing}!` })).not.toBe(templateHash(source));
  });
});

describe('a letter', () => {
  it('is the same bytes for the same values', async () => {
    const template = await builtIn('rebuy');
    expect(renderLetter(template, sample)).toEqual(renderLetter(template, sample));
  });

  it('never shows more than three wines, nor speaks another language than its template', async () => {
    const template = await builtIn('rebuy');
    const wines = [...sample.wines, ...sample.wines];
    expect(() => renderLetter(template, { ...sample, wines })).toThrow('three wines');
    expect(() => renderLetter(template, { ...sample, language: 'en' })).toThrow('language');
  });

  it('knows exactly the variables the help lists', () => {
    const flat = Object.entries(variablesOf(sample)).flatMap(([name, value]) => {
      if (Array.isArray(value)) return [name, ...Object.keys(value[0]).map((member) => `vin.${member}`)];
      if (typeof value !== 'object' || value === null) return [name];
      return Object.keys(value).map((member) => `${name}.${member}`);
    });
    expect(flat.sort()).toEqual(Object.keys(variableHelp).sort());
  });

  it('tells in its text part what the page shows, line by line', async () => {
    const { text } = renderLetter(await builtIn('rebuy'), sample);
    expect(text.replaceAll('\u00a0', ' ')).toContain(
      [
        '',
        'Pinot Gris Vieilles Vignes 2022',
        'Blanc · demi-sec',
        "14 clients qui en ont pris ont aussi choisi Pinot Gris Vieilles Vignes, nouveau pour vous (d'après 3 achats seulement).",
        '78,00 € TTC le carton de 6 bouteilles de 75 cl',
        'Voir ce vin https://petite-cuvee.fr/vins/pinot-gris',
        '',
      ].join('\n'),
    );
  });
});
