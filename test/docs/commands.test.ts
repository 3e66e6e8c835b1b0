/**
 * The handbooks keep their word: every `cuvee` command in a block of shell exists with its options, and those of blocks marked
 * `sh run` are run, in the order of the page, on a small estate.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createProgram } from '../../src/cli/program.ts';
import type { Database } from '../../src/db/database.ts';
import { testDatabase } from '../support/database.ts';

const root = resolve(import.meta.dirname, '../..');
const french = readdirSync(join(root, 'docs/fr')).filter((name) => name.endsWith('.md'));
const pages = ['docs/operations.md', ...french.sort().map((name) => `docs/fr/${name}`)];

interface Written {
  readonly page: string;
  readonly line: string;
  readonly isRun: boolean;
}

const commands = pages.flatMap(commandsOf);

describe('the handbooks', () => {
  it('name only commands and options that exist', () => {
    const program = createProgram('fr', () => {});
    expect(
      commands.map(({ page, line }) => wrongIn(program, page, line)).filter((wrong) => wrong !== undefined),
    ).toEqual([]);
    expect(commands.length).toBeGreaterThan(20);
  });

  it('name buttons and headings of the page as the page does', () => {
    const spoken = wordsAsSpoken(
      ['web/src', 'src/estate/setting-words', 'src/scheduler', 'src/intake', 'src/api']
        .flatMap((folder) => filesUnder(folder))
        .map((file) => readFileSync(file, 'utf8'))
        .join('\n'),
    );
    const strange = french.flatMap((page) =>
      [...read(`docs/fr/${page}`).matchAll(/«\s*([^»]+?)\s*»|\*\*([^*]+)\*\*/g)]
        .map(([, quoted, bold]) => quoted ?? bold ?? '')
        .filter((words) => !isSaid(spoken, words) && !elsewhere.has(words))
        .map((words) => `${page}: ${words}`),
    );
    expect(strange).toEqual([]);
  });

  it('point only to files that are there', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(resolve(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`(deploy[/\\][\w./\\-]+)/g)].map(([, path = '']) => path),
    );
    expect(named.filter((path) => !existsSync(join(root, path.replaceAll('\\', '/'))))).toEqual([]);
  });
});

describe('the commands marked to be run', () => {
  let database: Database;
  let home: string;
  beforeAll(async () => {
    database = await testDatabase();
    home = mkdtempSync(join(tmpdir(), 'cuvee-test-docs-'));
    const own = {
      DATABASE_URL: database.url,
      CUVEE_HOME: home,
      CUVEE_LANG: 'fr',
      CUVEE_ACTOR: 'Anne',
      CUVEE_ESTATE: 'domaine-muller',
    };
    for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
    process.chdir(home);
    await run(['init', '--estate', 'domaine-muller', '--from', writeExports(home)]);
    await run(['run']);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    process.chdir(root);
    await database.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each(commands.filter(({ isRun }) => isRun))('$page: $line', async ({ line }) => {
    expect(await run(wordsOf(line).slice(1))).toEqual({ exitCode: 0, said: '' });
  });
});

/** What was said on standard error stands beside a code that is not 0: it tells why. */
async function run(words: readonly string[]): Promise<{ exitCode: number; said: string }> {
  let said = '';
  const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const heard = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    const exitCode = await main(['node', 'cuvee', ...words]);
    return { exitCode, said: exitCode === 0 ? '' : said };
  } finally {
    quiet.mockRestore();
    heard.mockRestore();
  }
}

function read(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

function commandsOf(page: string): Written[] {
  const blocks = [...read(page).matchAll(/^ *```sh( run)?\n([\s\S]*?)^ *```$/gm)];
  return blocks.flatMap(([, run, body = '']) =>
    body
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('cuvee '))
      .map((line) => ({ page, line, isRun: run !== undefined })),
  );
}

/** A line as a shell splits it: spaces part words, quotes keep them together. */
function wordsOf(line: string): string[] {
  const words = line.replace(/\s+[#<].*$/, '').matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g);
  return [...words].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single, double) => String(single ?? double)),
  );
}

/** What is wrong with a line, or undefined: a verb or an option that does not exist, or an argument too many or too few. */
function wrongIn(program: Command, page: string, line: string): string | undefined {
  let command = program;
  const values: string[] = [];
  const words = wordsOf(line).slice(1);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const inner = values.length === 0 ? command.commands.find((known) => known.name() === word) : undefined;
    const option = word.startsWith('-') ? command.options.find(({ long }) => long === word.split('=')[0]) : undefined;
    if (inner) command = inner;
    else if (option) index += option.required && !word.includes('=') ? 1 : 0;
    else if (word.startsWith('-')) return `${page}: ${line}: no option ${word}`;
    else values.push(word);
  }
  const least = command.registeredArguments.filter(({ required }) => required).length;
  const most = command.registeredArguments.some(({ variadic }) => variadic)
    ? Infinity
    : command.registeredArguments.length;
  if (values.length > 0 && command.commands.length > 0 && command.registeredArguments.length === 0)
    return `${page}: ${line}: no such command`;
  return values.length < least || values.length > most ? `${page}: ${line}: ${values.length} arguments` : undefined;
}

function writeExports(home: string): string {
  const folder = join(home, 'exports');
  mkdirSync(join(folder, 'ventes_lignes'), { recursive: true });
  const lines = [
    'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no;article',
    'CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;VENTE;V0001;CREMANT',
    'CL002;27/12/2025;Gewurztraminer Vendanges Tardives;2;30,00;VENTE;V0002;GEWURZ',
  ];
  writeFileSync(join(folder, 'ventes_lignes/ventes_20251229_0600.csv'), `${lines.join('\r\n')}\r\n`);
  return folder;
}

/** What people say, and what stands on the screens of Windows, of Power Automate and of scripts. */
const elsewhere = new Set([
  "Ne m'écrivez plus",
  "Ne m'analysez pas",
  'Opposition profilage',
  'Que savez-vous de moi ?',
  "Ce n'est pas exact",
  'Effacez-moi',
  'Comment avez-vous eu mon adresse ?',
  'par téléphone',
  'Heure et langue',
  'Le jeton est enregistré pour cet utilisateur de Windows',
  'Nouveau flux',
  'attendre la fin du chargement',
  "Obtenir la date et l'heure actuelles",
  'Importer une tâche…',
  'Exécuter',
  'Dernier résultat',
  'sensible',
  'Planificateur de tâches',
  "en tant qu'administrateur",
  'Cuvée tourne et démarrera avec ce PC : http://localhost:4000',
  'Premium',
  'OK',
  'Modifier',
  'un mois',
]);

/** A name in the middle (« Effacer … partout ») may be anybody's. */
function isSaid(spoken: string, words: string): boolean {
  return wordsAsSpoken(words)
    .split('…')
    .every((part) => spoken.includes(part.trim().replace(/[.]$/, '')));
}

function wordsAsSpoken(text: string): string {
  return text
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll("'", '’')
    .toLowerCase();
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
