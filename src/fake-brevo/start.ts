/**
 * A Brevo to work against: the API as it is, with its limits, its silences and its traps, in memory and on this machine only. The same seed and
 * the same calls give the same letters, events and faults.
 */
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { accountRoutes } from './account-routes.ts';
import { type ClockChoice, createAgenda } from './agenda.ts';
import { type BehaviourChange, calmBehaviour, changeBehaviour } from './behaviour.ts';
import { contactRoutes } from './contact-routes.ts';
import { createControl, type FakeControl } from './control.ts';
import { controlRoutes } from './control-routes.ts';
import { emailRoutes } from './email-routes.ts';
import { guard } from './gate.ts';
import { createHouse, type House } from './house.ts';
import { pageRoutes } from './page.ts';
import { problem, Refusal, standing } from './problems.ts';

export interface FakeBrevoOptions {
  /** 0 for any free one. */
  readonly port?: number;
  readonly seed: number;
  readonly behaviour?: BehaviourChange;
  /** A clock that stands still until it is advanced, unless told otherwise. */
  readonly clock?: ClockChoice;
}

export interface FakeBrevo {
  /** The page for people, and `/_fake/*`. */
  readonly url: string;
  /** What stands for `https://api.brevo.com/v3`. */
  readonly apiUrl: string;
  readonly control: FakeControl;
  close(): Promise<void>;
}

const bodyLimitBytes = 100 * 1024 * 1024;

/** Starts the fake on 127.0.0.1. Throws when the port is taken. */
export async function startFakeBrevo({ port = 0, seed, behaviour = {}, clock }: FakeBrevoOptions): Promise<FakeBrevo> {
  const agenda = createAgenda(clock ?? { mode: 'virtual' }, () => house.behaviour.webhooks.concurrency);
  const house: House = createHouse(seed, changeBehaviour(calmBehaviour, behaviour), agenda);
  const control = createControl(house, agenda);
  const app = createServer(house, control);
  await app.listen({ port, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${portOf(app.server.address())}`;
  return {
    url,
    apiUrl: `${url}/v3`,
    control,
    async close() {
      agenda.close();
      await app.close();
    },
  };
}

function createServer(house: House, control: FakeControl): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  app.setErrorHandler((error, _, reply) => {
    const answer = error instanceof Refusal ? error.problem : problemOf(error);
    return reply.code(answer.status).send(answer.body);
  });
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send(problem(404, 'document_not_found', 'Route not found').body),
  );
  guard(app, house);
  emailRoutes(app, house);
  contactRoutes(app, house);
  accountRoutes(app, house);
  controlRoutes(app, control);
  pageRoutes(app, control);
  return app;
}

function problemOf(error: unknown): ReturnType<typeof problem> {
  if (error instanceof ZodError)
    return problem(400, 'invalid_parameter', error.issues.map(({ message }) => message).join('; '));
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status < 500
    ? problem(status, 'bad_request', 'Unreadable request')
    : standing.fault;
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return address.port;
}
