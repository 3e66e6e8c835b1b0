import { describe, expect, it } from 'vitest';
import { letterHeaders } from '../../../src/8-campaign/letters/headers.ts';
import { clickUrl, withClickLinks, withUtm } from '../../../src/8-campaign/letters/links.ts';
import { sampleLetter } from '../../../src/8-campaign/letters/sample-letter.ts';

const utm = { source: 'cuvee', medium: 'email', campaign: 'Printemps & crémant' };

describe('the links of a letter', () => {
  it('tell the estate’s site where a visit came from, and change nothing else', () => {
    expect(withUtm('https://d.fr/v?a=1&utm_medium=x#top', utm)).toBe(
      'https://d.fr/v?a=1&utm_medium=x&utm_source=cuvee&utm_campaign=Printemps+%26+cr%C3%A9mant#top',
    );
    expect(withUtm('pas une adresse', utm)).toBe('pas une adresse');
  });

  it('become opaque click links, whose targets are given back to be kept', () => {
    const sample = sampleLetter('rebuy', 'fr');
    const wines = sample.wines.map((wine, index) => (index === 1 ? { ...wine, link: null } : wine));
    const { letter, clicks } = withClickLinks(
      { ...sample, wines },
      { base: 'https://lettres.d.fr/', utm, tokenOf: (rank) => `jeton-00${rank}` },
    );
    expect(letter.wines.map(({ link }) => link)).toEqual([
      'https://lettres.d.fr/c/jeton-001',
      null,
      'https://lettres.d.fr/c/jeton-003',
    ]);
    expect(clicks.map(({ rank, target }) => [rank, new URL(target).searchParams.get('utm_content')])).toEqual([
      [1, 'vin-1'],
      [3, 'vin-3'],
    ]);
    expect(() => clickUrl('https://d.fr', 'anne@keller.fr')).toThrow('token');
  });

  it('let a mail program unsubscribe in one click, in plain characters', () => {
    expect(
      letterHeaders({ oneClick: 'https://lettres.domaine-müller.fr/u/abc' }, { address: 'stop@d.fr', token: 'abc é' }),
    ).toEqual({
      'List-Unsubscribe':
        '<https://lettres.xn--domaine-mller-4ob.fr/u/abc>, <mailto:stop@d.fr?subject=unsubscribe%20abc%20%C3%A9>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(() => letterHeaders({ oneClick: 'http://d.fr/u/abc' })).toThrow('https://');
  });
});
