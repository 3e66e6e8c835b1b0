/** Exports sent to the house: received as if they had been dropped in their folder, and nothing more. The next run reads them. */
import { isDataset } from '../../values/dataset.ts';
import { sentence } from '../../values/sentence.ts';
import { exportsAnswerSchema, exportsQuery, type Received, sourceSchema } from '../contract/exports.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { largestTextBytes, takeUpload, tooLarge } from './exports/take-upload.ts';

const mostFiles = 50;
const usualSource = 'isavigne';

/** Adds `/exports`. */
export const exportRoutes: ApiRoutes = (app, tools) => {
  app.post(
    '/exports',
    {
      config: { access: 'operateur', scope: 'exports:write' },
      schema: {
        tags: ['exports'],
        summary:
          'Send exports (multipart/form-data; fields source, dataset and modified hold for the files after them)',
        consumes: ['multipart/form-data'],
        querystring: exportsQuery,
        response: { 202: exportsAnswerSchema },
      },
    },
    async (request, reply) => {
      const world = await tools.worldOf(personOf(request));
      const { query } = request;
      if (!request.isMultipart()) throw noFile();
      const said: { source: string; dataset: string | undefined; modified: number } = {
        source: query.source ?? usualSource,
        dataset: query.dataset,
        modified: Number.NaN,
      };
      const received: Received[] = [];
      const limits = { fileSize: largestTextBytes, files: mostFiles, fields: 4 * mostFiles, fieldSize: 200 };
      for await (const part of request.parts({ limits })) {
        if (part.type === 'field') {
          const value = typeof part.value === 'string' ? part.value : '';
          if (part.fieldname === 'source') said.source = readSource(value);
          if (part.fieldname === 'dataset') said.dataset = value;
          if (part.fieldname === 'modified') said.modified = Number(value);
          continue;
        }
        const { source, dataset, modified } = said;
        const isKnownTime = modified > 0 && modified <= tools.clock().getTime();
        const taken = await takeUpload(world, {
          name: part.filename,
          content: part.file,
          source,
          dataset: dataset !== undefined && isDataset(dataset) ? dataset : undefined,
          modifiedAt: isKnownTime ? new Date(modified) : undefined,
        });
        if (part.file.truncated) throw tooLarge(taken.name, largestTextBytes);
        received.push(taken);
      }
      if (received.length === 0) throw noFile();
      return reply.code(202).send({ received });
    },
  );
};

function readSource(value: string): string {
  const read = sourceSchema.safeParse(value);
  if (read.success) return read.data;
  throw new Problem(
    'wrong',
    'WRONG_SOURCE',
    sentence('Le nom de la source ne convient pas.', 'The name of the source will not do.'),
  );
}

function noFile(): Problem {
  return new Problem('wrong', 'NO_FILE', sentence('Aucun fichier n’a été envoyé.', 'No file was sent.'));
}
