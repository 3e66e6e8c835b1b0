/** The rules of the routes, each knocked at by everybody; and the guard that lets no route in without one. */
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectedOf, judge } from '../../../prove/roles/matrix.ts';
import { rolesProof } from '../../../prove/roles/proof.ts';
import { sampleBody } from '../../../prove/roles/sample-body.ts';
import { guardRoutes } from '../../../src/api/v1/guard.ts';
import { type ApiCase, apiCase, estates } from './api-case.ts';

let house: ApiCase;

beforeAll(async () => {
  house = await apiCase();
});
afterAll(() => house.close());

describe('every route of the API', () => {
  it('lets in whom its rule lets in, nobody else, and nobody of another estate', async () => {
    const { app, database, clock } = house;
    const proof = await rolesProof({ app, database, now: clock(), estates }, { isShort: true });
    expect(proof.wrong).toEqual([]);
    expect(proof.changedTables).toEqual([]);
    expect(proof.realIds).toEqual(expect.arrayContaining(['tokenId', 'userId']));
    expect(proof.routes).toBeGreaterThan(20);
  });

  it('stops the start when it does not say who may call it', async () => {
    const app = fastify();
    guardRoutes(app, () => new Date());
    expect(() => app.get('/open-by-mistake', async () => 'everything')).toThrow(
      'GET /open-by-mistake does not say who may call it',
    );
    await app.close();
  });
});

describe('the proof itself', () => {
  const rule = {
    method: 'GET',
    url: '/secret',
    access: 'administrateur',
    scope: undefined,
    isFresh: false,
    body: undefined,
    querystring: undefined,
  };
  const reader = {
    kind: 'user',
    label: 'lecteur',
    estate: 'a',
    userId: '',
    role: 'lecteur',
    isComplete: true,
  } as const;

  it('finds a door that stands open, one that is shut by mistake, and one that broke', () => {
    expect(expectedOf(rule, reader)).toBe('FORBIDDEN');
    const wrong = { route: 'GET /secret', caller: 'lecteur', expected: 'FORBIDDEN' };
    expect(judge(rule, reader, { status: 200, code: '', type: '', body: '' })).toEqual({ ...wrong, got: '200' });
    expect(judge(rule, reader, { status: 403, code: 'FORBIDDEN', type: '', body: '' })).toBeUndefined();
    const open = { ...rule, access: 'lecteur' };
    expect(judge(open, reader, { status: 403, code: 'FORBIDDEN', type: '', body: '' })).toMatchObject({
      expected: 'let in',
    });
    expect(judge(open, reader, { status: 500, code: 'BUG', type: '', body: '' })).toMatchObject({ got: '500 BUG' });
  });

  it('makes bodies that the schemas of the routes take', () => {
    const schema = z.strictObject({
      name: z.string().trim().min(1),
      email: z.email(),
      kind: z.enum(['one', 'two']),
      scopes: z.array(z.enum(['read'])).min(1),
      day: z.iso.date(),
      count: z.number().int().min(3),
      asked: z.uuid().nullable(),
      left: z.string().optional(),
    });
    expect(schema.safeParse(sampleBody(schema)).error).toBeUndefined();
  });
});
