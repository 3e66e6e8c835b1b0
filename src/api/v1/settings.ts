/** The settings of the estate: read by everybody, changed by its administrators, never by two at once without knowing it. */
import type { FastifyRequest } from 'fastify';
import { Failure } from '../../errors.ts';
import { settingShapes, type SettingShape } from '../../estate/setting-shapes.ts';
import { choiceWords, settingSections, settingsElsewhere } from '../../estate/setting-words/all.ts';
import type { SettingWords } from '../../estate/setting-words/setting-word.ts';
import { parseSettings, type Settings } from '../../estate/settings.ts';
import {
  changesFromYaml,
  changesWithValue,
  readSettings,
  readSettingsVersion,
  settingsToYaml,
  settingValueAt,
  writeSettings,
} from '../../estate/settings-store.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { stableJson } from '../../values/stable-json.ts';
import {
  type Setting,
  type SettingsAnswer,
  settingsAnswerSchema,
  settingsChangeSchema,
  settingsDocumentSchema,
} from '../contract/settings.ts';
import { formUrl } from '../form-path.ts';
import { Problem } from '../problem.ts';
import { changedMeanwhile, etagOf, languageOf, versionSeen } from './answers.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import type { Person } from './person.ts';

type Changes = Readonly<Record<string, unknown>>;

const shapes = new Map(settingShapes().map((shape) => [shape.path, shape]));
const usual = parseSettings({});

/** Adds `/settings` and `/settings/document`. */
export const settingsRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/settings',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['settings'],
        summary: 'Every setting, with its meaning',
        response: { 200: settingsAnswerSchema },
      },
    },
    async (request, reply) => {
      const answer = await settingsAnswer(tools, personOf(request));
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );

  app.patch(
    '/settings',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['settings'],
        summary: 'Change settings, or take them back to their defaults',
        body: settingsChangeSchema,
        response: { 200: settingsAnswerSchema },
      },
    },
    async (request, reply) => {
      const { set, reset, reason } = request.body;
      const { changes } = await readSettings(tools.databaseOf(personOf(request)), personOf(request).estate);
      const answer = await write(tools, request, changedBy(changes, set, reset), reason);
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );

  app.get(
    '/settings/document',
    {
      config: { access: 'administrateur' },
      schema: { tags: ['settings'], summary: 'All settings as YAML', response: { 200: settingsDocumentSchema } },
    },
    async (request, reply) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { settings } = await readSettings(database, estate);
      reply.header('etag', etagOf((await readSettingsVersion(database, estate)).version));
      return { yaml: settingsToYaml(settings) };
    },
  );

  app.put(
    '/settings/document',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['settings'],
        summary: 'Replace all settings by a YAML document',
        body: settingsDocumentSchema,
        response: { 200: settingsAnswerSchema },
      },
    },
    async (request, reply) => {
      const answer = await write(tools, request, changesFromYaml(request.body.yaml), undefined);
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );
};

async function write(
  tools: ApiTools,
  request: FastifyRequest,
  changes: Changes,
  reason: string | undefined,
): Promise<SettingsAnswer> {
  const person = personOf(request);
  const written = {
    estate: person.estate,
    actor: person.name,
    changes,
    version: versionSeen(request),
    ...(reason === undefined || reason === '' ? {} : { reason }),
  };
  try {
    await writeSettings(tools.databaseOf(person), written);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'CHANGED_MEANWHILE') throw changedMeanwhile(await settingsAnswer(tools, person));
    throw error.code === 'WRONG_SETTINGS' ? wrongFields(error, request) : error;
  }
  return settingsAnswer(tools, person);
}

/** What differs from the defaults afterwards; a value set to its default is one taken back to it. */
function changedBy(changes: Changes, set: Changes, reset: readonly string[]): Changes {
  let after = changes;
  for (const [path, value] of [...Object.entries(set), ...reset.map((path): [string, unknown] => [path, undefined])]) {
    refuseElsewhere(path);
    const isUsual = value === undefined || stableJson(value) === stableJson(settingValueAt(usual, path));
    after = changesWithValue(after, path, isUsual ? undefined : value);
  }
  return after;
}

function refuseElsewhere(path: string): void {
  if (shapes.has(path) && !(path in settingsElsewhere)) return;
  const unknown = sentence(`Aucun réglage « ${path} ».`, `No setting "${path}".`);
  throw new Problem('wrong', 'UNKNOWN_SETTING', settingsElsewhere[path] ?? unknown);
}

async function settingsAnswer(tools: ApiTools, person: Person): Promise<SettingsAnswer> {
  const database = tools.databaseOf(person);
  const { settings, changes } = await readSettings(database, person.estate);
  const { version, updatedBy, updatedAt } = await readSettingsVersion(database, person.estate);
  const address = formUrl(tools.publicUrl, tools.secret, person.estate);
  // A terminal is told the command that prints it.
  const withFormAddress = ({ fr, en }: Sentence) =>
    sentence(fr.replace('cuvee automation form', address), en.replace('cuvee automation form', address));
  return {
    version,
    updatedBy,
    updatedAt: updatedAt?.toISOString() ?? null,
    sections: settingSections.map(({ id, title, lead, settings: worded }) => ({
      id,
      title,
      lead,
      settings: Object.entries(worded).flatMap(([path, words]) =>
        settingOf({ path, words: { ...words, meaning: withFormAddress(words.meaning) }, settings, changes }),
      ),
    })),
  };
}

function settingOf(of: {
  readonly path: string;
  readonly words: SettingWords;
  readonly settings: Settings;
  readonly changes: Changes;
}): Setting[] {
  const shape = shapes.get(of.path);
  if (!shape) return [];
  const value = settingValueAt(of.settings, of.path);
  const standard = settingValueAt(usual, of.path);
  const { title, meaning, unit } = of.words;
  return [
    {
      ...withoutPath(shape),
      path: of.path,
      title,
      meaning,
      unit: unit ?? null,
      choices: shape.choices.map((choice) => ({
        value: choice,
        title: choiceWords[choice] ?? sentence(choice, choice),
      })),
      value,
      usual: standard,
      isChanged: stableJson(value) !== stableJson(standard),
    },
  ];
}

function withoutPath({ kind, minimum, maximum, length }: SettingShape) {
  return { kind, minimum, maximum, length };
}

/** Each wrong value under its own title, as the page shows it. */
function wrongFields(failure: Failure, request: FastifyRequest): Problem {
  const words = new Map(settingSections.flatMap(({ settings }) => Object.entries(settings)));
  const paths = Array.isArray(failure.facts['paths']) ? failure.facts['paths'].map(String) : [];
  const language = languageOf(request);
  const fields = paths.map((path) => {
    const known = [...words.keys()].find((one) => path === one || path.startsWith(`${one}.`)) ?? path;
    const title = words.get(known)?.title[language] ?? path;
    const why = language === 'fr' ? 'cette valeur n’est pas acceptée' : 'this value is not accepted';
    return { path: known, detail: language === 'fr' ? `${title} : ${why}` : `${title}: ${why}` };
  });
  return new Problem('wrong', failure.code, failure.sentence, { fields });
}
