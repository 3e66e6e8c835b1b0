/** The text of a letter being written, seen as a client would get it before it is saved. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TemplateAnswer, TemplateDraftPreview } from '../../../src/api/contract/letter-templates.ts';
import type { Role } from '../../../src/people/roles.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { type Browser, openBrowser, password } from '../security/api-case.ts';
import { type ApiHouse, apiHouse } from '../security/api-house.ts';

let estate: TestEstate;
let house: ApiHouse;
let anne: Browser;
let marc: Browser;

beforeAll(async () => {
  estate = await approvedEstate({ approve: [], changes: { security: { second_factor: 'optional' } } });
  house = await apiHouse(estate.world.database, { home: estate.home });
  anne = await signedIn('anne', 'approbateur');
  marc = await signedIn('marc', 'operateur');
});
afterAll(async () => {
  await house.close();
  await estate.close();
});

async function signedIn(name: string, role: Role): Promise<Browser> {
  const who = { estate: 'petit-domaine', name, email: `${name}@petit-domaine.fr`, role, language: 'fr' } as const;
  const { linkSecret } = await inviteUser(estate.world.database, { ...who, by: 'test', now: house.clock() });
  const browser = openBrowser(house.app);
  await browser.call('POST', '/sign-in/link', { link: `petit-domaine.${linkSecret}`, password });
  return browser;
}

const path = '/letter-templates/rebuy/fr';

it('the letter of an unsaved text is shown with its page, and the template stays as it was', async () => {
  const before: TemplateAnswer = (await anne.call('GET', path)).json();
  const document = before.document
    .replace(/^objet:.*$/m, 'objet: Un mot de la cave')
    .replace('titre:', 'titre: Essai,');
  const answer = await anne.call('POST', `${path}/preview`, { client: 'noelle', document });
  const shown: TemplateDraftPreview = answer.json();
  expect(shown.subject).toBe('Un mot de la cave');
  const page = await anne.call('GET', `${path}/preview/page?client=noelle&draft=${shown.draft}`);
  expect(page.headers['content-security-policy']).toContain('sandbox');
  expect(page.body).toContain('Essai,');
  const after: TemplateAnswer = (await anne.call('GET', path)).json();
  expect(after).toEqual(before);
});

it('a text that makes no letter says why; a page that is not kept is not found; who may not write a template tries none', async () => {
  const broken = await anne.call('POST', `${path}/preview`, { client: 'NOELLE', document: 'objet: [' });
  expect(broken.statusCode).toBe(400);
  expect(broken.json()).toMatchObject({ code: 'TEMPLATE_REFUSED', fields: [{ path: 'document' }] });
  const gone = await anne.call('GET', `${path}/preview/page?client=NOELLE&draft=00000000-0000-4000-8000-000000000000`);
  expect(gone.statusCode).toBe(404);
  const refused = await marc.call('POST', `${path}/preview`, { client: 'NOELLE', document: 'objet: x' });
  expect(refused.statusCode).toBe(403);
});
