/** A write that comes with an `Idempotency-Key` is done once: the same key and words get the same answer again. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import { stableJson } from '../../values/stable-json.ts';
import { Problem } from '../problem.ts';
import { type ApiTools, personOf } from './api-tools.ts';
import { isWrite } from './guard.ts';
import type { Person } from './person.ts';

const claimKey = loadSql(import.meta.url, './claim-key.sql');
const selectKey = loadSql(import.meta.url, './select-key.sql');
const keepAnswer = loadSql(import.meta.url, './keep-answer.sql');
const forgetKey = loadSql(import.meta.url, './forget-key.sql');

declare module 'fastify' {
  interface FastifyRequest {
    /** The key this request claimed; empty when it brought none, or was answered from one. */
    claimedKey: string;
  }
}

interface Kept {
  readonly requestHash: string;
  readonly status: number | null;
  readonly body: unknown;
}

/**
 * Honours the header on every write of the scope, but for those whose answer holds a secret, and for files, which are known by their
 * content however often they are sent.
 */
export function onceByKey(app: FastifyInstance, { databaseOf }: Pick<ApiTools, 'databaseOf'>): void {
  app.decorateRequest('claimedKey', '');
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const person = personOf(request);
    const names = { estate: person.estate, key, actor: person.id };
    const hash = hashOf(request);
    if (await databaseOf(person).one(claimKey, { ...names, request_hash: hash })) {
      request.claimedKey = key;
      return undefined;
    }
    const kept = await databaseOf(person).one<Kept>(selectKey, names);
    if (kept?.requestHash !== hash) throw otherWords();
    if (kept.status === null) throw underWay();
    return reply
      .code(kept.status)
      .header('idempotency-replayed', 'true')
      .serializer(JSON.stringify)
      .send(kept.body ?? {});
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.claimedKey === '') return;
    const person = personOf(request);
    await settle(person, request.claimedKey, reply.statusCode, payload);
  });

  async function settle(person: Person, key: string, status: number, payload: unknown): Promise<void> {
    const names = { estate: person.estate, key, actor: person.id };
    if (status >= 300) await databaseOf(person).execute(forgetKey, names);
    else
      await databaseOf(person).execute(keepAnswer, {
        ...names,
        status,
        body: typeof payload === 'string' && payload !== '' ? payload : 'null',
      });
  }
}

function keyOf(request: FastifyRequest): string | undefined {
  const { headers, caller, routeOptions } = request;
  const key = headers['idempotency-key'];
  if (!isWrite(request) || caller === null || typeof key !== 'string') return undefined;
  if (routeOptions.config.isSecret === true || request.isMultipart()) return undefined;
  if (/^[\w-]{8,100}$/.test(key)) return key;
  throw new Problem(
    'wrong',
    'WRONG_KEY',
    sentence('La clé de cette demande est mal formée.', 'The key of this request is malformed.'),
  );
}

function hashOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url} ${stableJson(body ?? null)}`)
    .digest('hex');
}

function otherWords(): Problem {
  return new Problem(
    'unprocessable',
    'KEY_REUSED',
    sentence('Cette clé a déjà servi à une autre demande.', 'This key was already used for another request.'),
  );
}

function underWay(): Problem {
  return new Problem(
    'refused',
    'UNDER_WAY',
    sentence('Cette demande est déjà en cours.', 'This request is under way already.'),
  );
}
