/** The files the estate gave us, and their lines: as received, as read, as cleaned. Every figure can be walked back to here. */
import { pathOnDisk } from '../../1-raw/folders.ts';
import { encodings } from '../../2-staging/encoding.ts';
import { rawLines } from '../../2-staging/raw-lines.ts';
import { workingRows } from '../../3-curated/working-rows.ts';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import {
  type FileLines,
  fileLinesSchema,
  filePageSchema,
  filePath,
  fileSchema,
  filesQuery,
  linesQuery,
} from '../contract/files.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { fileAnswer, findFile, type KnownFile, readFiles } from './files/read-files.ts';
import type { Condition } from './lists/list.ts';
import { searched } from './lists/searched.ts';

const selectRejects = loadSql(import.meta.url, './files/line-rejects.sql');
const thisFile = sentence('Ce fichier', 'This file');

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Adds `/files`, `/files/:hash` and its lines. */
export const fileRoutes: ApiRoutes = (app, { databaseOf, worldOf }) => {
  app.get(
    '/files',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['files'],
        summary: 'The files received, newest first',
        querystring: filesQuery,
        response: { 200: filePageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { dataset, state, q, ...asked } = request.query;
      const where: Condition[] = [
        ...(dataset ? [{ sql: `dataset = :'dataset'`, values: { dataset } }] : []),
        ...(state ? [{ sql: `state = :'state'`, values: { state } }] : []),
        ...searched(`name || ' ' || dataset || ' ' || source`, q),
      ];
      const page = await readFiles(databaseOf(person), { ...asked, estate: person.estate, where });
      return { ...page, items: page.items.map(fileAnswer) };
    },
  );

  app.get(
    '/files/:hash',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['files'], summary: 'One file', params: filePath, response: { 200: fileSchema } },
    },
    async (request) => {
      const person = personOf(request);
      const file = await findFile(databaseOf(person), person.estate, request.params);
      if (!file) throw notFound(thisFile);
      return fileAnswer(file);
    },
  );

  app.get(
    '/files/:hash/lines',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['files'],
        summary: 'Lines of a file around one: as received, as read, as cleaned',
        params: filePath,
        querystring: linesQuery,
        response: { 200: fileLinesSchema },
      },
    },
    async (request) => {
      const world = await worldOf(personOf(request));
      const { around, span, dataset, source } = request.query;
      const wanted = { ...request.params, ...(dataset && { dataset }), ...(source && { source }) };
      const file = await findFile(world.database, world.estate, wanted);
      if (!file) throw notFound(thisFile);
      return linesOf(world, file, around, { from: Math.max(1, around - span), to: around + span });
    },
  );
};

async function linesOf(world: World, file: KnownFile, line: number, { from, to }: Span): Promise<FileLines> {
  const encoding = encodings.find((known) => known === file.encoding);
  return {
    file: fileAnswer(file),
    line,
    raw: encoding ? await rawLines(pathOnDisk(world.folders, file.archivedPath), encoding, { from, to }) : null,
    staging: await rowsOf(world, file.stagingPath, { from, to }, 'source_line'),
    curated: await rowsOf(world, file.curatedPath, { from, to }, 'file_line'),
    rejects: await world.database.rows<FileLines['rejects'][number]>(selectRejects, {
      estate: world.estate,
      source: file.source,
      dataset: file.dataset,
      file_hash: file.fileHash,
      from,
      to,
    }),
  };
}

/** The rows of a working file without the columns that say where they come from. */
async function rowsOf(
  world: World,
  path: string | null,
  span: Span,
  lineColumn: 'source_line' | 'file_line',
): Promise<FileLines['staging']> {
  if (path === null) return null;
  const { header, rows } = await workingRows(pathOnDisk(world.folders, path), { ...span, lineColumn });
  const places = header.flatMap((column, place) => (['source_file', lineColumn].includes(column) ? [] : [place]));
  return {
    columns: places.map((place) => header[place] ?? ''),
    rows: rows.map(({ line, cells }) => ({ line, cells: places.map((place) => cells[place] ?? '') })),
  };
}
