/** The API over an estate of the tests, whose people sign in through the front door; there they owe no second factor. */
import type { Role } from '../../../src/people/roles.ts';
import { inviteUser } from '../../../src/people/users.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { type Browser, openBrowser, password } from './api-case.ts';
import { type ApiHouse, apiHouse, type ApiHouseOptions } from './api-house.ts';

/** Settings of an estate whose people sign in with their password alone. */
export const noSecondFactor = { security: { second_factor: 'optional' } };

export interface EstateHouse extends ApiHouse {
  readonly estate: TestEstate;
  /** Somebody of the estate who has just signed in. */
  signedIn(name: string, role: Role): Promise<Browser>;
}

/** Opens the API over an estate made with `noSecondFactor`; closing it closes the estate. */
export async function estateHouse(
  estate: TestEstate,
  options: Omit<ApiHouseOptions, 'home'> = {},
): Promise<EstateHouse> {
  const { database, estate: slug } = estate.world;
  const house = await apiHouse(database, { ...options, home: estate.home });
  return {
    ...house,
    estate,
    async signedIn(name, role) {
      const who = { estate: slug, name, email: `${name.toLowerCase()}@${slug}.fr`, role, language: 'fr' } as const;
      const { linkSecret } = await inviteUser(database, { ...who, by: 'test', now: house.clock() });
      const browser = openBrowser(house.app);
      const came = await browser.call('POST', '/sign-in/link', { link: `${slug}.${linkSecret}`, password });
      if (came.statusCode !== 200) throw new Error(`${name} could not sign in: ${came.body}`);
      return browser;
    },
    async close() {
      await house.close();
      await estate.close();
    },
  };
}
