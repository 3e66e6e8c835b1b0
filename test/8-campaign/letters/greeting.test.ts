import { describe, expect, it } from 'vitest';
import { greetingOf } from '../../../src/8-campaign/letters/greeting.ts';

function greetings(client: { civilite?: string; nom?: string; prenom?: string }): readonly [string, string] {
  const whole = { civilite: '', nom: '', prenom: '', ...client };
  return [greetingOf(whole, 'fr'), greetingOf(whole, 'en')];
}

describe('a letter opens', () => {
  it('with the civility and the name, as a label writes it', () => {
    expect(greetings({ civilite: 'Mme', nom: 'KELLER', prenom: 'Anne' })).toEqual([
      'Bonjour Madame Keller,',
      'Dear Mrs Keller,',
    ]);
    expect(greetings({ civilite: 'M. et Mme', nom: 'Muller-SCHMITT' })[0]).toBe(
      'Bonjour Madame et Monsieur Muller-SCHMITT,',
    );
    expect(greetings({ civilite: 'M.', nom: 'DE LA TOUR-EBERLIN' })[0]).toBe('Bonjour Monsieur De la Tour-Eberlin,');
    expect(greetings({ civilite: 'Mlle', nom: 'Keller' })[0]).toBe('Bonjour Madame Keller,');
  });

  it('with both names where no civility is known, and never guesses one', () => {
    expect(greetings({ nom: 'KELLER', prenom: 'Anne' })).toEqual(['Bonjour Anne Keller,', 'Dear Anne Keller,']);
    expect(greetings({ nom: 'KELLER' })).toEqual(['Bonjour,', 'Hello,']);
    expect(greetings({ civilite: 'Mme' })).toEqual(['Bonjour Madame,', 'Hello,']);
    expect(greetings({})).toEqual(['Bonjour,', 'Hello,']);
  });

  it('without what is no name of a person', () => {
    for (const nom of ['SARL Keller', 'C0142', '<b>', '{{x}}', 'www.keller.fr', 'Keller (décédée)', 'x'.repeat(41)]) {
      expect(greetings({ civilite: 'M.', nom })[0]).toBe('Bonjour Monsieur,');
    }
  });
});
