/** What the columns of a source's files mean: proposed from a file, tried on it, and saved once a person says so. */
import { pathOnDisk } from '../../1-raw/folders.ts';
import { testProfile, type ProfilePreview } from '../../2-staging/preview.ts';
import { chooseProfile, describeProfiles } from '../../2-staging/profile.ts';
import { proposeProfile } from '../../2-staging/propose-profile.ts';
import { profileOfMapping, type SaidMapping } from '../../2-staging/said-mapping.ts';
import { UnreadableFile } from '../../2-staging/unreadable.ts';
import { saveProfile } from '../../estate/settings-store.ts';
import { Failure } from '../../errors.ts';
import { type Dataset, datasetColumns, requiredColumns } from '../../values/dataset.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import {
  mappingBodySchema,
  type Preview,
  previewSchema,
  type Proposal,
  profilePath,
  profileQuery,
  profileSavedSchema,
  profilesSchema,
  proposalSchema,
} from '../contract/profiles.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { findFile, type KnownFile, readFiles } from './files/read-files.ts';

const shownSamples = 3;

/** Adds `/profiles`: the list, a proposal, trying it, saving it. */
export const profileRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/profiles',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['profiles'], summary: 'How files are read, and which wait', response: { 200: profilesSchema } },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const where = [{ sql: '"needsMapping"' }];
      const { items } = await readFiles(world.database, { estate: world.estate, where, limit: 100 });
      return {
        items: describeProfiles(world.settings).map(({ name, status, datasets }) => ({
          name,
          status,
          datasets: [...datasets],
        })),
        waiting: items.map(({ source, dataset, fileHash, name, stopped }) => ({
          source,
          dataset,
          fileHash,
          name,
          sentence: stopped,
        })),
      };
    },
  );

  app.get(
    '/profiles/:source/:dataset/proposal',
    {
      config: { access: 'operateur', scope: 'read' },
      schema: {
        tags: ['profiles'],
        summary: 'What the columns of a file seem to mean, with its first rows',
        params: profilePath,
        querystring: profileQuery,
        response: { 200: proposalSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { source, dataset } = request.params;
      return proposalOf(world, await fileToMap(world, source, dataset, request.query.file));
    },
  );

  app.post(
    '/profiles/:source/:dataset/test',
    {
      config: { access: 'operateur', scope: 'exports:write' },
      schema: {
        tags: ['profiles'],
        summary: 'The first rows of a file as a mapping reads them; saves nothing',
        params: profilePath,
        body: mappingBodySchema,
        response: { 200: previewSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { source, dataset } = request.params;
      const file = await fileToMap(world, source, dataset, request.body.fileHash);
      return preview(world, file, request.body.mapping);
    },
  );

  app.put(
    '/profiles/:source/:dataset',
    {
      config: { access: 'operateur', scope: 'exports:write' },
      schema: {
        tags: ['profiles'],
        summary: 'Save what the columns mean; files that waited are read by the next run',
        params: profilePath,
        body: mappingBodySchema,
        response: { 200: profileSavedSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { source, dataset } = request.params;
      const { fileHash, mapping } = request.body;
      const file = await fileToMap(world, source, dataset, fileHash);
      const tried = await preview(world, file, mapping);
      if (!tried.ok) throw notEnough(tried);
      const profile = profileFor(world, file, mapping);
      await saveProfile(world.database, { estate: world.estate, actor: world.actor, name: source, profile });
      return {
        source,
        dataset,
        sentence: sentence(
          'Les colonnes sont enregistrées : les fichiers en attente seront repris par la prochaine semaine.',
          'The columns are saved: the files that wait are taken by the next run.',
        ),
      };
    },
  );
};

async function fileToMap(world: World, source: string, dataset: Dataset, hash: string | undefined): Promise<KnownFile> {
  const wanted = { source, dataset, stoppedFirst: true, ...(hash && { hash }) };
  const file = await findFile(world.database, world.estate, wanted);
  if (!file) throw notFound(sentence('Ce fichier', 'This file'));
  return file;
}

async function proposalOf(world: World, file: KnownFile): Promise<Proposal> {
  const { source, dataset } = file;
  const path = pathOnDisk(world.folders, file.archivedPath);
  const { profile } = chooseProfile(world.settings, source, dataset);
  const asKnown = await testProfile(path, dataset, profile, file.name);
  const proposed = await guessesOf(world, { file: path, dataset, source });
  const guesses = new Map(proposed.map((guess) => [guess.header, guess]));
  const headers = asKnown.headers.map(({ header, column }, place): Proposal['headers'][number] => {
    const guess = column === null ? guesses.get(header) : undefined;
    return {
      header,
      column: column ?? guess?.column ?? null,
      from: column !== null ? 'known' : guess ? 'guessed' : 'unknown',
      confidence: guess?.confidence ?? null,
      why: guess?.why ?? null,
      samples: samplesAt(asKnown, place),
    };
  });
  const mapping = Object.fromEntries(headers.map(({ header, column }) => [header, column]));
  const required = new Set<string>(requiredColumns[dataset].flat());
  return {
    source,
    dataset,
    file: { fileHash: file.fileHash, name: file.name },
    headers,
    columns: datasetColumns[dataset].map((column) => ({ column, isRequired: required.has(column) })),
    preview: await preview(world, file, mapping),
  };
}

async function guessesOf(
  world: World,
  from: Parameters<typeof proposeProfile>[1],
): Promise<Awaited<ReturnType<typeof proposeProfile>>['proposed']> {
  try {
    return (await proposeProfile(world.settings, from)).proposed;
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

function samplesAt({ rows }: ProfilePreview, place: number): string[] {
  const filled = rows.map(({ cells }) => cells[place] ?? '').filter((cell) => cell.trim() !== '');
  return [...new Set(filled)].slice(0, shownSamples);
}

async function preview(world: World, file: KnownFile, mapping: SaidMapping): Promise<Preview> {
  const path = pathOnDisk(world.folders, file.archivedPath);
  const tried = await testProfile(path, file.dataset, profileFor(world, file, mapping), file.name);
  const { columns, rows, encoding, delimiter, headerLine, problems, ok } = tried;
  return {
    columns: [...columns],
    rows: rows.map(({ line, cells }) => ({ line, cells: [...cells] })),
    encoding,
    delimiter,
    headerLine,
    problems: [...problems],
    ok,
  };
}

function profileFor(world: World, { source, dataset }: KnownFile, mapping: SaidMapping) {
  const known = datasetColumns[dataset];
  const meant = Object.entries(mapping).filter(
    ([, column]) => column === null || known.some((name) => name === column),
  );
  const { profile } = chooseProfile(world.settings, source, dataset);
  return profileOfMapping(profile, dataset, Object.fromEntries(meant));
}

function notEnough({ problems }: Preview): Failure {
  const [first] = problems;
  return new Failure('MAPPING_INCOMPLETE', first ?? sentence('Il manque des colonnes.', 'Some columns are missing.'));
}
