/** What people write about a client: notes and tags. */
import { z } from 'zod';
import { addNote, changeNote, readNote, removeNote } from '../../8-campaign/notes/notes.ts';
import { tagClient, untagClient } from '../../8-campaign/tags/tags.ts';
import { clientParams, noteParams, noteSchema, noteWordsSchema, tagParams } from '../contract/clients.ts';
import { changedMeanwhile, etagOf, versionSeen } from './answers.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { codeOf } from './client.ts';
import { noteAnswer } from './clients/read-client.ts';

/** Adds `/clients/:code/notes…` and `/clients/:code/tags/:tag`. */
export const clientNoteRoutes: ApiRoutes = (app, tools) => {
  app.post(
    '/clients/:code/notes',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'Write a note about a client',
        params: clientParams,
        body: noteWordsSchema,
        response: { 201: noteSchema },
      },
    },
    async (request, reply) => {
      const world = await tools.worldOf(personOf(request));
      const note = await addNote(world, { clientCode: codeOf(request.params.code), words: request.body.words });
      return reply.code(201).send(noteAnswer(note));
    },
  );

  app.patch(
    '/clients/:code/notes/:noteId',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'Rewrite a note',
        params: noteParams,
        body: noteWordsSchema,
        response: { 200: noteSchema },
      },
    },
    async (request, reply) => {
      const world = await tools.worldOf(personOf(request));
      const key = { clientCode: codeOf(request.params.code), noteId: request.params.noteId };
      const note = await changeNote(world, key, { ...request.body, version: versionSeen(request) });
      if (!note) throw changedMeanwhile(noteAnswer(await readNote(world.database, world.estate, key)));
      reply.header('etag', etagOf(note.version));
      return noteAnswer(note);
    },
  );

  app.delete(
    '/clients/:code/notes/:noteId',
    {
      config: { access: 'operateur' },
      schema: { tags: ['clients'], summary: 'Take a note away', params: noteParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const world = await tools.worldOf(personOf(request));
      const key = { clientCode: codeOf(request.params.code), noteId: request.params.noteId };
      const isDone = await removeNote(world, key, versionSeen(request));
      if (!isDone) throw changedMeanwhile(noteAnswer(await readNote(world.database, world.estate, key)));
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/clients/:code/tags/:tag',
    {
      config: { access: 'operateur' },
      schema: { tags: ['clients'], summary: 'Put a tag on a client', params: tagParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { code, tag } = request.params;
      await tagClient(await tools.worldOf(personOf(request)), { clientCode: codeOf(code), tag });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/clients/:code/tags/:tag',
    {
      config: { access: 'operateur' },
      schema: { tags: ['clients'], summary: 'Take a tag off', params: tagParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { code, tag } = request.params;
      await untagClient(await tools.worldOf(personOf(request)), { clientCode: codeOf(code), tag });
      return reply.code(204).send(null);
    },
  );
};
