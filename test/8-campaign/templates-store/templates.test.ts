import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  listTemplates,
  readTemplate,
  readStoredTemplate,
} from '../../../src/8-campaign/templates-store/read-template.ts';
import { previewDraft, previewTemplate } from '../../../src/8-campaign/templates-store/preview-template.ts';
import { saveTemplate } from '../../../src/8-campaign/templates-store/save-template.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, monday } from '../campaigns/approved-estate.ts';

const ours = `# Lettre d'automne, relue par Claire
Objet: Vos vins vous attendent
aperçu: Le millésime du moment.
titre: Vos vins
ouverture: |
  Vous avez déjà choisi ces vins chez nous.

  Voici où ils en sont.
fermeture: Bien à vous,
bouton:
  texte: Voir la carte
  lien: "{{ lien.boutique }}"
`;

describe('the estate’s own templates', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await approvedEstate({ approve: [] });
  });
  afterAll(() => estate.close());

  const rebuy = { estate: 'petit-domaine', kind: 'rebuy', language: 'fr' } as const;
  const save = (document: string) =>
    saveTemplate(estate.world, { kind: 'rebuy', language: 'fr', document, author: 'Claire', now: monday });

  const problemsOf = async (document: string) => (await save(document)).problems?.map(({ code }) => code);

  it('begin with those of the house, version 0, which can be saved back as they are shown', async () => {
    const builtIn = await readStoredTemplate(estate.world.database, rebuy);
    expect(builtIn).toMatchObject({ version: 0, author: null });
    expect(await save(builtIn.document)).toMatchObject({ version: 0, isNew: false });
    expect(await listTemplates(estate.world.database, 'petit-domaine')).toHaveLength(18);
  });

  it('say what is wrong with them in a sentence, and are not kept', async () => {
    expect(await problemsOf('objet: [')).toEqual(['DOCUMENT_UNREADABLE']);
    expect(await problemsOf(`${ours}\nsignature: Claire`)).toEqual(['DOCUMENT_UNREADABLE']);
    expect(await problemsOf(ours.replace('ces vins', '{{ client.age }}'))).toEqual(['TEMPLATE_UNKNOWN_VARIABLE']);
    expect(await problemsOf(`${ours}\nmise_en_page: "<mjml><mj-body></mj-body></mjml>"`)).toContain(
      'HEALTH_SENTENCE_MISSING',
    );
    expect(await readStoredTemplate(estate.world.database, rebuy)).toMatchObject({ version: 0 });
  });

  it('are kept in versions, each with its author, the newest in use, the earlier ones still there', async () => {
    expect(await save(ours)).toMatchObject({ version: 1, isNew: true });
    expect(await save(ours.replace('Bien à vous', 'À bientôt'))).toMatchObject({ version: 2 });
    const inUse = await readTemplate(estate.world.database, rebuy);
    expect(inUse).toMatchObject({ version: 2, author: 'Claire', source: { closing: 'À bientôt,' } });
    const first = await readStoredTemplate(estate.world.database, { ...rebuy, version: 1 });
    expect(first.document).toBe(ours);
    await expect(readStoredTemplate(estate.world.database, { ...rebuy, version: 9 })).rejects.toThrow(
      'has no version 9',
    );
  });

  it('saved by two at once become two versions; whoever says which version they read changes no other', async () => {
    const words = ['Bonne journée', 'À très vite', 'Belles fêtes'].map((end) => ours.replace('Bien à vous', end));
    const saved = await Promise.all(words.map(save));
    expect(new Set(saved.map(({ version }) => version))).toEqual(new Set([3, 4, 5]));
    const late = saveTemplate(estate.world, {
      ...rebuy,
      document: ours.replace('Bien à vous', 'Santé'),
      author: 'Marc',
      now: monday,
      seenVersion: 4,
    });
    await expect(late).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await save(ours.replace('Bien à vous', 'À bientôt'))).toMatchObject({ version: 6 });
  });

  it('are previewed against a real client, with what the linter says', async () => {
    const { rendered, findings } = await previewTemplate(estate.world, {
      kind: 'rebuy',
      language: 'fr',
      clientCode: 'NOELLE',
    });
    expect(rendered.subject).toBe('Vos vins vous attendent');
    expect(rendered.text).toContain('Bonjour Madame Novembre,');
    expect(rendered.text).toContain("L'abus d'alcool est dangereux pour la santé.");
    expect(findings).toEqual([]);
  });

  it('are seen before they are saved, by the words in the field; words that make no letter say why', async () => {
    const noelle = { kind: 'rebuy', language: 'fr', clientCode: 'NOELLE' } as const;
    const draft = await previewDraft(estate.world, { ...noelle, document: ours.replace('vous attendent', 'sont là') });
    expect(draft).toMatchObject({ rendered: { subject: 'Vos vins sont là' }, findings: [] });
    expect(await previewDraft(estate.world, { ...noelle, document: 'objet: [' })).toMatchObject({
      problems: [{ code: 'DOCUMENT_UNREADABLE' }],
    });
    expect(await readStoredTemplate(estate.world.database, rebuy)).toMatchObject({ version: 6 });
  });
});
