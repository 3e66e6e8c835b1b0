/** From Monday's list to a named person's word, as the page asks for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalDone, ApprovalSummary, QueuedClient } from '../../../src/api/contract/approvals.ts';
import type { CampaignAnswer, RehearsalAnswer } from '../../../src/api/contract/campaigns.ts';
import type { ClientList, Recommendation } from '../../../src/api/contract/recommendations.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { Browser } from '../security/api-case.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

let house: EstateHouse;
let elise: Browser;
let marc: Browser;

beforeAll(async () => {
  // Nobody owes a second factor here; nothing is approved yet; the two who decide are named.
  house = await estateHouse(
    await approvedEstate({
      approve: [],
      changes: { approval: { people: ['elise', 'paul'] }, ...noSecondFactor },
    }),
  );
  elise = await house.signedIn('elise', 'approbateur');
  marc = await house.signedIn('marc', 'operateur');
});
afterAll(() => house.close());

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the contract names what the answer is
async function ask<Answer>(browser: Browser, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) {
  const answer = await browser.call(method, path, body);
  const read: Answer = answer.json();
  return { status: answer.statusCode, read };
}

const queue = async (state: string): Promise<readonly string[]> => {
  const { read } = await ask<{ items: QueuedClient[] }>(elise, 'GET', `/approvals/queue?state=${state}`);
  return read.items.map(({ clientCode }) => clientCode);
};

describe('recommendations', () => {
  it('are listed by client, the most valuable first, page after page without a gap', async () => {
    const whole = await ask<{ items: Recommendation[] }>(marc, 'GET', '/recommendations');
    expect(whole.read.items.length).toBeGreaterThan(5);
    expect(whole.read.items[0]).toMatchObject({ rank: 1, state: 'pending' });
    const seen: Recommendation[] = [];
    let after = '';
    do {
      const { read } = await ask<{ items: Recommendation[]; next: string | null }>(
        marc,
        'GET',
        `/recommendations?limit=2&after=${after}`,
      );
      seen.push(...read.items);
      after = read.next ?? '';
    } while (after !== '');
    expect(seen).toEqual(whole.read.items);
  });

  it('tell everything behind the list of a client, down to the line of the file', async () => {
    const { read } = await ask<ClientList>(marc, 'GET', '/recommendations/NOELLE');
    expect(read.items.length).toBeGreaterThan(1);
    expect(read.items.every(({ components }) => components.length > 0)).toBe(true);
    const proof = read.items.flatMap(({ proofs }) => proofs)[0];
    expect(proof).toMatchObject({ documentId: expect.any(String), fileLine: expect.any(Number) });
    expect((await marc.call('GET', '/recommendations/NOBODY')).statusCode).toBe(404);
  });

  it('keep what a person says of them', async () => {
    const { read } = await ask<ClientList>(marc, 'GET', '/recommendations/NOELLE');
    const path = `/recommendations/NOELLE/${encodeURIComponent(read.items[0]?.produitKey ?? '')}/feedback`;
    const words = 'Elle n’aime plus les rouges.';
    expect((await ask(marc, 'PUT', path, { verdict: 'wrong', words })).status).toBe(200);
    const again = await ask<ClientList>(marc, 'GET', '/recommendations/NOELLE');
    expect(again.read.items[0]?.feedback).toMatchObject({ verdict: 'wrong', words, author: 'marc' });
    expect((await ask(marc, 'PUT', '/recommendations/NOELLE/nothing/feedback', { verdict: 'good' })).status).toBe(404);
  });
});

describe('a word of a named person', () => {
  it('on one client takes them out of the queue, and taken back puts them there again', async () => {
    expect(await queue('pending')).toContain('NOELLE');
    const body = { scope: 'client', clientCode: 'NOELLE', decision: 'approved' };
    const done = await ask<ApprovalDone>(elise, 'POST', '/approvals', body);
    expect(done).toMatchObject({ status: 201, read: { clientCount: 1 } });
    expect(await queue('pending')).not.toContain('NOELLE');
    expect(await queue('approved')).toEqual(['NOELLE']);
    expect((await ask(elise, 'DELETE', `/approvals/${done.read.approvalId}`)).status).toBe(200);
    expect(await queue('pending')).toContain('NOELLE');
    expect(await queue('approved')).toEqual([]);
  });

  it('is asked its reason for a no, and a no is not undone by a yes to the many', async () => {
    const no = { scope: 'client', clientCode: 'NOELLE', decision: 'rejected' };
    expect((await ask(elise, 'POST', '/approvals', no)).read).toMatchObject({ code: 'REASON_MISSING' });
    expect((await ask(elise, 'POST', '/approvals', { ...no, reason: 'déjà servie' })).status).toBe(201);
    const foreseen = await ask(elise, 'GET', '/approvals/foresee?scope=run');
    const yes = await ask<ApprovalDone>(elise, 'POST', '/approvals', { scope: 'run', decision: 'approved' });
    expect(yes.read.leftOut.decided).toBeGreaterThan(0);
    expect(foreseen.read).toMatchObject({ itemCount: yes.read.itemCount, confirmation: null });
    expect(await queue('rejected')).toEqual(['NOELLE']);
    const { read } = await ask<ApprovalSummary>(elise, 'GET', '/approvals/summary');
    expect(read).toMatchObject({
      counts: { approved: yes.read.itemCount, pendingClients: 0 },
      rules: { needsFourEyes: true, mayYouApprove: true },
    });
  });

  it('belongs to those who may give it', async () => {
    const body = { scope: 'run', decision: 'approved' };
    expect((await ask(marc, 'POST', '/approvals', body)).status).toBe(403);
  });
});

describe('a campaign', () => {
  it('goes from a draft to an approved letter, rehearsed, and never leaves from the page', async () => {
    const made = await ask<{ campaignId: string }>(elise, 'POST', '/campaigns', { name: 'Noël' });
    const path = `/campaigns/${made.read.campaignId}`;
    const { read: draft } = await ask<CampaignAnswer>(marc, 'GET', path);
    expect(draft).toMatchObject({ state: 'draft', author: 'elise', isDryRun: true, approval: { state: 'pending' } });
    expect(draft.results.audience).toBe(draft.results.letters + draft.results.excluded);
    expect(draft.exclusions.every(({ sentence }) => !sentence.fr.includes('cuvee '))).toBe(true);

    const own = await ask(elise, 'POST', `${path}/decision`, { decision: 'approved' });
    expect(own).toMatchObject({ status: 409, read: { code: 'FOUR_EYES' } });
    expect((await ask(marc, 'POST', `${path}/send`, { isLive: true })).read).toMatchObject({ code: 'NOT_APPROVED' });
    const paul = await house.signedIn('paul', 'approbateur');
    expect((await ask(paul, 'POST', `${path}/decision`, { decision: 'approved' })).status).toBe(200);

    const { read: rehearsal } = await ask<RehearsalAnswer>(marc, 'POST', `${path}/rehearsal`, {});
    expect(rehearsal.wouldLeave).toBe(draft.results.letters);
    const test = await ask(marc, 'POST', `${path}/test`, {});
    expect(test.read).toMatchObject({ to: 'marc@petit-domaine.fr', isDryRun: true });

    const asked = await ask<{ jobId: string }>(marc, 'POST', `${path}/send`, {});
    expect(asked.status).toBe(202);
    expect((await ask<CampaignAnswer>(marc, 'GET', path)).read).toMatchObject({
      state: 'approved',
      isDryRun: true,
      job: { jobId: asked.read.jobId, state: 'waiting' },
    });
    expect((await ask(marc, 'POST', `${path}/stop`, { reason: 'erreur de vin' })).read).toEqual({ state: 'stopped' });
  });

  it('shows its letters as a page that runs nothing', async () => {
    const made = await ask<{ campaignId: string }>(elise, 'POST', '/campaigns', { name: 'Automne' });
    const path = `/campaigns/${made.read.campaignId}`;
    const { read } = await ask<{ letters: { clientCode: string; text: string }[] }>(marc, 'GET', `${path}/preview`);
    expect(read.letters[0]?.text).toContain('Petit Domaine');
    const page = await marc.call('GET', `${path}/preview/page?client=${read.letters[0]?.clientCode}`);
    expect(page.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    const { read: audience } = await ask<{ items: unknown[] }>(marc, 'GET', `${path}/audience?state=left_out`);
    expect(audience.items).toContainEqual(expect.objectContaining({ clientCode: 'NOELLE', code: 'REJECTED' }));
  });
});

describe('the words of the letters', () => {
  it('are saved as the next version, from the version one saw', async () => {
    const path = '/letter-templates/rebuy/fr';
    const { read } = await ask<{ document: string; version: number }>(elise, 'GET', path);
    expect(read.version).toBe(0);
    const document = read.document.replace(/^objet: .*$/m, 'objet: Vos vins vous attendent, {{ client.nom }}');
    expect((await elise.call('PUT', path, { document })).statusCode).toBe(428);
    const saved = await elise.call('PUT', path, { document }, { 'if-match': '"0"' });
    expect(saved.json()).toMatchObject({ version: 1, isNew: true });
    expect((await elise.call('PUT', path, { document }, { 'if-match': '"0"' })).statusCode).toBe(412);
    const broken = await elise.call('PUT', path, { document: 'objet: {{ oops' }, { 'if-match': '"1"' });
    expect(broken.json()).toMatchObject({ code: 'TEMPLATE_REFUSED', fields: [expect.anything()] });
  });
});
