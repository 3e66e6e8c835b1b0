/** What the routes of the API are given. */
import type { FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify';
import type { FastifyBaseLogger } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { LinkMaker } from '../../8-campaign/links/link-maker.ts';
import type { Mailer } from '../../8-campaign/mailer.ts';
import type { TextResolver } from '../../8-campaign/sender-domain/check-domain.ts';
import type { Brevo } from '../../brevo/client.ts';
import type { Database } from '../../db/database.ts';
import type { JobQueue } from '../../scheduler/jobs.ts';
import type { Log, World } from '../../world.ts';
import type { Person } from './person.ts';

export interface ApiTools {
  /** The database under the web's role: this person's estate and nothing else. */
  readonly databaseOf: (person: Person) => Database;
  /** A world for the verbs of the rooms, acting in this person's name, over `databaseOf(person)`. */
  readonly worldOf: (person: Person) => Promise<World>;
  /** The web's database of an estate nobody has signed in to yet: for signing in. */
  readonly databaseOfEstate: (estate: string) => Database;
  /** The estates of this installation. */
  readonly estates: () => Promise<
    readonly { readonly estate: string; readonly name: string; readonly isDemo: boolean }[]
  >;
  readonly jobs: JobQueue;
  readonly clock: () => Date;
  readonly log: Log;
  /** Where the world reaches this server, without a slash at its end. */
  readonly publicUrl: string;
  /** The installation's secret. */
  readonly secret: string;
  /** What carries a test letter now, with its links; undefined where no channel is set up. Campaigns are sent by jobs only. */
  readonly mailerOf?: (world: World, channel: 'brevo' | 'smtp') => Promise<LetterChannel | undefined>;
  /** The account at Brevo that serves an estate, for asking whether letters can leave; undefined without a key. Throws BREVO_KEY_SEALED. */
  readonly brevoOf?: (estate: string) => Promise<Brevo | undefined>;
  /** The account a key belongs to, for trying a key before it is kept. */
  readonly brevoWith?: (key: string) => Brevo;
  /** How often a stream of events beats, 25 seconds unless given. */
  readonly heartbeatMs?: number;
  /** Asks name servers for texts; the system's own unless given. */
  readonly resolveText?: TextResolver | undefined;
}

/** A way out of the house, and links that lead back to it. */
export interface LetterChannel {
  readonly mailer: Mailer;
  readonly links: LinkMaker;
}

/** The API as a file of routes sees it: schemas are zod's, requests and answers typed by them. */
export type ApiApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** One resource: adds its routes. */
export type ApiRoutes = (app: ApiApp, tools: ApiTools) => void;

/** Who is asking, on a route that is not for `anyone`: the guard has made sure that there is somebody. */
export function personOf(request: Pick<FastifyRequest, 'caller'>): Person {
  if (request.caller === null) throw new Error('a route for anyone has no person');
  return request.caller;
}
