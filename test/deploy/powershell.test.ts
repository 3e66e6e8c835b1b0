/**
 * The scripts of Windows as their own language reads them: tree-sitter's grammar of PowerShell finds what cannot be parsed, a command
 * nobody defined, a variable nobody gave a value (strict mode ends the script at both). What they do is seen on Windows alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';

const folder = resolve(import.meta.dirname, '../../deploy/windows');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.ps1'));
const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
const parser = {
  read: (_text: string): Node => {
    throw new Error('not loaded');
  },
};

/** Cmdlets and programs of Windows PowerShell 5.1 that the scripts use; another one is looked up before it comes in here. */
const known = new Set(
  `Add-Content Add-Type ConvertFrom-Json ConvertFrom-SecureString ConvertTo-SecureString Disable-ScheduledTask ForEach-Object
   Get-ChildItem Get-CimInstance Get-Command
   Get-Content Get-Date Get-FileHash Get-Item Get-ScheduledTask Invoke-WebRequest Join-Path Move-Item New-Item New-Object
   New-ScheduledTaskAction New-ScheduledTaskPrincipal New-ScheduledTaskSettingsSet New-ScheduledTaskTrigger New-TimeSpan Out-Null
   Read-Host Register-ScheduledTask Remove-Item Set-Content Set-StrictMode Sort-Object Split-Path Start-Process Start-ScheduledTask
   Start-Sleep Stop-Process
   Stop-ScheduledTask Test-Path Unregister-ScheduledTask Where-Object Write-Host icacls.exe`.split(/\s+/),
);
const given = new Set(['$_', '$true', '$false', '$null', '$psscriptroot', '$lastexitcode']);

beforeAll(async () => {
  await Parser.init();
  const made = new Parser();
  made.setLanguage(await Language.load(grammar));
  parser.read = (text) => {
    const tree = made.parse(text);
    if (!tree) throw new Error('nothing was parsed');
    return tree.rootNode;
  };
});

describe.each(scripts)('%s', (name) => {
  const read = (): Node => parser.read(readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, ''));

  it('is PowerShell', () => {
    const faults = everyNode(read()).filter((node) => node.isError || node.isMissing);
    expect(faults.map(({ startPosition, text }) => `line ${startPosition.row + 1}: ${text.slice(0, 60)}`)).toEqual([]);
    expect(parser.read('if ($code -ne 0 { exit 1 }').hasError).toBe(true);
  });

  it('calls only what Windows has or the script defines', () => {
    const defined = textsOf(read(), 'function_name');
    const called = textsOf(read(), 'command_name');
    expect(called.filter((one) => !known.has(one) && !defined.includes(one))).toEqual([]);
  });

  it('reads no variable that nothing gave a value', () => {
    const root = read();
    const places = ['script_parameter', 'left_assignment_expression', 'foreach_statement'];
    const set = new Set(
      places.flatMap((type) => nodesOf(root, type).flatMap((node) => textsOf(node, 'variable').slice(0, 1))).map(lower),
    );
    const used = [...new Set(textsOf(root, 'variable').map(lower))].filter((one) => !one.startsWith('$env:'));
    expect(used.filter((one) => !set.has(one) && !given.has(one))).toEqual([]);
  });
});

function nodesOf(root: Node, type: string): Node[] {
  return everyNode(root).filter((node) => node.type === type);
}

function textsOf(root: Node, type: string): string[] {
  return [...new Set(nodesOf(root, type).map(({ text }) => text))];
}

function everyNode(root: Node): Node[] {
  return [root, ...root.children.flatMap((child) => (child ? everyNode(child) : []))];
}

function lower(text: string): string {
  return text.toLowerCase();
}
