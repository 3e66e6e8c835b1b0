/** The shape of the house, asserted: who may import whom, pure nouns, one writer per table, every query names its estate. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineKinds } from '../src/estate/settings.ts';
import { datasetColumns, datasets } from '../src/values/dataset.ts';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');
const sourceFiles = listFiles(source);
const codeFiles = sourceFiles.filter((file) => file.endsWith('.ts'));
const sqlFiles = sourceFiles.filter((file) => file.endsWith('.sql') && !file.startsWith('db/'));
const rooms = [...new Set(sourceFiles.map((file) => file.split('/')[0] ?? ''))]
  .filter((folder) => /^\d-/.test(folder))
  .sort();

/** What each part that is no room may stand on; a room stands on the ground and on rooms with a smaller number. */
const ground = ['values', 'errors.ts', 'db', 'journal', 'estate', 'brevo', 'world.ts'];
const mayImport: Record<string, readonly string[]> = {
  values: ['values', 'errors.ts'],
  'errors.ts': ['values'],
  db: ['db', 'values', 'errors.ts'],
  journal: ['journal', 'db', 'values', 'errors.ts'],
  estate: ['estate', 'journal', 'db', 'values', 'errors.ts'],
  'world.ts': ['db', 'estate', 'values'],
  brevo: ['brevo', 'values', 'errors.ts'],
  'fake-brevo': ['fake-brevo', 'demo', 'values', 'errors.ts'],
  demo: ['demo', 'values', 'errors.ts'],
  'journey.ts': [...rooms, ...ground],
  run: ['run', 'journey.ts', ...rooms, ...ground],
  people: ['people', 'db', 'journal', 'estate', 'values', 'errors.ts', 'world.ts'],
  metrics: ['metrics', 'db', 'values', 'errors.ts'],
  intake: ['intake', '1-raw', ...ground],
};

describe('the rooms', () => {
  it('are the nine of the journey', () => {
    expect(rooms).toEqual([
      '1-raw',
      '2-staging',
      '3-curated',
      '4-warehouse',
      '5-customer360',
      '6-recommend',
      '7-audit',
      '8-campaign',
      '9-outcomes',
    ]);
  });

  it('import only from rooms with a smaller number, and the ground from no room', () => {
    const wrong = codeFiles.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !isAllowed(partOf(file), partOf(imported)))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
  });

  it('look at no clock, no chance and no environment of their own', () => {
    const forbidden = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.env\b/;
    const wrong = codeFiles.filter(
      (file) => /^(\d-|values\/)/.test(file) && forbidden.test(withoutComments(read(file))),
    );
    // The workbook child passes its own environment on, emptied; it decides nothing by it.
    expect(wrong.filter((file) => !file.startsWith('2-staging/workbook/'))).toEqual([]);
  });

  it('keep nouns pure: what touches no world imports none of it', () => {
    const worldly = /from '(node:(fs|child_process|net|http|worker_threads)[^']*|[^']*\/db\/(database|sql|copy)\.ts)'/;
    const nouns = codeFiles.filter((file) => /^(3|5|6|7)-/.test(file) && !worldly.test(withoutTypeImports(read(file))));
    const impure = nouns.filter((file) => /\bawait\b/.test(withoutComments(read(file))));
    const verbs = impure.filter((file) => !/\b(world|session|rows|batches|writer)\b/.test(read(file)));
    expect(nouns.length).toBeGreaterThan(20);
    expect(verbs).toEqual([]);
  });
});

