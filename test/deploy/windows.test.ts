/** What runs on the estate's Windows PC, as far as a machine without Windows can tell: what is written, not what it does there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { receivedSchema } from '../../src/api/contract/exports.ts';

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

describe('the uploader', () => {
  const uploader = read('EnvoyerExport.ps1');

  it('takes as sent only what Cuvée says it received or knew: an answer of 202 may refuse a file', () => {
    const states = receivedSchema.shape.state.options;
    const accepted = [...(/@\(([^)]*)\) -contains \(Get-Etat/.exec(uploader)?.[1]?.matchAll(/'(\w+)'/g) ?? [])];
    expect(accepted.map(([, state]) => state)).toEqual(['received', 'known']);
    expect(states.filter((state) => !['received', 'known'].includes(state))).toEqual(['refused', 'unknown_dataset']);
  });

  it('sends only fields that the server reads, before the file', () => {
    const fields = [...uploader.matchAll(/New-Champ '(\w+)'/g)].map(([, name]) => name);
    expect(fields).toEqual(['source', 'dataset', 'modified']);
    expect(uploader.indexOf("New-Champ 'modified'")).toBeLessThan(uploader.indexOf('$form.Add($part)'));
  });
});

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

  it('is well formed, and holds only what the schema of Windows 7 and later knows, with values it takes', () => {
    const { root, faults } = readXml(task);
    expect(faults).toEqual([]);
    expect({ name: root?.name, version: /<Task version="([\d.]+)"/.exec(task)?.[1] }).toEqual({
      name: 'Task',
      version: '1.2',
    });
    expect(task).toContain('xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"');
    expect(/<Actions Context="(\w+)"/.exec(task)?.[1]).toBe(/<Principal id="(\w+)"/.exec(task)?.[1]);
    expect(root && wrongIn(root)).toEqual([]);
  });

  it('begins at a time of the PC’s own clock, which knows summer time: no zone is written', () => {
    expect(/<StartBoundary>([^<]*)</.exec(task)?.[1]).not.toMatch(/Z|[+-]\d\d:\d\d$/);
  });

  it('lasts longer than the export, the waiting for files and all tries together', () => {
    const waits = /\$Attentes = @\(([\d, ]+)\)/.exec(read('EnvoyerExport.ps1'))?.[1]?.split(',').map(Number) ?? [];
    const minutes = waits.reduce((sum, seconds) => sum + seconds, 0) / 60;
    const hours = Number(/<ExecutionTimeLimit>PT(\d+)H</.exec(task)?.[1]);
    const waiting = Number(/-AttendreMinutes (\d+)/.exec(task)?.[1]);
    expect(hours * 60).toBeGreaterThan(2 * waiting + minutes + 60);
    expect(guide).toContain('neuf essais en deux heures');
    expect([waits.length + 1, Math.round(minutes / 60)]).toEqual([9, 2]);
  });

  it('gives the uploader only options it has', () => {
    const options = [...(/<Arguments>(.*)<\/Arguments>/.exec(task)?.[1]?.split('-File')[1] ?? '').matchAll(/ -(\w+)/g)];
    const known = [...read('EnvoyerExport.ps1').matchAll(/^ {4}.*\$(\w+)(?: = .*)?,?\r?$/gm)].map(([, name]) => name);
    expect(options.map(([, name]) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(options.length).toBe(4);
  });
});

interface XmlElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** Elements and text, no more than a task needs; `faults` tells what is not well formed. */
function readXml(text: string): { root: XmlElement | undefined; faults: string[] } {
  const faults: string[] = [];
  const document: XmlElement = { name: '', children: [], text: '' };
  const open = [document];
  const body = text.replace(/^\uFEFF<\?xml [^?]*\?>/, '');
  for (const [whole, isEnd, name = '', isEmpty] of body.matchAll(
    /<(\/?)([A-Za-z]+)(?: \w+="[^"<]*")*( ?\/)?>|[^<]+|</g,
  )) {
    const top = open.at(-1) ?? document;
    if (name === '') {
      if (whole === '<' || /&(?!amp;|lt;|gt;|quot;|apos;)/.test(whole)) faults.push(whole);
      top.text += whole.trim();
    } else if (isEnd === '/') {
      if (top.name !== name) faults.push(`</${name}> ends <${top.name}>`);
      open.pop();
    } else {
      const element = { name, children: [], text: '' };
      top.children.push(element);
      if (isEmpty === undefined) open.push(element);
    }
  }
  if (open.length !== 1 || document.children.length !== 1) faults.push('not one whole element');
  return { root: document.children[0], faults };
}

