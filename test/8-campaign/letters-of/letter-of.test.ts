import { describe, expect, it } from 'vitest';
import type { LetterContext } from '../../../src/8-campaign/letters-of/letter-of.ts';
import { letterOf } from '../../../src/8-campaign/letters-of/letter-of.ts';
import { letterHash } from '../../../src/8-campaign/letters-of/outbox-letter.ts';
import type { ClientItem } from '../../../src/8-campaign/letters-of/read-letter-facts.ts';
import { renderOutboxLetter } from '../../../src/8-campaign/letters-of/render-outbox-letter.ts';
import { createLinkMaker } from '../../../src/8-campaign/links/link-maker.ts';
import { parseSettings } from '../../../src/estate/settings.ts';
import { sender } from '../campaigns/approved-estate.ts';
import { builtIn } from '../letters/ready.ts';

const noelle = {
  clientCode: 'NOELLE',
  civilite: 'Mme',
  nom: 'NOVEMBRE',
  prenom: 'Noëlle',
  legalBasis: 'soft_opt_in',
  lastOrderOn: '2025-11-18',
  lastOrderBottles: 15,
} as const;
const brand: ClientItem = {
  clientCode: 'NOELLE',
  rank: 1,
  scenario: 'rebuy',
  produitKey: 'RIESLING GRAND CRU BRAND 2021',
  wineKey: 'RIESLING GRAND CRU BRAND',
  contentHash: 'hash',
  label: 'Riesling Grand Cru Brand',
  millesime: 2021,
  format: '75CL',
  prixTtc: '25.2000',
  prix75clTtc: '25.2000',
  packaging: 'BOUTEILLE',
  reason: 'Vous avez pris 6 bouteilles de Riesling Grand Cru Brand 2020 en octobre 2025 ; le 2021 est à la carte.',
  evidence: { kind: 'bought', lastBottles: 6, lastOn: '2025-10-12' },
  boughtName: 'Riesling Grand Cru Brand',
  wineName: 'Riesling Grand Cru Brand',
  couleur: 'blanc',
  sucrosite: 'SEC',
  famille: 'Grands Crus',
  macroCategorie: 'Blanc',
};
const context: LetterContext = {
  settings: parseSettings({ sender }),
  campaignName: 'Noël & Nouvel An 2026',
  kind: 'mixed',
  language: 'fr',
  offer: null,
};
const letterWith = (items: readonly ClientItem[], changes: Partial<LetterContext> = {}) =>
  letterOf(noelle, items, { ...context, ...changes });

describe('the letter of a client', () => {
  it('announces an Alsace white with its sweetness, its price and the page where it is sold', () => {
    expect(letterWith([brand])?.wines).toEqual([
      {
        name: 'Riesling Grand Cru Brand',
        millesime: 2021,
        couleur: 'blanc',
        sucrosite: 'SEC',
        isSweetnessRequired: true,
        unit: { format: '75CL', pieces: 1, isGift: false },
        priceTtcCents: 2520,
        referencePriceTtcCents: null,
        reason: brand.reason,
        link: 'https://petit-domaine.fr/vins/RIESLING%20GRAND%20CRU%20BRAND%202021?utm_source=cuvee&utm_medium=email&utm_campaign=noel-nouvel-an-2026&utm_content=vin-1',
      },
    ]);
  });

  it('says for how many bottles a price is, however the packaging is spelled', () => {
    const carton = { ...brand, prixTtc: '151.2000', packaging: 'CT 6' };
    const gift = { ...brand, prixTtc: '50.4000', packaging: 'COFFRET2' };
    expect(letterWith([carton, gift])?.wines.map(({ unit }) => unit)).toEqual([
      { format: '75CL', pieces: 6, isGift: false },
      { format: '75CL', pieces: 2, isGift: true },
    ]);
  });

  it('leaves out a wine without a price, and is none when no wine is left', () => {
    const priceless = { ...brand, prixTtc: null };
    expect(letterWith([priceless, brand])?.wines).toHaveLength(1);
    expect(letterWith([priceless])).toBeUndefined();
  });

  it('is of the kind of all its wines, else a selection', () => {
    const discovery = { ...brand, scenario: 'cross-sell' as const };
    expect(letterWith([brand, brand])?.kind).toBe('rebuy');
    expect(letterWith([discovery, brand])?.kind).toBe('selection');
    expect(letterWith([discovery, brand], { kind: 'winback' })?.kind).toBe('winback');
  });

  it('in English says the reasons again from their evidence', () => {
    const popular = { ...brand, evidence: { kind: 'popular', bottles12m: 265 }, boughtName: null };
    expect(letterWith([brand, popular], { language: 'en' })?.wines.map(({ reason }) => reason)).toEqual([
      'You bought 6 bottles of Riesling Grand Cru Brand in October 2025.',
      'New to you.',
    ]);
  });

  it('changes its hash with any word and with its template, never with the links of its reader', async () => {
    const letter = letterWith([brand]);
    const dearer = letterWith([{ ...brand, prixTtc: '25.3000' }]);
    if (!letter || !dearer) throw new Error('no letter');
    expect(letterHash(letter, 't1')).toBe(letterHash({ ...letter }, 't1'));
    expect(new Set([letterHash(letter, 't1'), letterHash(letter, 't2'), letterHash(dearer, 't1')]).size).toBe(3);

    const links = createLinkMaker({ secret: 's'.repeat(40), publicUrl: 'https://l.petit-domaine.fr', estate: 'petit' });
    const letterId = '01900000-0000-7000-8000-000000000001';
    const rendered = renderOutboxLetter({ template: await builtIn('rebuy'), letter, letterId, links });
    expect(rendered.clicks).toEqual([
      { token: links.click(letterId, 1).token, rank: 1, target: letter.wines[0]?.link },
    ]);
    expect(rendered.text).toContain(links.click(letterId, 1).url);
    expect(rendered.text).toContain(links.unsubscribe(letterId));
    expect(rendered.headers['List-Unsubscribe']).toBe(`<${links.oneClick(letterId)}>`);
  });
});
