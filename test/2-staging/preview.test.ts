import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testProfile } from '../../src/2-staging/preview.ts';
import { describeProfiles } from '../../src/2-staging/profile.ts';
import { proposeProfile } from '../../src/2-staging/propose-profile.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';

let path = '';
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'cuvee-preview-')), 'caisse.csv');
  const rows = Array.from(
    { length: 30 },
    (_, index) => `T${index + 1};Riesling Alsace;${index + 1}/11/2025;6;51,00;V${index}`,
  );
  await writeFile(
    path,
    `Caisse du caveau\n\nTiers;Libellé vin;Livré le;Qté vendue;Montant net HT;Pièce\n${rows.join('\n')}\nTOTAL;;;180;1530,00;\n`,
  );
});
afterAll(async () => {
  await rm(join(path, '..'), { recursive: true, force: true });
});

test('a profile is tried on a file before it counts: first what is missing, then the rows as a run would read them', async () => {
  const { settings } = settingsFrom({});
  const { profile: draft, proposed } = await proposeProfile(settings, {
    file: path,
    dataset: 'ventes_lignes',
    source: 'caisse',
  });
  expect(draft.status).toBe('draft');
  expect(proposed.map(({ header, column }) => `${header} → ${column}`)).toContain('Livré le → date_livraison');

  expect(draft.datasets.ventes_lignes?.constants).toEqual({ document_type: 'FACTURE' });
  const said = {
    ignored_headers: [],
    date_order: 'dmy' as const,
    headers: draft.datasets.ventes_lignes?.headers ?? {},
  };
  const untyped = { ...draft, datasets: { ventes_lignes: { ...said, constants: {} } } };
  const before = await testProfile(path, 'ventes_lignes', untyped, 'caisse.csv');
  expect(before.ok).toBe(false);
  expect(before.problems[0]?.fr).toMatch(/^il manque document_type\. .*constants/);

  const completed = {
    ...draft,
    datasets: {
      ventes_lignes: { ...said, constants: { document_type: 'VENTE' } },
    },
  };
  const after = await testProfile(path, 'ventes_lignes', completed, 'caisse.csv');
  expect(after).toMatchObject({ ok: true, problems: [], headerLine: 3, encoding: 'utf-8', delimiter: ';' });
  expect(after.columns).toEqual([
    'client_code',
    'produit_label',
    'date_livraison',
    'qty_line',
    'mt_ht',
    'document_no',
    'document_type',
  ]);
  expect(after.rows).toHaveLength(20);
  expect(after.rows[0]).toEqual({
    line: 4,
    cells: ['T1', 'Riesling Alsace', '1/11/2025', '6', '51,00', 'V0', 'VENTE'],
  });
});

test('the profiles of an estate are listed, drafts beside those in use', () => {
  const { settings } = settingsFrom({ profiles: { 'caisse.draft': { status: 'draft', datasets: { clients: {} } } } });
  expect(describeProfiles(settings)).toEqual([
    { name: 'caisse.draft', status: 'draft', isBuiltIn: false, datasets: ['clients'] },
    {
      name: 'isavigne',
      status: 'confirmed',
      isBuiltIn: true,
      datasets: ['clients', 'contacts', 'produits', 'stock', 'ventes_lignes'],
    },
  ]);
});

test('a column that says who accepts letters is never left unread in silence', async () => {
  const file = join(path, '..', 'clients.csv');
  await writeFile(file, 'Code client;Nom;Newsletter;Mobile 2\nC1;MULLER;Non;0612345678\nC2;KLEIN;Oui;\n');
  const { settings } = settingsFrom({});
  const isavigne = settings.profiles['isavigne'];
  if (!isavigne) throw new Error('no built-in profile');
  const clients = { ignored_headers: [], constants: {}, headers: {}, date_order: 'dmy' as const };
  const said = async (changed: { ignored_headers?: string[]; headers?: Record<string, string[]> }) => {
    const profile = { ...isavigne, datasets: { clients: { ...clients, ...changed } } };
    const { columns, problems } = await testProfile(file, 'clients', profile, 'clients.csv');
    return { columns, consent: problems.map(({ fr }) => fr).filter((fr) => fr.includes('lettres')) };
  };

  expect(await said({})).toEqual({
    columns: ['client_code', 'nom', 'x_newsletter', 'x_mobile_2'],
    consent: [expect.stringMatching(/^clients.csv : « Newsletter » a l’air de dire qui accepte ou refuse vos lettres/)],
  });
  expect(await said({ headers: { accord_lettres: ['Newsletter'] } })).toEqual({
    columns: ['client_code', 'nom', 'accord_lettres', 'x_mobile_2'],
    consent: [],
  });
  expect(await said({ ignored_headers: ['Newsletter'] })).toMatchObject({ consent: [] });
});
