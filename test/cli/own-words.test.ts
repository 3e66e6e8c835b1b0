/** What the command line says before any command runs: no database, no estate. */
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import type { Language } from '../../src/values/sentence.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');

async function said(language: Language, ...args: string[]): Promise<string> {
  const program = createProgram(language, () => {});
  let text = '';
  const take = (piece: string): void => void (text += piece);
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.configureOutput({ writeOut: take, writeErr: take });
  await expect(program.parseAsync(['node', 'cuvee', ...args])).rejects.toThrow(CommanderError);
  return text;
}

describe('the help', () => {
  it('is French from its first word to its last', async () => {
    const pages = [
      await said('fr', '--help'),
      await said('fr', 'init', '--help'),
      await said('fr', 'receive', '--help'),
      await said('fr', 'client', '--help'),
    ].join('\n');
    expect(pages).toContain('Usage : cuvee init [options]');
    expect(pages).toContain('(par défaut : "isavigne")');
    expect(pages).toContain("l'aide d'une commande");
    expect(pages).not.toMatch(/Options:|Commands:|Arguments:|Usage:|display|default:|choices:/);
  });

  it('is English when asked', async () => {
    expect(await said('en', 'init', '--help')).toMatch(/^Usage: cuvee init \[options\][^]*display help for command/);
  });
});

describe('a wrong command line', () => {
  it.each([
    [['rn'], 'Commande inconnue : « rn ». Vouliez-vous dire « run » ?'],
    [['run', '--foo'], 'Option inconnue : « --foo ».'],
    [['init'], 'Il manque l’option « --estate <slug> ».'],
    [['run', '--estate'], 'L’option « --estate <slug> » attend une valeur.'],
    [['client', 'show'], 'Il manque « code ».'],
    [['estate', 'list', 'x'], 'Un argument de trop'],
  ])('%j is told in French in a line or two, with where the help is', async (args, sentence) => {
    const text = await said('fr', ...args);
    expect(text).toContain(sentence);
    expect(text).toContain('--help');
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(3);
  });

  it('is told in English when asked', async () => {
    expect(await said('en', 'rn')).toContain("error: unknown command 'rn'");
  });
});

describe('cuvee in a pipe', () => {
  it('ends in silence when its reader has read enough', async () => {
    const child = spawn(process.execPath, [cuvee, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (text) => (errors += String(text)));
    const status = await new Promise((ended) => child.once('close', ended));
    expect({ errors, status }).toEqual({ errors: '', status: 0 });
  });

  it('says its version', () => {
    const { stdout, status } = spawnSync(process.execPath, [cuvee, '--version'], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), status: 0 });
  });
});
