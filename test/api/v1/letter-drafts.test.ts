/** The text of a letter being written, seen as a client would get it before it is saved. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TemplateAnswer, TemplateDraftPreview } from '../../../src/api/contract/letter-templates.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { Browser } from '../security/api-case.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

let house: EstateHouse;
let anne: Browser;
let marc: Browser;

beforeAll(async () => {
  house = await estateHouse(await approvedEstate({ approve: [], changes: noSecondFactor }));
  anne = await house.signedIn('anne', 'approbateur');
  marc = await house.signedIn('marc', 'operateur');
});
afterAll(() => house.close());

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
