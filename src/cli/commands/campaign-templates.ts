/** `cuvee campaign template …`: the estate's own words, in versions. */
import { readFile } from 'node:fs/promises';
import { listTemplates, readStoredTemplate } from '../../8-campaign/templates-store/read-template.ts';
import { previewTemplate } from '../../8-campaign/templates-store/preview-template.ts';
import { saveTemplate } from '../../8-campaign/templates-store/save-template.ts';
import { filterHelp } from '../../8-campaign/letters/engine.ts';
import { variableHelp } from '../../8-campaign/letters/variables.ts';
import { Failure } from '../../errors.ts';
import { formatDayFr } from '../../values/french.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { readLanguage, readLetterKind } from '../campaign-options.ts';
import { kindWords } from '../campaign-text.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';
import { writeLetter } from './campaign.ts';

interface TemplateOptions {
  readonly estate?: string;
  readonly language?: string;
}

/** `cuvee campaign template list`: the template in use of each kind and language. */
export async function list({ environment, output }: CommandContext, options: TemplateOptions): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate }) => {
    const templates = await listTemplates(database, estate);
    const french = output.language === 'fr';
    output.print(
      formatTable(
        french
          ? ['modèle', 'genre', 'langue', 'version', 'par', 'le']
          : ['template', 'kind', 'language', 'version', 'by', 'on'],
        templates.map(({ kind, language, version, author, createdAt }) => [
          kind,
          kindWords[kind][output.language],
          language,
          version,
          author ?? (french ? 'la maison' : 'the house'),
          createdAt === null ? '' : dayWords(createdAt, output.language),
        ]),
      ),
    );
    output.json(templates);
    return exitCodes.done;
  });
}

/** `cuvee campaign template words`: what may stand between `{{ }}`, and behind `|`. */
export async function words({ output }: CommandContext): Promise<number> {
  const rows = [
    ...Object.entries(variableHelp).map(([name, says]) => [`{{ ${name} }}`, says]),
    ...Object.entries(filterHelp).map(([name, says]) => [`| ${name}`, says]),
  ];
  output.print(formatTable([output.language === 'fr' ? 'mot' : 'word', ''], rows));
  output.json({ variables: variableHelp, filters: filterHelp });
  return exitCodes.done;
}

function dayWords(at: Date, language: Language): string {
  const day = at.toISOString().slice(0, 10);
  return language === 'fr' ? formatDayFr(day) : day;
}

/** `cuvee campaign template show`: a template as it is edited; into a file, with `>`. */
export async function show(
  { environment, output }: CommandContext,
  options: TemplateOptions & { readonly templateVersion?: string },
  word: string,
): Promise<number> {
  const kind = readLetterKind(word);
  return withWorld(environment, options.estate, async (world) => {
    const stored = await readStoredTemplate(world.database, {
      estate: world.estate,
      kind,
      language: languageOf(options, world),
      ...(options.templateVersion === undefined
        ? {}
        : { version: readCount('--template-version', options.templateVersion) }),
    });
    output.print(stored.document.trimEnd());
    output.json(stored);
    return exitCodes.done;
  });
}

/** `cuvee campaign template save`: the next version, or everything that is wrong with it. */
export async function save(
  { environment, output }: CommandContext,
  options: TemplateOptions & { readonly as?: string },
  word: string,
  file: string,
): Promise<number> {
  const kind = readLetterKind(word);
  const document = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  return withWorld(environment, options.estate, async (world) => {
    const language = languageOf(options, world);
    const author = options.as ?? environment.actor;
    const outcome = await saveTemplate(world, { kind, language, document, author, now: world.clock() });
    if (outcome.problems) {
      output.say(sentence('Ce modèle n’est pas enregistré :', 'This template is not saved:'));
      for (const problem of outcome.problems) output.say(problem.sentence);
      output.json({ ok: false, problems: outcome.problems });
      return exitCodes.refusedByRule;
    }
    const { version, isNew, warnings } = outcome;
    for (const warning of warnings) output.warn(warning.sentence);
    output.say(
      isNew
        ? sentence(
            `Modèle ${kind} (${language}) enregistré, version ${version}. Les brouillons sont à refaire (cuvee campaign rebuild), et une validation donnée avec l’ancien modèle ne compte plus.`,
            `Template ${kind} (${language}) saved, version ${version}. Drafts are to be made again (cuvee campaign rebuild), and an approval given with the former template no longer counts.`,
          )
        : sentence(
            `Rien de changé : la version ${version} dit déjà cela.`,
            `Nothing changed: version ${version} says this already.`,
          ),
    );
    output.json({ ok: true, ...outcome });
    return exitCodes.done;
  });
}

/** `cuvee campaign template preview`: the letter a client would get today, as files. */
export async function preview(
  { environment, output }: CommandContext,
  options: TemplateOptions & { readonly client: string; readonly out: string },
  word: string,
): Promise<number> {
  const kind = readLetterKind(word);
  return withWorld(environment, options.estate, async (world) => {
    const clientCode = options.client.toUpperCase();
    const { rendered, findings } = await previewTemplate(world, {
      kind,
      language: languageOf(options, world),
      clientCode,
    });
    const files = await writeLetter(options.out, `${kind}-${clientCode}`, rendered);
    output.print(`${rendered.subject}\n  ${files.html}\n  ${files.text}`);
    for (const finding of findings) output.warn(finding.sentence);
    output.json({ subject: rendered.subject, files, findings });
    return exitCodes.done;
  });
}

function languageOf({ language }: TemplateOptions, { settings }: World): Language {
  return language === undefined ? settings.sender.language : readLanguage(language);
}

function unreadable(file: string, cause: unknown): Failure {
  return new Failure('WRONG_USAGE', sentence(`Le fichier ${file} ne se lit pas.`, `The file ${file} cannot be read.`), {
    cause,
  });
}
