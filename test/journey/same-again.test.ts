/** An export that says what last week's said: what was cleaned and loaded is not cleaned and loaded again, and nothing is lost. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveFiles } from '../../src/1-raw/receive.ts';
import { stagePending } from '../../src/2-staging/stage.ts';
import { correctRow } from '../../src/3-curated/corrections/correct-row.ts';
import { curatePending } from '../../src/3-curated/curate.ts';
import { listRejects } from '../../src/3-curated/list-rejects.ts';
import { checkDrift } from '../../src/4-warehouse/drift/check-drift.ts';
import { loadPending } from '../../src/4-warehouse/load.ts';
import { sql } from '../../src/db/sql.ts';
import { eraseClient } from '../../src/erasure/erase-client.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const header = 'client_code;date_livraison;produit_label;qty_line;mt_ht;mt_ttc;document_type;document_no;email';
const lines = [
  'CL001;27/10/2026;Riesling 2022;6;60,00;72,00;FACTURE;1;anne@exemple.test',
  'CL002;28/10/2026;Crémant d’Alsace;12;120,00;144,00;FACTURE;2;',
  'CL002;28/10/2026;Riesling 2022;1;10,00;12,00;FACTURE;2;',
  'CL003;31/02/2026;Riesling 2022;1;10,00;12,00;FACTURE;3;',
];
const ledger = ['etl.documents', 'etl.ventes_lignes', 'etl.clients', 'etl.produits', 'etl.produit_aliases'];

let estate: TestEstate;
let world: RunWorld;
let weeks: number;

beforeEach(async () => {
  estate = await testEstate();
  world = { ...estate.world, runId: '', asOf: '2026-11-16' };
  weeks = 0;
});
afterEach(() => estate.close());

const french = (text: string): string => `${header}\r\n${text}\r\n`;
/** The same lines as another program would write them: other bytes, not another word. */
const rewritten = (text: string): string => `${header}\n${text.split('\r\n').join('\n')}\n\n`;

/** The Monday of that day: one sales export through rooms 1 to 4. */
async function monday(day: string, content: string): Promise<void> {
  const inbox = join(estate.home, 'inbox');
  await mkdir(inbox, { recursive: true });
  const path = join(inbox, `ventes_${day.replaceAll('-', '')}_0600.csv`);
  await writeFile(path, content);
  await receiveFiles(world, [path], { source: 'isavigne', dataset: 'ventes_lignes' });
  await run();
}

async function run(): Promise<void> {
  weeks++;
  world = { ...world, runId: `01900000-0000-7000-8000-${String(weeks).padStart(12, '0')}` };
  for (const step of [stagePending, curatePending, checkDrift, loadPending]) await step(world);
}

/** One row per export, in order: of which earlier export it repeats the cleaning, its account, what it changed. */
async function weekly(): Promise<string[]> {
  const rows = await world.database.rows<{ row: string }>(
    sql(`
      select
        concat_ws(' ',
          to_char(files.exported_at, 'MM-DD'), 'repeats', coalesce(to_char(former.exported_at, 'MM-DD'), 'none'),
          curations.rows_read || '=' || curations.rows_kept || '+' || curations.rows_rejected, curations.mt_ht_kept,
          documents_new || '/' || documents_changed || '/' || documents_unchanged || '/' || documents_vanished
        ) as row
      from etl.curations
      inner join etl.files using (estate_id, source, dataset, file_hash)
      inner join etl.loads using (estate_id, source, dataset, file_hash)
      left join etl.files as former
        on former.estate_id = curations.estate_id and former.dataset = curations.dataset and former.file_hash = curations.repeats_hash
      where curations.estate_id = :'estate'
      order by files.exported_at`),
    { estate: world.estate },
  );
  return rows.map(({ row }) => row);
}

/** Which version of each row of the ledger is there. */
async function versions(): Promise<string[]> {
  const found: string[] = [];
  for (const table of ledger) {
    const rows = await world.database.rows<{ version: string }>(
      sql(`select ctid::text || ' ' || xmin::text as version from ${table} where estate_id = :'estate' order by ctid`),
      { estate: world.estate },
    );
    found.push(...rows.map(({ version }) => `${table} ${version}`));
  }
  return found;
}

async function paths(column: 'curated_path' | 'rejects_path'): Promise<string[]> {
  const rows = await world.database.rows<{ path: string }>(
    sql(`
      select ${column} as path from etl.curations inner join etl.files using (estate_id, source, dataset, file_hash)
      where estate_id = :'estate' order by exported_at`),
    { estate: world.estate },
  );
  return rows.map(({ path }) => join(world.folders.root, path));
}

