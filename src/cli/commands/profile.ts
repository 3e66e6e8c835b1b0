import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { stringify } from 'yaml';
import { testProfile, type ProfilePreview } from '../../2-staging/preview.ts';
import { chooseProfile, describeProfiles } from '../../2-staging/profile.ts';
import { proposeProfile } from '../../2-staging/propose-profile.ts';
import { draftName } from '../../estate/settings.ts';
import { profileFromYaml, saveProfile } from '../../estate/settings-store.ts';
import { Failure } from '../../errors.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readDataset } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import type { Output } from '../output.ts';

interface ProfileOptions {
  readonly estate?: string;
  readonly dataset: string;
  readonly source: string;
}

/** `cuvee profile list`: the profiles of the estate, drafts too. */
export async function list(context: CommandContext, options: { estate?: string }): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const profiles = describeProfiles(world.settings);
    const rows = profiles.map((profile) => [profile.name, profile.status, profile.datasets.join(', ')]);
    context.output.table(sentence('profil|état|jeux de données', 'profile|state|datasets'), rows);
    context.output.json(profiles);
    return exitCodes.done;
  });
}

/** `cuvee profile show`: one profile as the YAML a person edits. */
export async function show(context: CommandContext, options: { estate?: string }, source: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const profile = world.settings.profiles[source];
    if (!profile) throw unknownProfile(source, Object.keys(world.settings.profiles));
    context.output.print(stringify(profile).trimEnd());
    context.output.json(profile);
    return exitCodes.done;
  });
}

/** `cuvee profile propose`: what a file's columns seem to be, kept as a draft that a person confirms. */
export async function propose(context: CommandContext, options: ProfileOptions, file: string): Promise<number> {
  const dataset = readDataset(options.dataset);
  return withWorld(context.environment, options.estate, async (world) => {
    const proposal = await proposeProfile(world.settings, { file, dataset, source: options.source });
    const { profile, proposed, unread, missing } = proposal;
    await saveProfile(world.database, {
      estate: world.estate,
      actor: world.actor,
      name: draftName(options.source),
      profile,
    });
    const rows = proposed.map(({ header, column, confidence, why }) => [
      header,
      column,
      `${Math.round(confidence * 100)} %`,
      context.output.words(why),
    ]);
    rows.push(...unread.map((header) => [header, '—', '', '']));
    context.output.table(sentence('en-tête|colonne|confiance|pourquoi', 'header|column|confidence|why'), rows);
    if (missing.length > 0) context.output.say(sayMissing(missing, draftName(options.source)));
    context.output.say(
      sentence(
        `Brouillon enregistré. Relisez-le : cuvee profile show ${draftName(options.source)} ; puis confirmez : cuvee profile save ${options.source}`,
        `Draft saved. Read it: cuvee profile show ${draftName(options.source)}; then confirm: cuvee profile save ${options.source}`,
      ),
    );
    context.output.json({ profile, proposed, unread, missing });
    return exitCodes.done;
  });
}

function sayMissing(missing: readonly (readonly string[])[], draft: string): Sentence {
  const list = (or: string): string => missing.map((group) => group.join(or)).join(', ');
  return sentence(
    `Il manque encore ${list(' ou ')} : écrivez dans le brouillon quel en-tête c’est (cuvee estate settings --edit, sous profiles, ${draft}), puis confirmez.`,
    `Still missing: ${list(' or ')}. Write into the draft which header it is (cuvee estate settings --edit, under profiles, ${draft}), then confirm.`,
  );
}

/** `cuvee profile save`: keeps a profile from a YAML file, or confirms the draft of that source. */
export async function save(
  context: CommandContext,
  options: { estate?: string },
  source: string,
  file?: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const draft = world.settings.profiles[draftName(source)];
    const given = file === undefined ? draft : profileFromYaml(await readFile(file, 'utf8'));
    if (!given) throw unknownProfile(draftName(source), Object.keys(world.settings.profiles));
    const profile = { ...given, status: 'confirmed' as const };
    await saveProfile(world.database, { estate: world.estate, actor: world.actor, name: source, profile });
    context.output.say(
      sentence(
        `Profil « ${source} » confirmé : les fichiers arrêtés seront relus au prochain cuvee run.`,
        `Profile "${source}" confirmed: the stopped files will be read again at the next cuvee run.`,
      ),
    );
    context.output.json(profile);
    return exitCodes.done;
  });
}

/** `cuvee profile test`: the first twenty rows of a file as a profile reads them; imports nothing. */
export async function test(context: CommandContext, options: ProfileOptions, file: string): Promise<number> {
  const dataset = readDataset(options.dataset);
  return withWorld(context.environment, options.estate, async (world) => {
    const named =
      world.settings.profiles[options.source] ?? chooseProfile(world.settings, options.source, dataset).profile;
    const preview = await testProfile(file, dataset, named, basename(file));
    printPreview(context.output, preview);
    for (const problem of preview.problems) context.output.say(problem);
    context.output.json(preview);
    return preview.ok ? exitCodes.done : exitCodes.refusedByRule;
  });
}

function printPreview(output: Output, preview: ProfilePreview): void {
  const mapping = preview.headers.map(({ header, column }) => [header, column ?? '—']);
  output.table(sentence('en-tête|colonne', 'header|column'), mapping);
  output.print('');
  const rows = preview.rows.map(({ line, cells }) => [
    line,
    ...cells.map((cell) => cell.slice(0, 18).replaceAll(/\s/g, ' ')),
  ]);
  const columns = preview.columns.join('|');
  output.table(sentence(`ligne|${columns}`, `line|${columns}`), rows);
}

function unknownProfile(source: string, known: readonly string[]): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      `Il n'y a pas de profil « ${source} » ; profils connus : ${known.join(', ')}. Pour en proposer un : cuvee profile propose FICHIER --dataset …`,
      `There is no profile "${source}"; known profiles: ${known.join(', ')}. To propose one: cuvee profile propose FILE --dataset …`,
    ),
  );
}
