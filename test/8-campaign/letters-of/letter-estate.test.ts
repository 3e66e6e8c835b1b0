import { expect, test } from 'vitest';
import { letterEstateOf } from '../../../src/8-campaign/letters-of/letter-estate.ts';
import { parseSettings } from '../../../src/estate/settings.ts';

test('the picture and the delivery terms of the settings stand in the letters, and nothing where there are none', () => {
  const sender = {
    logo_url: 'www.domaine.test/logo.png',
    logo_width_px: 120,
    delivery_terms: 'Franco dès 36 bouteilles.',
  };
  expect(letterEstateOf(parseSettings({ sender }))).toMatchObject({
    logo: { url: 'https://www.domaine.test/logo.png', widthPx: 120 },
    deliveryTerms: 'Franco dès 36 bouteilles.',
  });
  expect(letterEstateOf(parseSettings({}))).toMatchObject({ logo: null, deliveryTerms: null });
});