describe('the page', () => {
  const web = join(root, 'web/src');
  const pageFiles = listFiles(web).filter((file) => /\.tsx?$/.test(file));

  it('takes nothing from the server but types, of its contract and of plain values', () => {
    const wrong = pageFiles.flatMap((file) =>
      [...readFileSync(join(web, file), 'utf8').matchAll(/^(import|export) (type )?[^;]*?from '([^']*\/src\/[^']+)'/gm)]
        .filter(
          ([, verb, type, path = '']) => verb !== 'import' || !type || !/\/src\/(api\/contract|values)\//.test(path),
        )
        .map(([line]) => `${file}: ${line}`),
    );
    expect(wrong).toEqual([]);
    expect(pageFiles.length).toBeGreaterThan(40);
  });

  it('has words for every act of the journal', () => {
    const words = readFileSync(join(web, 'journal-words.ts'), 'utf8');
    const acts = codeFiles.flatMap((file) =>
      [...read(file).matchAll(/\baction: '([a-z_]+\.[a-z_-]+)'/g)].map(([, act = '']) => act),
    );
    expect([...new Set(acts)].filter((act) => !words.includes(`'${act}'`))).toEqual([]);
    expect(acts.length).toBeGreaterThan(20);
  });

  it('and its contract stands on nothing but values', () => {
    const contract = codeFiles.filter((file) => file.startsWith('api/contract/'));
    const wrong = contract.flatMap((file) =>
      importsOf(file)
        .filter((imported) => !/^(api\/contract|values)\//.test(imported))
        .map((imported) => `${file} imports ${imported}`),
    );
    expect(wrong).toEqual([]);
    expect(contract.length).toBeGreaterThan(5);
  });
});

describe('the tables', () => {
  const writers = tableWriters();

  it('have one writer each', () => {
    const shared = [...writers]
      .filter(([, parts]) => parts.size > 1)
      .map(([table, parts]) => `${table}: ${[...parts].join(', ')}`);
    expect(shared).toEqual([]);
    expect(writers.size).toBeGreaterThan(20);
  });

  it('are written by the room the design names', () => {
    expect({
      files: ownerIn(writers, 'etl.files'),
      stagings: ownerIn(writers, 'etl.stagings'),
      rejects: ownerIn(writers, 'etl.rejects'),
      ventes_lignes: ownerIn(writers, 'etl.ventes_lignes'),
      clients: ownerIn(writers, 'etl.clients'),
      consent_events: ownerIn(writers, 'etl.consent_events'),
      customer_360: ownerIn(writers, 'crm.customer_360'),
      recommendations: ownerIn(writers, 'crm.recommendations'),
      runs: ownerIn(writers, 'etl.runs'),
    }).toEqual({
      files: '1-raw',
      stagings: '2-staging',
      rejects: '3-curated',
      ventes_lignes: '4-warehouse',
      clients: '4-warehouse',
      consent_events: '4-warehouse',
      customer_360: '5-customer360',
      recommendations: '6-recommend',
      runs: 'run',
    });
  });

  it('begin their primary key with estate_id and have no serial or identity column', () => {
    const migrations = migrationTexts().map(withoutComments).join('\n');
    const tables = [...migrations.matchAll(/create table (\w+\.\w+) \(([\s\S]*?)\n\);/g)];
    const wrong = tables.filter(
      ([, , body = '']) => !/primary key \(estate_id|estate_id text collate "C" primary key/.test(body),
    );
    expect(wrong.map(([, table]) => table)).toEqual([]);
    expect(migrations).not.toMatch(/\b(big)?serial\b|generated (always|by default) as identity/);
    expect(tables.length).toBeGreaterThan(25);
  });
});

function ownerIn(writers: Map<string, Set<string>>, table: string): string {
  return [...(writers.get(table) ?? [])].join();
}

describe('every query', () => {
  it('names its estate', () => {
    // The list of estates, and the counting of whole tables, which reads nobody's rows.
    const aboutAllEstates = [
      'estate/list-estates.sql',
      '4-warehouse/analyze-registers.sql',
      '4-warehouse/sales/analyze-ledger.sql',
    ];
    const wrong = sqlFiles.filter((file) => {
      const text = read(file).replaceAll(/--.*$/gm, '');
      return /\b(etl|crm|app)\.\w+/.test(text) && !/\bestate_id\b/.test(text) && !aboutAllEstates.includes(file);
    });
    expect(wrong).toEqual([]);
    expect(sqlFiles.length).toBeGreaterThan(20);
  });

  it('opens by saying what its rows are', () => {
    expect(sqlFiles.filter((file) => !read(file).startsWith('-- '))).toEqual([]);
  });
});

describe('the glossary', () => {
  const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
  const tables = [
    ...read('db/migrations/0001_house.sql')
      .concat(...migrationTexts())
      .matchAll(/create table (\w+\.\w+)/g),
  ];

  it.each([
    ['table', tables.map(([, table = '']) => table)],
    ['dataset', [...datasets]],
    ['column', [...new Set(Object.values(datasetColumns).flat())]],
    ['line kind', [...lineKinds]],
    ['room', rooms],
  ])('holds every %s', (_, words) => {
    expect([...new Set(words)].filter((word) => !glossary.includes(`\`${word}\``))).toEqual([]);
  });
});

/**
 * Forgetting a person, and bringing an estate back from a backup, concern every table by their nature; neither computes anything.
 */
const writingEverywhere = new Set(['erasure', 'backup']);
const theirOwnTables = new Set(['app.erasures', 'app.backups', 'app.restore_drills']);

function tableWriters(): Map<string, Set<string>> {
  const writers = new Map<string, Set<string>>();
  const writing = /\b(?:insert into|update|delete from|merge into|copy|truncate)\s+((?:etl|crm|app)\.\w+)/gi;
  for (const file of sourceFiles.filter((name) => !name.startsWith('db/'))) {
    for (const [, table = ''] of withoutComments(read(file)).matchAll(writing)) {
      if (writingEverywhere.has(partOf(file)) && !theirOwnTables.has(table)) continue;
      const parts = writers.get(table) ?? new Set();
      writers.set(table, parts.add(partOf(file)));
    }
  }
  return writers;
}

function migrationTexts(): string[] {
  return listFiles(join(source, 'db/migrations')).map((file) => read(`db/migrations/${file}`));
}

function isAllowed(from: string, to: string): boolean {
  if (from === to) return true;
  const listed = mayImport[from];
  if (listed) return listed.includes(to);
  if (rooms.includes(from)) return ground.includes(to) || (rooms.includes(to) && to < from);
  return true;
}

function importsOf(file: string): string[] {
  const imported = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path = '']) => path);
  return imported.map((path) => relative(source, resolve(source, dirname(file), path)).replaceAll('\\', '/'));
}

function partOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function read(file: string): string {
  return readFileSync(join(source, file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*(\/\/|--).*$/gm, '');
}

function withoutTypeImports(text: string): string {
  return text.replaceAll(/import type [\s\S]*?;/g, '');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
