/** The rules an estate starts with (rules.md), each with a sentence of the estate. */
import { describe, expect, it } from 'vitest';
import { type ClientOfRule, decide } from '../../../src/8-campaign/automation/decide.ts';
import type { AutomationEvent } from '../../../src/8-campaign/automation/note-events.ts';
import type { AutomationTrigger } from '../../../src/estate/sending-settings.ts';
import { parseSettings } from '../../../src/estate/settings.ts';

const { rules } = parseSettings({}).automation;
const client: ClientOfRule = { clientCode: 'VICTOIRE', tier: 'VIP', daysSinceOrder: 21, score: 90 };

function event(trigger: AutomationTrigger, facts: AutomationEvent['facts'] = {}): AutomationEvent {
  return { eventKey: 'e', trigger, clientCode: client.clientCode, facts, happenedAt: new Date('2026-11-16T09:00:00Z') };
}

/** What is asked for and when, in the order it will be done. */
function asked(happened: AutomationEvent, who: ClientOfRule = client, under = rules): readonly string[] {
  return decide(happened, who, under).map(({ action, dueAt, priority }) => {
    const { do: what, ...rest } = action;
    const detail = 'delta' in rest ? rest.delta : 'tag' in rest ? rest.tag : 'title' in rest ? rest.title : '';
    const kind = what === 'send_letter' && 'kind' in rest ? rest.kind : '';
    return [what, detail, kind, dueAt.toISOString().slice(11, 16), priority].filter((word) => word !== '').join(' ');
  });
}

describe('the rules an estate starts with', () => {
  it('a click of a VIP raises the score by 15 and tags them; one of a client at risk does nothing', () => {
    expect(asked(event('email_clicked'))).toEqual(['score 15 09:00 60', 'tag engaged 09:00 60']);
    expect(asked(event('email_clicked'), { ...client, tier: 'At Risk' })).toEqual([]);
  });

  it('an opened letter counts only with the consent to tracking', () => {
    expect(asked(event('email_opened', { hasTrackingConsent: true }))).toEqual(['score 5 09:00 40']);
    expect(asked(event('email_opened'))).toEqual([]);
  });

  it('a dead address costs 20 and is tagged, whoever it is', () => {
    const unknown = { ...client, tier: null, score: null, daysSinceOrder: null };
    expect(asked(event('email_bounce'), unknown)).toEqual(['score -20 09:00 80', 'tag invalid_email 09:00 80']);
  });

  it('a purchase of 50 € is thanked for after five minutes and followed up a day later; one of 49,99 € is not', () => {
    expect(asked(event('purchase', { mtTtc: 50 }))).toEqual([
      'score 50 09:00 90',
      'send_letter thank_you 09:05 90',
      "task Prendre des nouvelles après l'achat 09:00 90",
    ]);
    expect(asked(event('purchase', { mtTtc: 49.99 }))).toEqual([]);
    const [, , followUp] = decide(event('purchase', { mtTtc: 50 }), client, rules);
    expect(followUp?.dueAt).toEqual(new Date('2026-11-17T09:00:00Z'));
  });

  it('a score that rises to 80 brings an offer and a call two hours later; a crossing of 95 is another rule’s', () => {
    expect(asked(event('lead_score_high', { threshold: 80, score: 91 }))).toEqual([
      'send_letter vip_offer 09:00 95',
      'task Appeler ce client 11:00 95',
    ]);
    expect(asked(event('lead_score_high', { threshold: 95, score: 96 }))).toEqual([]);
  });

  it('a departure takes 100 points, is tagged, and stops everything', () => {
    expect(asked(event('unsubscribe'))).toEqual([
      'score -100 09:00 100',
      'tag unsubscribe 09:00 100',
      'stop_everything 09:00 100',
    ]);
  });
});

describe('the rules an estate writes', () => {
  const written = parseSettings({
    automation: {
      rules: [
        { name: 'basse', trigger: 'form_submit', actions: [{ do: 'tag', tag: 'basse' }], priority: 10 },
        { name: 'éteinte', is_on: false, trigger: 'form_submit', actions: [{ do: 'tag', tag: 'non' }], priority: 99 },
        { name: 'haute', trigger: 'form_submit', actions: [{ do: 'tag', tag: 'haute' }], priority: 90 },
        {
          name: 'exigeante',
          trigger: 'form_submit',
          when: { tiers: ['VIP'], minimum_score: 95, days_since_order: 20 },
          actions: [{ do: 'tag', tag: 'exigeante' }],
          priority: 50,
        },
        {
          name: 'relance',
          trigger: 'time_based',
          when: { days_since_order: 365 },
          actions: [{ do: 'task', title: 'Appeler' }],
          priority: 50,
        },
      ],
    },
  }).automation.rules;

  it('the highest priority comes first, one that is off never, and every condition must hold', () => {
    expect(asked(event('form_submit'), client, written)).toEqual(['tag haute 09:00 90', 'tag basse 09:00 10']);
    expect(asked(event('form_submit'), { ...client, score: 95 }, written)).toContain('tag exigeante 09:00 50');
  });

  it('a year of silence speaks to the rule of a year, and half a year of it does not', () => {
    expect(asked(event('time_based', { daysSinceOrder: 365 }), client, written)).toEqual(['task Appeler 09:00 50']);
    expect(asked(event('time_based', { daysSinceOrder: 180 }), client, written)).toEqual([]);
  });
});
