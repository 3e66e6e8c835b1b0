/** What a person corrected in a refused line: taken in by the next run, and again when next week's export repeats the line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { correctRow, readCorrectableRow, uncorrectRow } from '../../src/3-curated/corrections/correct-row.ts';
import { sql } from '../../src/db/sql.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { testEstate } from '../support/estate-world.ts';

const header = 'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no';
const good = Array.from({ length: 30 }, (_, n) => `CL${n};27/12/2025;Riesling Alsace;1;10,00;VENTE;V${n}`);
const bad = 'CL99;31/02/2025;"Riesling; Alsace";6;60,00;VENTE;N1';

it('a refused line corrected here is loaded by the next run, and by the overlapping export of the week after', async () => {
  const estate = await testEstate();
  const { world } = estate;
  const drop = (name: string, lines: readonly string[]) =>
    writeFileSync(join(world.folders.raw, 'isavigne/ventes_lignes', name), lines.join('\n'));
  const loaded = () =>
    world.database.rows(
      sql(
        `select lines.client_code, lines.date_livraison, lines.qty_line::float8 as qty, lines.file_line
         from etl.ventes_lignes as lines where lines.estate_id = :'estate' and lines.client_code = 'CL99'`,
      ),
      { estate: world.estate },
    );
  drop('ventes_20260102_0600.csv', [header, ...good, bad]);
  const first = await runWeek(world, { asOf: '2026-01-05' });
  expect(first.report.totals).toMatchObject({ linesLoaded: 30, linesRejected: 1 });

  const [reject] = await world.database.rows<{ fileHash: string; fileLine: number }>(
    sql(
      `select rejects.file_hash as "fileHash", rejects.file_line as "fileLine" from etl.rejects as rejects
       where rejects.estate_id = :'estate'`,
    ),
    { estate: world.estate },
  );
  const key = { source: 'isavigne', dataset: 'ventes_lignes', fileHash: '', fileLine: 0, ...reject } as const;
  await expect(correctRow(world, { ...key, fileLine: 2, values: { qty_line: '2' } })).rejects.toMatchObject({
    code: 'ROW_NOT_REFUSED',
  });
  await expect(correctRow(world, { ...key, values: { marge: '2' } })).rejects.toMatchObject({ code: 'NO_SUCH_COLUMN' });
  await correctRow(world, { ...key, values: { date_livraison: '28/02/2025', qty_line: '6' }, reason: 'vu sur le bon' });
  const second = await runWeek(world, { asOf: '2026-01-05' });
  expect(second.report.totals).toMatchObject({ linesLoaded: 31, linesRejected: 0 });
  const corrected = { client_code: 'CL99', date_livraison: '2025-02-28', qty: 6, file_line: 32 };
  expect(await loaded()).toEqual([corrected]);

  const more = Array.from({ length: 5 }, (_, n) => `CL${n};05/01/2026;Riesling Alsace;1;10,00;VENTE;W${n}`);
  // The same line, as another program of the same cellar writes it.
  const again = 'CL99;"Riesling; Alsace";2025-02-31 00:00:00;6,00;60.0;VENTE;N1;12';
  const turned = [...good, ...more].map((line) => line.replace(/^(\w+);([\d/]+);(.*?);/, '$1;$3;$2;') + ';3');
  drop('ventes_20260109_0600.csv', [
    'client_code;produit_label;date_livraison;qty_line;mt_ht;document_type;document_no;numero_impression',
    again,
    ...turned,
  ]);
  const third = await runWeek(world, { asOf: '2026-01-12' });
  expect(third.report.totals).toMatchObject({ linesRead: 36, linesRejected: 0 });
  expect(await loaded()).toEqual([corrected]);
  expect((await runWeek(world, { asOf: '2026-01-12' })).report.totals.linesRead).toBe(0);

  const row = await readCorrectableRow(world, key);
  expect(row?.corrections).toMatchObject([
    { columnName: 'date_livraison', value: '28/02/2025', author: 'test', reason: 'vu sur le bon' },
  ]);
  await uncorrectRow(world, { ...key, rowHash: row?.rowHash ?? '' });
  expect((await runWeek(world, { asOf: '2026-01-12' })).report.totals).toMatchObject({ linesRejected: 2 });
  await estate.close();
});
