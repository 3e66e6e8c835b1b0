/** The API over two estates, as a browser or a script meets it: each person signs in through the front door. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Database } from '../../../src/db/database.ts';
import { createEstate } from '../../../src/estate/estates.ts';
import type { Role } from '../../../src/people/roles.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { testDatabase } from '../../support/database.ts';
import { type ApiHouse, apiHouse, type ApiHouseOptions } from './api-house.ts';

export const password = 'quatre chevaux sous la neige';
export const estates = ['petit-domaine', 'autre-domaine'] as const;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiCase extends ApiHouse {
  readonly database: Database;
  /** Somebody of an estate who has just signed in, through the front door. */
  signedIn(email: string, role: Role, estate?: string): Promise<Browser>;
}

/** Two demo estates (no second factor is asked for) behind the API, on a database of their own. */
export async function apiCase(options: Omit<ApiHouseOptions, 'home'> = {}): Promise<ApiCase> {
  const database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'cuvee-test-'));
  for (const slug of estates) await createEstate(database, { slug, name: slug, isDemo: true });
  const house = await apiHouse(database, { ...options, home });
  return {
    ...house,
    database,
    async signedIn(email, role, estate = estates[0]) {
      const now = house.clock();
      const who = { estate, name: email.replace(/@.*/, ''), email, role } as const;
      const { linkSecret } = await inviteUser(database, { ...who, language: 'fr', by: 'test', now });
      const browser = openBrowser(house.app);
      const came = await browser.call('POST', '/sign-in/link', { link: `${estate}.${linkSecret}`, password });
      if (came.statusCode !== 200) throw new Error(`${email} could not sign in: ${came.body}`);
      return browser;
    },
    async close() {
      await house.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A browser on our page: keeps the cookie it is given, and shows the token of its session with every write. */
export interface Browser {
  cookie: string;
  csrf: string;
  call(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
}

export function openBrowser(app: FastifyInstance): Browser {
  const browser: Browser = {
    cookie: '',
    csrf: '',
    async call(method, path, body, headers) {
      const sent = {
        cookie: browser.cookie,
        'x-csrf-token': browser.csrf,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      };
      const asked = { method, url: `/api/v1${path}`, headers: sent };
      const answer = await app.inject(body === undefined ? asked : { ...asked, payload: JSON.stringify(body) });
      keep(browser, answer);
      return answer;
    },
  };
  return browser;
}

function keep(browser: Browser, answer: LightMyRequestResponse): void {
  const given = answer.cookies.find(({ name }) => name.endsWith('cuvee_session'));
  if (given) browser.cookie = `${given.name}=${given.value}`;
  const csrf = /"csrf":"([\w-]+)"/.exec(answer.body)?.[1];
  if (csrf !== undefined) browser.csrf = csrf;
}
