import { describe, expect, it } from 'vitest';
import { changesFromYaml, profileFromYaml } from '../../src/estate/settings-store.ts';

describe('a document a person wrote', () => {
  it('keeps what differs from the usual settings', () => {
    expect(changesFromYaml('vat_rate: 0.055\nname: ""\n')).toEqual({ vat_rate: 0.055 });
  });

  it.each(['', '# rien\n', 'bonjour', '- 1\n'])('takes back no setting when it is empty or none: %j', (text) => {
    expect(() => changesFromYaml(text)).toThrow(expect.objectContaining({ code: 'WRONG_YAML' }));
  });

  it('is refused with each wrong value, in French and in English', () => {
    const refused = { code: 'WRONG_SETTINGS', sentence: { fr: '', en: '' } };
    try {
      profileFromYaml('datasets: { ventes_lignes: { headers: { client_code: Kunde } } }');
    } catch (error) {
      Object.assign(refused, error);
    }
    expect(refused.sentence.fr).toContain(
      'datasets.ventes_lignes.headers.client_code : Entrée invalide : tableau attendu',
    );
    expect(refused.sentence.en).toContain('datasets.ventes_lignes.headers.client_code : Invalid input: expected array');
  });
});
