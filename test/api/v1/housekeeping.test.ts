/** Tasks, rules, settings, quality, compliance, results: the estate's own housekeeping, as the page asks for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Automation, Rehearsal } from '../../../src/api/contract/automation.ts';
import type { Compliance, Consent, LawChecks, Retention } from '../../../src/api/contract/compliance.ts';
import type { Backups, LatestReport } from '../../../src/api/contract/house.ts';
import type { AuditedList, Evaluations, Quality } from '../../../src/api/contract/quality.ts';
import type { Results } from '../../../src/api/contract/results.ts';
import type { SettingsAnswer } from '../../../src/api/contract/settings.ts';
import type { TaskAnswer } from '../../../src/api/contract/tasks.ts';
import { sql } from '../../../src/db/sql.ts';
import { createEstate } from '../../../src/estate/estates.ts';
import { approvedEstate } from '../../8-campaign/campaigns/approved-estate.ts';
import type { Browser } from '../security/api-case.ts';
import { type EstateHouse, estateHouse, noSecondFactor } from '../security/estate-house.ts';

let house: EstateHouse;
let anne: Browser;
let marc: Browser;

beforeAll(async () => {
  house = await estateHouse(await approvedEstate({ approve: [], changes: noSecondFactor }));
  anne = await house.signedIn('anne', 'administrateur');
  marc = await house.signedIn('marc', 'lecteur');
});
afterAll(() => house.close());

async function read<Answer>(path: string, browser = marc): Promise<Answer> {
  const answer = await browser.call('GET', path);
  expect(`${answer.statusCode} ${path} ${answer.statusCode === 200 ? '' : answer.body}`).toBe(`200 ${path} `);
  const value: Answer = answer.json();
  return value;
}

const settingOf = (settings: SettingsAnswer, path: string) =>
  settings.sections.flatMap((section) => section.settings).find((setting) => setting.path === path);

const pastPurchases = sql(`
  insert into crm.automation_events (estate_id, event_key, trigger, client_code, facts, happened_at, handled_at)
  values
    ('petit-domaine', 'past:1', 'purchase', 'NOELLE', '{"mtTtc": 80}', '2026-11-10', '2026-11-10'),
    ('petit-domaine', 'past:2', 'purchase', 'NOELLE', '{"mtTtc": 20}', '2026-11-12', '2026-11-12')`);
const tagsMade = sql(`select tag from crm.client_tags where estate_id = 'petit-domaine' and tag = 'essai'`);

describe('settings', () => {
  it('are shown with their meaning and factory value, changed by an administrator, journaled, and taken back', async () => {
    const before = await read<SettingsAnswer>('/settings');
    expect(settingOf(before, 'guardrails.silence_days')).toMatchObject({
      kind: 'integer',
      value: 135,
      usual: 135,
      isChanged: false,
      title: { fr: 'Silence entre deux lettres' },
    });
    expect(settingOf(before, 'form.is_on')?.meaning.fr).toMatch(/\/f\/[0-9a-f]{24}petit-domaine/);
    expect(JSON.stringify(before)).not.toMatch(/cuvee [a-z]/);
    const change = { set: { 'guardrails.silence_days': 120 }, reason: 'essai' };
    const seen = { 'if-match': `"${before.version}"` };
    expect((await marc.call('PATCH', '/settings', change, seen)).statusCode).toBe(403);
    expect((await anne.call('PATCH', '/settings', change)).statusCode).toBe(428);
    const done = await anne.call('PATCH', '/settings', change, seen);
    expect(done.statusCode).toBe(200);
    const after = await read<SettingsAnswer>('/settings');
    expect(settingOf(after, 'guardrails.silence_days')).toMatchObject({ value: 120, isChanged: true });
    expect(after).toMatchObject({ version: before.version + 1, updatedBy: 'anne' });
    const journal = await read<{ items: { action: string; actor: string; reason: string }[] }>(
      '/journal?action=settings',
    );
    expect(journal.items[0]).toMatchObject({ action: 'settings.changed', actor: 'anne', reason: 'essai' });
    const back = await anne.call(
      'PATCH',
      '/settings',
      { reset: ['guardrails.silence_days'] },
      { 'if-match': `"${after.version}"` },
    );
    expect(back.json()).toMatchObject({ version: after.version + 1 });
    expect(settingOf(back.json(), 'guardrails.silence_days')).toMatchObject({ value: 135, isChanged: false });
  });

  it('changed by two people from the same page are refused to the second, who is shown what the first wrote', async () => {
    const { version } = await read<SettingsAnswer>('/settings');
    const seen = { 'if-match': `"${version}"` };
    expect(
      (await anne.call('PATCH', '/settings', { set: { 'sender.phone': '03 89 00 00 00' } }, seen)).statusCode,
    ).toBe(200);
    const late = await anne.call('PATCH', '/settings', { set: { 'sender.phone': '03 89 11 11 11' } }, seen);
    expect(late.statusCode).toBe(412);
    expect(settingOf(late.json<{ current: SettingsAnswer }>().current, 'sender.phone')?.value).toBe('03 89 00 00 00');
  });

  it('that make no sense change nothing, and the field is named', async () => {
    const { version } = await read<SettingsAnswer>('/settings');
    const wrong = { set: { 'guardrails.holdout_share': 7 } };
    const refused = await anne.call('PATCH', '/settings', wrong, { 'if-match': `"${version}"` });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ code: 'WRONG_SETTINGS', fields: [{ path: 'guardrails.holdout_share' }] });
    const elsewhere = await anne.call(
      'PATCH',
      '/settings',
      { set: { 'automation.rules': [] } },
      { 'if-match': `"${version}"` },
    );
    expect(elsewhere.json()).toMatchObject({ code: 'UNKNOWN_SETTING' });
    expect((await read<SettingsAnswer>('/settings')).version).toBe(version);
  });
});

describe('tasks', () => {
  it('are noted, listed by their day, and closed once, in somebody’s name', async () => {
    expect((await marc.call('POST', '/tasks', { title: 'Appeler' })).statusCode).toBe(403);
    const late = { title: 'Livrer six cartons', dueOn: '2026-12-10' };
    const soon = { title: 'Appeler Noëlle', kind: 'call', clientCode: 'noelle', dueOn: '2026-11-24' };
    for (const task of [late, soon]) expect((await anne.call('POST', '/tasks', task)).statusCode).toBe(204);
    const { items } = await read<{ items: TaskAnswer[] }>('/tasks?limit=5');
    expect(items.map(({ title }) => title).slice(0, 2)).toEqual(['Appeler Noëlle', 'Livrer six cartons']);
    expect(items[0]).toMatchObject({ clientCode: 'NOELLE', author: 'anne', state: 'open' });
    const path = `/tasks/${items[0]?.taskId}/close`;
    expect((await anne.call('POST', path, { state: 'done' })).statusCode).toBe(204);
    const again = await anne.call('POST', path, { state: 'dropped' });
    expect(again.json()).toMatchObject({ status: 409, code: 'TASK_CLOSED', detail: 'anne l’a déjà close.' });
    const closed = await read<{ items: TaskAnswer[] }>('/tasks?state=closed');
    expect(closed.items).toMatchObject([{ title: 'Appeler Noëlle', state: 'done', closedBy: 'anne' }]);
  });
});

describe('rules', () => {
  it('are read with their letters, put on, and changed from the version seen', async () => {
    const before = await read<Automation>('/automation');
    expect(before).toMatchObject({ isOn: false });
    expect(before.rules[0]?.rule.name).toBe('désinscription');
    expect(before.rules.find(({ rule }) => rule.name === 'achat')?.letters).toMatchObject([
      { kind: 'thank_you', approval: 'pending' },
    ]);
    expect((await marc.call('POST', '/automation/switch', { isOn: true })).statusCode).toBe(403);
    expect((await anne.call('POST', '/automation/switch', { isOn: true })).statusCode).toBe(204);
    const on = await read<Automation>('/automation');
    expect(on.isOn).toBe(true);
    const rules = on.rules.map(({ rule }) => (rule.name === 'achat' ? { ...rule, is_on: false, priority: 12 } : rule));
    const stale = await anne.call('PUT', '/automation/rules', { rules }, { 'if-match': `"${before.version}"` });
    expect(stale.statusCode).toBe(412);
    const saved = await anne.call('PUT', '/automation/rules', { rules }, { 'if-match': `"${on.version}"` });
    expect(saved.statusCode).toBe(200);
    const after = await read<Automation>('/automation');
    expect(after.rules.at(-1)?.rule).toMatchObject({ name: 'achat', is_on: false, priority: 12 });
  });

  it('are tried on the last weeks without anything being done', async () => {
    const { database } = house.estate.world;
    await database.execute(pastPurchases);
    const rule = {
      name: 'essai',
      trigger: 'purchase',
      when: { minimum_ttc: 50 },
      priority: 1,
      actions: [{ do: 'tag', tag: 'essai' }],
    };
    const tried = await anne.call('POST', '/automation/rehearsals', { rule, weeks: 8 });
    const found: Rehearsal = tried.json();
    expect(found).toMatchObject({ events: 2, answered: 1, clients: 1, unmet: { minimum_ttc: 1 } });
    expect(found.actions).toEqual([{ words: 'étiquette essai', times: 1 }]);
    expect(await database.rows(tagsMade)).toEqual([]);
  });
});

describe('quality and results', () => {
  it('say what the audit found, the worst lists first, and claim nothing of letters that did not leave', async () => {
    const quality = await read<Quality>('/quality');
    expect(quality.audit?.clients).toBeGreaterThan(0);
    expect(quality.audit?.scores.reduce((sum, { clients }) => sum + clients, 0)).toBe(quality.audit?.clients);
    expect(quality.history).toHaveLength(1);
    const worst = await read<{ items: AuditedList[] }>('/quality/worst');
    const scores = worst.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => one - other));
    const code = worst.items[0]?.findings[0]?.code ?? '';
    const ofRule = await read<{ items: AuditedList[] }>(`/quality/worst?code=${code}`);
    expect(ofRule.items.every(({ findings }) => findings.some((finding) => finding.code === code))).toBe(true);
    expect(await read<Evaluations>('/evaluations')).toEqual({ latest: null, isProposalTaken: false, history: [] });
    const results = await read<Results>('/results');
    expect(results.totals).toMatchObject({ letters: 0, orderedHouseholds: 0, orderedHt: 0 });
    expect(await read('/results/orders')).toEqual({ items: [], next: null, total: 0 });
  });

  it('ask the house to evaluate, and refuse weights nobody proposed', async () => {
    expect((await marc.call('POST', '/evaluations')).statusCode).toBe(403);
    expect((await anne.call('POST', '/evaluations')).statusCode).toBe(202);
    const taken = await anne.call('POST', '/evaluations/accept-weights', { inputsHash: 'x', reason: 'pour voir' });
    expect(taken.json()).toMatchObject({ status: 409, code: 'EVALUATED_SINCE' });
  });
});

describe('compliance and the house', () => {
  it('show on what basis each client may be written to, with the proof of each refusal', async () => {
    const known = await read<Compliance>('/compliance');
    expect(known.bases.find(({ basis }) => basis === 'soft_opt_in')?.clients).toBeGreaterThan(0);
    const consents = await read<{ items: Consent[]; next: string | null }>('/compliance/consents?limit=2');
    const [first] = consents.items;
    expect(first?.evidence).toMatch(/^(file|contact|person):/);
    const retention = await read<Retention>('/compliance/retention');
    expect(retention.counts.keep + retention.counts.ask).toBeGreaterThan(0);
    const { checks } = await read<LawChecks>('/compliance/law');
    expect(checks.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual([]);
    expect(await read('/compliance/erasures')).toEqual({ items: [], next: null });
  });

  it('show the key of the backups to an administrator, journaled; not where it opens those of other estates too', async () => {
    expect((await marc.call('POST', '/backups/key')).statusCode).toBe(403);
    const shown = await anne.call('POST', '/backups/key');
    expect(shown.json()).toEqual({ text: expect.stringMatching(/^AGE-SECRET-KEY-1[0-9A-Z]+$/m) });
    expect(shown.headers['cache-control']).toBe('no-store');
    const journal = await read<{ items: readonly { action: string; actor: string }[] }>('/journal', anne);
    expect(journal.items[0]).toMatchObject({ action: 'backup.key_shown', actor: 'anne' });
    expect(JSON.stringify(journal)).not.toContain('AGE-SECRET');
    const { database } = house.estate.world;
    await createEstate(database, { slug: 'autre-domaine', name: 'Autre', isDemo: true });
    expect((await anne.call('POST', '/backups/key')).json()).toMatchObject({ status: 409, code: 'KEY_OF_SEVERAL' });
    await database.execute(sql(`delete from app.estates where estate_id = 'autre-domaine'`));
  });

  it('ask for a backup, and say that there is no report and no alarm yet', async () => {
    expect((await marc.call('POST', '/backups')).statusCode).toBe(403);
    expect((await anne.call('POST', '/backups')).statusCode).toBe(202);
    expect(await read<Backups>('/backups')).toEqual({ backups: [], drills: [] });
    expect(await read('/alarms')).toEqual({ items: [], next: null, total: 0 });
    expect(await read<LatestReport>('/reports/latest')).toEqual({ report: null });
    const channel = await read<{ checks: object[] }>('/checks/channel', anne);
    expect(channel.checks).toMatchObject([{ check: 'key', state: 'missing' }]);
  });
});
