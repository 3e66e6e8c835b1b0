import { describe, expect, test } from 'vitest';
import { bind, loadSql, sql } from '../../src/db/sql.ts';

describe('a statement written for psql becomes one for the driver', () => {
  test.each<[what: string, written: string, sent: string, parameterNames: string[]]>([
    ['a parameter', `select :'client'`, 'select $1', ['client']],
    ['one used twice', `select :'a', :'b', :'a'`, 'select $1, $2, $1', ['a', 'b']],
    ['one with a cast', `select :'day'::date`, 'select $1::date', ['day']],
    ['a cast to a quoted text is none', `select x::'a'`, `select x::'a'`, []],
    ['a text that looks like one', `select ':''a''', :'b'`, `select ':''a''', $1`, ['b']],
    ['a quoted name', `select ":'a'" from x where y = :'b'`, `select ":'a'" from x where y = $1`, ['b']],
    ['an escaped text', String.raw`select E'l\':''x' || :'a'`, String.raw`select E'l\':''x' || $1`, ['a']],
    ['a text ending in a backslash', String.raw`select 'C:\', :'a'`, String.raw`select 'C:\', $1`, ['a']],
    ['a dollar-quoted text', `select $q$ :'a'; $$ $q$, :'b'`, `select $q$ :'a'; $$ $q$, $1`, ['b']],
    ['a slice of an array', 'select items[1:2]', 'select items[1:2]', []],
    ['a line comment', `-- :'a'; it's\nselect :'b'`, 'select $1', ['b']],
    ['a comment within a comment', `select /* :'a' /* ; */ ' */ :'b'`, 'select   $1', ['b']],
    ['a comment in a text', `select '-- no /* comment', :'b'`, `select '-- no /* comment', $1`, ['b']],
    ['an end and what may follow it', `select :'a';\n-- the end\n`, 'select $1', ['a']],
  ])('%s', (_what, written, sent, parameterNames) => {
    expect(sql(written)).toEqual({ name: 'inline', text: sent, parameterNames });
  });
});

test.each([
  ['a second statement', `select 1; select 2`, 'holds more than one statement'],
  ['a second statement that is a parameter', `select 1; :'a'`, 'holds more than one statement'],
  ['a numbered parameter', 'select $1', 'uses $1'],
  ['a comment without end', 'select 1 /* for ever', 'never ends'],
])('%s is a bug that names its statement', (_what, written, complaint) => {
  expect(() => sql(written, 'clients.sql')).toThrow(
    new RegExp(`^clients.sql .*${complaint.replace('$', String.raw`\$`)}`),
  );
});

test('values go in the order of the numbers, and a wrong or missing name is a bug that says which', () => {
  const statement = sql(`select :'a', :'b', :'a'`, 'clients.sql');
  expect(bind(statement, { b: null, a: 1 })).toEqual([1, null]);
  expect(() => bind(statement, { a: 1 })).toThrow(`clients.sql is missing its parameter :'b'`);
  expect(() => bind(statement, { a: 1, b: 2, c: 3 })).toThrow(`clients.sql has no parameter :'c'`);
  expect(() => bind(sql(`select :'toString'`))).toThrow(`missing its parameter :'toString'`);
});

test('a statement in a file is named for its file', () => {
  expect(loadSql(import.meta.url, '../../src/db/schema-objects.sql')).toMatchObject({
    name: 'schema-objects.sql',
    parameterNames: [],
  });
});
