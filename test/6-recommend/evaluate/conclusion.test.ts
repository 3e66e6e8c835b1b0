import { expect, it } from 'vitest';
import { conclusionOnPage } from '../../../src/6-recommend/evaluate/conclusion.ts';

it('weights that do better are taken by a command at the terminal, and by their button on the page', () => {
  // As reports are kept: the words of the terminal.
  const kept = {
    fr: ['Aucune règle enfreinte.', 'Mieux. Pour les prendre : cuvee evaluate --accept-weights --reason « … ».'],
    en: ['No rule broken.', 'Better. To take them: cuvee evaluate --accept-weights --reason "…".'],
  };
  expect(conclusionOnPage(kept)).toEqual({
    fr: [
      'Aucune règle enfreinte.',
      'Mieux. Un administrateur peut les prendre plus bas : « Prendre les poids proposés ».',
    ],
    en: ['No rule broken.', 'Better. An administrator may take them further down: “Take the weights proposed”.'],
  });
});
