/** Settings changed after the import: what they decide is decided again, for the files already loaded too. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { testEstate } from '../support/estate-world.ts';

const asOf = '2026-01-05';
const lines = [
  'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no',
  ...Array.from({ length: 30 }, (_, n) => `CL${n};27/12/2025;Riesling Alsace;1;10,00;VENTE;V${n}`),
  'CL99;27/12/2025;Riesling Alsace;6;60,00;NOTE DE CAVEAU;N1',
];

it('a document type explained in the settings brings back the lines that were refused for it', async () => {
  const estate = await testEstate();
  const { world } = estate;
  writeFileSync(join(world.folders.raw, 'isavigne/ventes_lignes', 'ventes_20260102_0600.csv'), lines.join('\n'));
  const first = await runWeek(world, { asOf });
  expect(first.report.totals).toMatchObject({ linesLoaded: 30, linesRejected: 1, mtHtRejected: 60 });

  const changes = { profiles: { isavigne: { document_types: { 'NOTE DE CAVEAU': 'sale' } } } };
  const { settings, configHash } = settingsFrom(changes);
  expect(settings.profiles.isavigne?.document_types.FACTURE).toBe(
    parseSettings({}).profiles.isavigne?.document_types.FACTURE,
  );
  const second = await runWeek({ ...world, settings, configHash }, { asOf });
  expect(second.report.totals).toMatchObject({ linesLoaded: 31, linesRejected: 0 });
  const [sum] = await world.database.rows(
    sql(`select count(*) as lines, sum(mt_ht)::float8 as "mtHt" from etl.ventes_lignes where estate_id = :'estate'`),
    { estate: world.estate },
  );
  expect(sum).toEqual({ lines: 31, mtHt: 360 });

  const third = await runWeek({ ...world, settings, configHash }, { asOf });
  expect(third.report.totals.linesRead).toBe(0);
  await estate.close();
});