describe('an export that says word for word what last week’s said', () => {
  it('is neither cleaned nor loaded again, and keeps its account, its files and its refused lines', async () => {
    await monday('2026-11-02', french(lines.join('\r\n')));
    const before = await versions();
    await monday('2026-11-09', rewritten(lines.join('\r\n')));
    await monday('2026-11-16', french(`${lines.join('\r\n')}\r\n`));

    expect(await weekly()).toEqual([
      '11-02 repeats none 4=3+1 190.0000 2/0/0/0',
      '11-09 repeats 11-02 4=3+1 190.0000 0/0/2/0',
      '11-16 repeats 11-09 4=3+1 190.0000 0/0/2/0',
    ]);
    expect(await versions()).toEqual(before);
    const rejects = await listRejects(world);
    expect(
      rejects.map(({ originalName, fileLine, code, rawValue, mtHt }) => [originalName, fileLine, code, rawValue, mtHt]),
    ).toEqual(
      ['20261102', '20261109', '20261116'].map((day) => [
        `ventes_${day}_0600.csv`,
        5,
        'DAY_IMPOSSIBLE',
        '31/02/2026',
        '10.0000',
      ]),
    );
    for (const column of ['curated_path', 'rejects_path'] as const) {
      const [first = '', ...others] = await paths(column);
      expect(new Set([first, ...others]).size).toBe(3);
      for (const other of others) expect(await readFile(other, 'utf8')).toBe(await readFile(first, 'utf8'));
    }
  });

  it('is cleaned itself when a word, a line, the profile or the version of the code is another', async () => {
    await monday('2026-11-02', french(lines.join('\r\n')));
    await monday('2026-11-03', french(lines.join('\r\n').replace('144,00', '144,10')));
    await monday('2026-11-04', french(`${lines[0]}\r\n\r\n${lines.slice(1).join('\r\n')}`));
    await monday('2026-11-05', french([...lines].reverse().join('\r\n')));
    world = { ...world, codeVersion: 'next' };
    await monday('2026-11-06', rewritten([...lines].reverse().join('\r\n')));
    const words = (await weekly()).map((week) => week.split(' ').slice(1, 3).join(' '));
    expect(words).toEqual(Array.from({ length: 5 }, () => 'repeats none'));
  });

  it('is cleaned itself when the earlier cleaning was under other settings, refused a day too far ahead, or is gone', async () => {
    const future = 'CL004;20/11/2027;Riesling 2022;1;10,00;12,00;FACTURE;4;';
    await monday('2026-11-02', french([...lines, future].join('\r\n')));
    await monday('2026-11-23', rewritten([...lines, future].join('\r\n')));
    expect(await weekly()).toEqual([
      '11-02 repeats none 5=3+2 190.0000 2/0/0/0',
      '11-23 repeats none 5=4+1 200.0000 1/0/2/0',
    ]);
    const [, lastCurated = ''] = await paths('curated_path');
    await rm(lastCurated);
    await monday('2026-11-24', french(`${[...lines, future].join('\r\n')}\r\n`));
    expect((await weekly()).at(-1)).toBe('11-24 repeats none 5=4+1 200.0000 0/0/3/0');
    const { settings, configHash } = settingsFrom({ vat_rate: 0.1 });
    world = { ...world, settings, configHash };
    await writeFile(lastCurated, '');
    await monday('2026-11-25', rewritten(`${[...lines, future].join('\r\n')}\r\n`));
    // All are cleaned anew under the new settings, the first of those that say the same for the others.
    expect((await weekly()).map((week) => week.split(' ').slice(0, 3).join(' '))).toEqual([
      '11-02 repeats none',
      '11-23 repeats none',
      '11-24 repeats 11-23',
      '11-25 repeats 11-24',
    ]);
  });

  it('is told a correction of a refused line like the export before it', async () => {
    await monday('2026-11-02', french(lines.join('\r\n')));
    const [reject] = await listRejects(world);
    await correctRow(world, {
      source: 'isavigne',
      dataset: 'ventes_lignes',
      fileHash: reject?.fileHash ?? '',
      fileLine: reject?.fileLine ?? 0,
      values: { date_livraison: '28/02/2026' },
    });
    await monday('2026-11-09', rewritten(lines.join('\r\n')));
    expect(await weekly()).toEqual([
      '11-02 repeats none 4=4+0 200.0000 3/0/0/0',
      '11-09 repeats 11-02 4=4+0 200.0000 0/0/3/0',
    ]);
  });

  it('speaks for itself after a late export, and the warehouse ends as if all had come in order', async () => {
    const late = french(lines.slice(0, 2).join('\r\n').replace('12;120,00', '13;130,00'));
    await monday('2026-11-02', french(lines.join('\r\n')));
    await monday('2026-11-16', rewritten(lines.join('\r\n')));
    await monday('2026-11-09', late);
    await monday('2026-11-23', french(`${lines.join('\r\n')}\r\n`));
    await monday('2026-11-30', rewritten(`${lines.join('\r\n')}\r\n`));
    expect(await weekly()).toEqual([
      '11-02 repeats none 4=3+1 190.0000 2/0/0/0',
      '11-09 repeats none 2=2+0 190.0000 0/1/1/0',
      '11-16 repeats 11-02 4=3+1 190.0000 0/0/2/0',
      '11-23 repeats 11-16 4=3+1 190.0000 0/0/2/0',
      '11-30 repeats 11-23 4=3+1 190.0000 0/0/2/0',
    ]);
    const rows = await world.database.rows(
      sql(
        `select document_id, sum(mt_ht) as ht from etl.ventes_lignes where estate_id = :'estate' group by 1 order by 1`,
      ),
      { estate: world.estate },
    );
    expect(rows).toEqual([
      { document_id: 'FACTURE_1', ht: '60.0000' },
      { document_id: 'FACTURE_2', ht: '130.0000' },
    ]);
  });

  it('brings nobody back who was forgotten in between', async () => {
    await monday('2026-11-02', french(lines.join('\r\n')));
    await eraseClient(world, { client: 'CL001', reason: 'asked', requestedBy: 'Claire', now: new Date('2026-11-03') });
    await monday('2026-11-09', rewritten(lines.join('\r\n')));
    await monday('2026-11-16', french(`${lines.join('\r\n')}\r\n`));
    expect((await weekly()).map((week) => week.split(' ').slice(0, 4).join(' '))).toEqual([
      '11-02 repeats none 4=3+1',
      '11-09 repeats none 4=3+1',
      '11-16 repeats 11-09 4=3+1',
    ]);
    for (const path of await paths('curated_path')) expect(await readFile(path, 'utf8')).not.toMatch(/CL001|anne/);
    const known = await world.database.rows(
      sql(`select from etl.ventes_lignes where estate_id = :'estate' and (client_code = 'CL001' or email is not null)`),
      { estate: world.estate },
    );
    expect(known).toEqual([]);
  });

  it('keeps the names of what was sold as its cleaned file writes them, so that the load need not look for them', async () => {
    const odd = 'CL002;28/10/2026;"Riesling ""Vieilles Vignes""; sec 2022";1;10,00;12,00;FACTURE;5;';
    await monday('2026-11-02', french([...lines, odd].join('\r\n')));
    const [path = ''] = await paths('curated_path');
    const [header = '', ...rows] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const label = header.split(';').indexOf('produit_label');
    const written = rows.map(
      (row) => new RegExp(`^(?:[^;]*;){${label}}((?:"(?:[^"]|"")*"|[^;]*)(?:;[^;]*){6})`).exec(row)?.[1],
    );
    const kept = await world.database.one<{ names: string[] }>(
      sql(`select names from etl.curations where estate_id = :'estate' and dataset = 'ventes_lignes'`),
      { estate: world.estate },
    );
    expect(kept?.names).toEqual([...new Set(written)]);
    expect(kept?.names).toHaveLength(3);
    expect(kept?.names[2]).toMatch(/^"Riesling ""Vieilles Vignes""; sec 2022";/);
  });

  it('needs a person’s reason again when too many of its lines are refused, and then is taken as repeated', async () => {
    const many = Array.from(
      { length: 20 },
      (_, index) => lines[0]?.replace('FACTURE;1', `FACTURE;${index + 10}`) ?? '',
    );
    const text = [...many, lines[3], lines[3]].join('\r\n');
    await monday('2026-11-02', french(text));
    const before = await versions();
    await expect(monday('2026-11-09', rewritten(text))).rejects.toMatchObject({ code: 'DRIFT' });
    expect(await weekly()).toHaveLength(1);
    world = { ...world, acceptDrift: 'Odile knows of the bad dates' };
    await run();
    expect(await weekly()).toEqual([
      '11-02 repeats none 22=20+2 1200.0000 20/0/0/0',
      '11-09 repeats 11-02 22=20+2 1200.0000 0/0/20/0',
    ]);
    expect(await versions()).toEqual(before);
    const accepted = sql(`select reason from app.journal where estate_id = :'estate' and action = 'drift.accepted'`);
    expect(await world.database.rows(accepted, { estate: world.estate })).toEqual([
      { reason: 'Odile knows of the bad dates' },
    ]);
  });

  it('is copied again when the run ended between its cleaned lines and its refused ones', async () => {
    await monday('2026-11-02', french(lines.join('\r\n')));
    const content = rewritten(lines.join('\r\n'));
    const mark = createHash('sha256').update(content).digest('hex').slice(0, 8);
    const [former = ''] = await paths('rejects_path');
    const rejects = former.replace('20261102', '20261109').replace(/[0-9a-f]{8}(?=\.csv$)/, mark);
    // In the place of the refused lines lies something no file can be moved onto.
    await mkdir(join(rejects, 'in the way'), { recursive: true });
    await expect(monday('2026-11-09', content)).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
    expect((await readdir(world.folders.curated)).filter((name) => name.includes('20261109'))).toHaveLength(2);
    expect(await weekly()).toHaveLength(1);

    await rm(rejects, { recursive: true });
    await writeFile(join(world.folders.curated, 'VENTES_LIGNES_curated_half.csv.tmp-999999999'), 'half');
    await run();
    expect((await weekly())[1]).toBe('11-09 repeats 11-02 4=3+1 190.0000 0/0/2/0');
    for (const column of ['curated_path', 'rejects_path'] as const) {
      const [first = '', again = ''] = await paths(column);
      expect(await readFile(again, 'utf8')).toBe(await readFile(first, 'utf8'));
    }
    expect((await readdir(world.folders.curated)).filter((name) => name.includes('.tmp-'))).toEqual([]);
  });
});
