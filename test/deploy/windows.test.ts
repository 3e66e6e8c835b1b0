/** What runs on the estate's Windows PC, as far as a machine without Windows can tell: what is written, not what it does there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = resolve(import.meta.dirname, '../../deploy/windows');
const guide = readFileSync(resolve(folder, '../../docs/fr/power-automate.md'), 'utf8');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.ps1'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the scripts of Windows', () => {
  it('keep their accents under PowerShell 5.1, which reads a file without a mark as Windows-1252', () => {
    expect(scripts.length).toBe(2);
    expect(scripts.filter((name) => !read(name).startsWith('\uFEFF') || /[^\r]\n/.test(read(name)))).toEqual([]);
  });

  it('use no word that came after PowerShell 5.1', () => {
    const newer = /\?\?|\?\.|&&|\|\||-Parallel\b|-SkipCertificateCheck|ConvertFrom-Json[^\n]*-AsHashtable|-Form\b/;
    expect(scripts.filter((name) => newer.test(read(name)))).toEqual([]);
  });

  it('explain each of their exit codes, and only those', () => {
    for (const name of scripts) {
      const text = read(name);
      const header = /<#([\s\S]*?)#>/.exec(text)?.[1] ?? '';
      const used = new Set([...text.matchAll(/(?:Exit-Avec|exit) (\d+)/g)].map(([, code]) => Number(code)));
      const explained = codesIn(header.slice(header.indexOf('Codes de sortie')));
      expect({ name, missing: [...used].filter((code) => !explained.has(code)) }).toEqual({ name, missing: [] });
    }
  });

  it('tell the guide the same codes as the uploader', () => {
    const table = guide.slice(guide.indexOf('## Les codes'));
    const codes = [...table.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect([...new Set(codes)].sort((one, other) => one - other)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 19,
    ]);
  });
});

/** `0 …`, `10 à 19 …`: the numbers a header explains, a range written out. */
function codesIn(text: string): Set<number> {
  const codes = new Set<number>();
  for (const [, from = '', to] of text.matchAll(/(?:^|;|:)\s*(\d+)(?: à (\d+))?\s/gm)) {
    for (let code = Number(from); code <= Number(to ?? from); code++) codes.add(code);
  }
  return codes;
}

describe('the task of Monday', () => {
  const task = readFileSync(join(folder, 'TacheLundi.xml'), 'utf16le');

  it('is written as Windows exports tasks, and starts on Mondays at six, later if the PC was off, with a network', () => {
    expect(task.startsWith('\uFEFF<?xml version="1.0" encoding="UTF-16"?>')).toBe(true);
    const told = Object.fromEntries(
      [...task.matchAll(/<(\w+)>([^<\s][^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]),
    );
    expect(told).toMatchObject({
      StartBoundary: expect.stringMatching(/^2026-01-05T06:00:00$/),
      WeeksInterval: '1',
      StartWhenAvailable: 'true',
      RunOnlyIfNetworkAvailable: 'true',
      WakeToRun: 'true',
      MultipleInstancesPolicy: 'IgnoreNew',
      LogonType: 'InteractiveToken',
      RunLevel: 'LeastPrivilege',
    });
    expect(task).toMatch(/<DaysOfWeek>\s*<Monday \/>\s*<\/DaysOfWeek>/);
    expect(new Date('2026-01-05').getUTCDay()).toBe(1);
  });

  it('gives the uploader only options it has', () => {
    const options = [...(/<Arguments>(.*)<\/Arguments>/.exec(task)?.[1]?.split('-File')[1] ?? '').matchAll(/ -(\w+)/g)];
    const known = [...read('EnvoyerExport.ps1').matchAll(/^ {4}.*\$(\w+)(?: = .*)?,?\r?$/gm)].map(([, name]) => name);
    expect(options.map(([, name]) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(options.length).toBe(4);
  });
});
