import { describe, expect, it } from 'vitest';
import { type ConsentEvent, readConsent } from '../../src/5-customer360/consent.ts';
import { legalBasis, type LegalBasisFacts } from '../../src/5-customer360/legal-basis.ts';
import { messageFate } from '../../src/5-customer360/message-words.ts';
import { nextContact } from '../../src/5-customer360/next-contact.ts';
import { parseSettings } from '../../src/estate/settings.ts';

const asOf = '2026-11-16';
const said = (event: ConsentEvent['event'], happenedOn: string): ConsentEvent => ({
  event,
  happenedOn,
  evidence: 'file:ab:2',
});

function basisOf(events: readonly ConsentEvent[], facts: Partial<LegalBasisFacts>): string {
  return legalBasis({
    consent: readConsent(events, asOf),
    isTrade: false,
    hasNetOrder: false,
    saleLine: null,
    ...facts,
  }).basis;
}

describe('the right to write to a client', () => {
  const line = {
    kind: 'sale_line',
    source: 'isavigne',
    documentId: 'FACTURE_1',
    lineId: '1',
    on: '2026-01-01',
  } as const;
  const client = { hasNetOrder: true, saleLine: line };

  it.each([
    ['comes from a sale line that carried an e-mail', [], client, 'soft_opt_in'],
    ['does not come from a sale without an e-mail', [], { ...client, saleLine: null }, 'none'],
    ['does not come from a sale that was sent back whole', [], { ...client, hasNetOrder: false }, 'none'],
    ['does not come from the client file alone', [], {}, 'none'],
    ['comes from a prospect’s yes', [said('opt_in', '2026-05-01')], {}, 'consent'],
    ['does not come from a yes of tomorrow', [said('opt_in', '2026-11-17')], {}, 'none'],
    ['comes with the trade', [], { isTrade: true }, 'b2b'],
    ['ends with a no', [said('opt_out', '2026-01-01')], client, 'none'],
    ['ends with a no of tomorrow, known today', [said('unsubscribe', '2026-11-17')], client, 'none'],
    ['ends with a complaint, for the trade too', [said('complaint', '2026-01-01')], { isTrade: true }, 'none'],
    ['is not given back by a later yes', [said('opt_out', '2026-01-01'), said('opt_in', '2026-02-01')], client, 'none'],
    ['outlives an address that bounced', [said('bounce', '2026-01-01')], client, 'soft_opt_in'],
  ])('%s', (_, events, facts, basis) => {
    expect(basisOf(events, facts)).toBe(basis);
  });
});

describe('the next letter', () => {
  const { guardrails } = parseSettings({});
  const next = (own: readonly string[], household: readonly string[] = own) =>
    nextContact({ ownMessageDays: own, householdMessageDays: household, asOf }, guardrails);

  it('may leave today when none ever did', () => {
    expect(next([])).toEqual({ lastContactOn: null, contactCount365d: 0, nextContactOn: asOf });
  });

  it.each([
    ['2026-07-04', asOf],
    ['2026-07-05', '2026-11-17'],
    ['2026-09-01', '2027-01-14'],
  ])('waits 135 days after the one of %s: until %s', (last, nextContactOn) => {
    expect(next([last]).nextContactOn).toBe(nextContactOn);
  });

  it('waits until the fourth latest of the household is a year old', () => {
    const household = ['2025-11-15', '2026-01-10', '2026-03-10', '2026-05-10', '2026-06-10'];
    expect(next(['2026-03-10'], household)).toEqual({
      lastContactOn: '2026-03-10',
      contactCount365d: 4,
      nextContactOn: '2027-01-10',
    });
  });

  it('forgets a letter that is a year old today', () => {
    expect(next([], ['2025-11-16', '2025-11-17', '2025-12-01', '2026-01-01'])).toMatchObject({
      contactCount365d: 3,
      nextContactOn: asOf,
    });
  });
});

describe('what a contact says', () => {
  it.each([
    ['email', 'sent', 'handed'],
    ['email', 'Envoyé', 'handed'],
    ['email', 'delivered', 'arrived'],
    ['email', 'Délivré', 'arrived'],
    ['email', 'ouvert', 'reaction'],
    ['email', 'clicked', 'reaction'],
    ['email', 'Désabonné', 'reaction'],
    ['email', 'hard_bounce', 'failed'],
    ['email', 'soft bounce', 'failed'],
    ['email', 'NPAI', 'failed'],
    ['email', 'non remis', 'failed'],
    ['email', 'planifié', 'no_message'],
    ['telephone', 'répondu', 'no_message'],
    ['courrier', '', 'handed'],
    ['email', 'statut inconnu', 'handed'],
  ])('%s, %s: %s', (channel, status, fate) => {
    expect(messageFate(channel, status)).toBe(fate);
  });
});
