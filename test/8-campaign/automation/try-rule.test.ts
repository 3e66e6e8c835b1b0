/** A rule before it is trusted, and what leaves by no letter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listEvents } from '../../../src/8-campaign/automation/list-events.ts';
import { listRules } from '../../../src/8-campaign/automation/list-rules.ts';
import { noteAutomationEvents } from '../../../src/8-campaign/automation/note-events.ts';
import { runAutomation } from '../../../src/8-campaign/automation/run-automation.ts';
import { tryRule } from '../../../src/8-campaign/automation/try-rule.ts';
import type { World } from '../../../src/world.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate } from '../campaigns/approved-estate.ts';
import { bought, domaineOf, estate, later, monday, people, said, titles } from './automation-case.ts';

let testing: TestEstate;
beforeAll(async () => {
  testing = await approvedEstate({ approve: ['SIMON'] });
});
afterAll(() => testing.close());

const domaine = (changes?: Record<string, unknown>): Promise<World> => domaineOf(testing, changes);

describe('before a rule is trusted', () => {
  it('what it would do can be tried on a client, and the list says what it did and what it waits for', async () => {
    const world = await domaine();
    const [rule] = world.settings.automation.rules.filter(({ name }) => name === 'achat');
    if (!rule) throw new Error('no rule');
    const on = { rule, now: monday, today: '2026-11-16' };
    expect(await tryRule(world.database, world, { ...on, clientCode: 'VICTOIRE' })).toMatchObject({
      unmet: [],
      actions: [
        { words: 'score +50', obstacle: null },
        { words: 'lettre thank_you après 5\u00a0min', obstacle: expect.stringContaining('attend une validation') },
        { words: "à faire « Prendre des nouvelles après l'achat » après 24\u00a0h", obstacle: null },
      ],
    });
    expect(await tryRule(world.database, world, { ...on, clientCode: 'PRUDENCE' })).toMatchObject({
      unmet: ['minimum_ttc'],
    });
    expect(await tryRule(world.database, world, { ...on, clientCode: 'INCONNU' })).toBeUndefined();
    expect(await listEvents(world.database, { estate, limit: 5 })).toEqual([]);

    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    const listed = (await listRules(world.database, world, monday)).find(({ rule: { name } }) => name === 'achat');
    expect(listed).toMatchObject({
      done: 2,
      waiting: 1,
      letters: [{ name: 'achat : remerciement', approval: 'pending' }],
    });
  });

  it('a client who has not ordered for a year is called once for that order', async () => {
    const rule = {
      name: 'un an',
      trigger: 'time_based',
      when: { days_since_order: 360 },
      actions: [{ do: 'task', title: 'Appeler : un an sans commande', kind: 'call' }],
      priority: 50,
    };
    const world = await domaine({ automation: { is_on: true, rules: [rule] }, ...people });
    expect(await runAutomation(world, { now: monday })).toMatchObject({ silences: 1, done: 1 });
    expect(await runAutomation(world, { now: later(24 * 60) })).toMatchObject({ silences: 0, done: 0 });
    expect(await titles(world)).toEqual(['Appeler : un an sans commande (NOELLE)']);
  });
});

describe('actions that leave by no letter', () => {
  it('wait for whoever does them: an SMS becomes a thing to do by hand, a call to a server stands in its queue', async () => {
    const rule = {
      name: 'formulaire',
      trigger: 'form_submit',
      actions: [
        { do: 'send_sms', text: 'Votre caisse est prête.' },
        { do: 'trigger_webhook', url: 'https://exemple.test/crm' },
        { do: 'pause_campaign' },
      ],
      priority: 50,
    };
    const world = await domaine({ automation: { is_on: true, rules: [rule] }, ...people });
    await noteAutomationEvents(world.database, {
      estate,
      events: ['NATHAN', 'ODILE'].map((clientCode) => ({
        eventKey: `form:${clientCode}`,
        trigger: 'form_submit',
        clientCode,
        facts: {},
        happenedAt: monday,
      })),
    });
    await runAutomation(world, { now: monday });
    expect(await said(world, 'NATHAN')).toEqual([
      'formulaire › send_sms: refused NO_SMS_CHANNEL',
      'formulaire › trigger_webhook: done CALL_QUEUED',
      'formulaire › pause_campaign: refused NO_CAMPAIGN',
    ]);
    expect((await said(world, 'ODILE'))[0]).toBe('formulaire › send_sms: refused OPTED_OUT');
    expect(await titles(world)).toEqual(['SMS à envoyer à la main (NATHAN) : « Votre caisse est prête. »']);
  });
});
