import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listEstates } from '../../estate/estates.ts';
import {
  changesFromYaml,
  changesWith,
  readSettings,
  settingAt,
  settingsToYaml,
  writeSettings,
} from '../../estate/settings-store.ts';
import { Failure } from '../../errors.ts';
import { readJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import type { CommandContext } from '../context.ts';
import { openMigrated, withWorld } from '../open-world.ts';

interface SettingsOptions {
  readonly estate?: string;
  readonly get?: string;
  readonly set?: string;
  readonly edit?: boolean;
  readonly reason?: string;
}

/** `cuvee estate list`: the estates of this installation. */
export async function listAll(context: CommandContext): Promise<number> {
  const database = await openMigrated(context.environment);
  try {
    const estates = await listEstates(database);
    context.output.table(
      sentence('domaine|nom', 'estate|name'),
      estates.map((estate) => [estate.estate, estate.name]),
    );
    context.output.json(estates);
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

/** `cuvee estate settings`: shows the whole document, one value, or changes it. */
export async function settings(context: CommandContext, options: SettingsOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    if (options.set !== undefined) await setValue(world, options.set, options.reason);
    if (options.edit) await editDocument(world, options.reason);
    const stored = await readSettings(world.database, world.estate);
    if (options.get === undefined) {
      if (options.set === undefined && !options.edit) context.output.print(settingsToYaml(stored.settings));
      else context.output.say(sentence('Réglages enregistrés.', 'Settings saved.'));
      context.output.json(stored.settings);
      return exitCodes.done;
    }
    const value = settingAt(stored.settings, options.get);
    if (value === undefined) throw unknownSetting(options.get);
    context.output.print(value);
    context.output.json({ [options.get]: value });
    return exitCodes.done;
  });
}

/** `cuvee estate journal`: the last acts, newest first. */
export async function journal(context: CommandContext, options: { estate?: string; limit: string }): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const entries = await readJournal(world.database, world.estate, readCount('--limit', options.limit));
    const rows = entries.map((entry) => [
      entry.at.toISOString().slice(0, 16).replace('T', ' '),
      entry.actor,
      entry.action,
      entry.subject,
      entry.reason ?? '',
    ]);
    context.output.table(sentence('quand|qui|quoi|sur|pourquoi', 'when|who|what|on|why'), rows);
    context.output.json(entries);
    return exitCodes.done;
  });
}

async function setValue(world: World, assignment: string, reason: string | undefined): Promise<void> {
  const equals = assignment.indexOf('=');
  const path = assignment.slice(0, equals).trim();
  const { settings: current, changes } = await readSettings(world.database, world.estate);
  if (equals < 1 || (settingAt(current, path) === undefined && !path.startsWith('profiles.'))) {
    throw unknownSetting(equals < 1 ? assignment : path);
  }
  await write(world, changesWith(changes, path, assignment.slice(equals + 1)), reason);
}

async function editDocument(world: World, reason: string | undefined): Promise<void> {
  const editor = process.env.VISUAL ?? process.env.EDITOR ?? (process.platform === 'win32' ? 'notepad' : 'vi');
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-settings-'));
  try {
    const path = join(folder, `${world.estate}.yaml`);
    const { settings: current } = await readSettings(world.database, world.estate);
    writeFileSync(path, settingsToYaml(current));
    // By the shell: an editor may be told with its options, as `code --wait`.
    const edited = spawnSync(`${editor} "${path}"`, { stdio: 'inherit', shell: true });
    if (edited.status !== 0) throw editorFailed(editor);
    await write(world, changesFromYaml(readFileSync(path, 'utf8')), reason);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function write(
  world: World,
  changes: Readonly<Record<string, unknown>>,
  reason: string | undefined,
): Promise<void> {
  await writeSettings(world.database, {
    estate: world.estate,
    actor: world.actor,
    changes,
    ...(reason === undefined ? {} : { reason }),
  });
}

function unknownSetting(path: string): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `Il n'y a pas de réglage « ${path} ». La liste : cuvee estate settings. Pour changer : --set rfm.mode=quantiles`,
      `There is no setting "${path}". The list: cuvee estate settings. To change one: --set rfm.mode=quantiles`,
    ),
  );
}

function editorFailed(editor: string): Failure {
  return new Failure(
    'EDITOR_FAILED',
    sentence(
      `L'éditeur « ${editor} » ne s'est pas bien terminé ; rien n'a été changé. Choisissez-en un autre par la variable EDITOR.`,
      `The editor "${editor}" did not end well; nothing was changed. Choose another with the variable EDITOR.`,
    ),
  );
}