const flag = /^(true|false)$/;
const duration = /^P(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
/** learn.microsoft.com, Task Scheduler schema, version 1.2: what may stand where, and the values we use. */
const mayHold: Readonly<Record<string, readonly string[]>> = {
  Task: ['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions'],
  RegistrationInfo: ['Author', 'Description', 'URI', 'Date', 'Source', 'Version'],
  Triggers: ['CalendarTrigger'],
  CalendarTrigger: ['StartBoundary', 'EndBoundary', 'Enabled', 'Repetition', 'ExecutionTimeLimit', 'ScheduleByWeek'],
  ScheduleByWeek: ['DaysOfWeek', 'WeeksInterval'],
  DaysOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  Principals: ['Principal'],
  Principal: ['UserId', 'GroupId', 'LogonType', 'RunLevel', 'DisplayName'],
  Settings: [
    'MultipleInstancesPolicy',
    'DisallowStartIfOnBatteries',
    'StopIfGoingOnBatteries',
    'AllowHardTerminate',
    'StartWhenAvailable',
    'RunOnlyIfNetworkAvailable',
    'IdleSettings',
    'AllowStartOnDemand',
    'Enabled',
    'Hidden',
    'RunOnlyIfIdle',
    'WakeToRun',
    'ExecutionTimeLimit',
    'Priority',
    'RestartOnFailure',
  ],
  IdleSettings: ['StopOnIdleEnd', 'RestartOnIdle', 'Duration', 'WaitTimeout'],
  RestartOnFailure: ['Interval', 'Count'],
  Actions: ['Exec'],
  Exec: ['Command', 'Arguments', 'WorkingDirectory'],
};
const mayBe: Readonly<Record<string, RegExp>> = {
  StartBoundary: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  WeeksInterval: /^([1-9]|[1-4]\d|5[0-2])$/,
  LogonType: /^(S4U|Password|InteractiveToken|InteractiveTokenOrPassword)$/,
  RunLevel: /^(LeastPrivilege|HighestAvailable)$/,
  MultipleInstancesPolicy: /^(Parallel|Queue|IgnoreNew|StopExisting)$/,
  ExecutionTimeLimit: duration,
  Interval: duration,
  Count: /^([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/,
  Priority: /^(\d|10)$/,
  URI: /^\\[^\\]+$/,
  Enabled: flag,
  Hidden: flag,
  StartWhenAvailable: flag,
  WakeToRun: flag,
  AllowHardTerminate: flag,
  AllowStartOnDemand: flag,
  RunOnlyIfIdle: flag,
  RunOnlyIfNetworkAvailable: flag,
  DisallowStartIfOnBatteries: flag,
  StopIfGoingOnBatteries: flag,
  StopOnIdleEnd: flag,
  RestartOnIdle: flag,
};

function wrongIn({ name, children, text }: XmlElement): string[] {
  const names = children.map((child) => child.name);
  const strange = names.filter((child) => !mayHold[name]?.includes(child)).map((child) => `<${child}> in <${name}>`);
  const twice = names.filter((child, place) => names.indexOf(child) !== place).map((child) => `two <${child}>`);
  const value = mayBe[name]?.test(text) === false ? [`${name}: ${text}`] : [];
  return [...strange, ...twice, ...value, ...children.flatMap(wrongIn)];
}
