/**
 * Room 8, as its types: a campaign's life and the row per letter that makes sending twice impossible. Nothing sends yet.
 * Reads approved items; writes campaigns, the outbox and `crm.contact_log`; never sends what is not approved.
 */

export type CampaignState = 'draft' | 'approved' | 'sending' | 'held' | 'sent' | 'stopped';

/** What may be done with a campaign in each state. */
export const campaignCan: Record<
  CampaignState,
  { readonly edit: boolean; readonly send: boolean; readonly stop: boolean }
> = {
  draft: { edit: true, send: false, stop: false },
  approved: { edit: false, send: true, stop: true },
  sending: { edit: false, send: false, stop: true },
  held: { edit: false, send: true, stop: true },
  sent: { edit: false, send: false, stop: false },
  stopped: { edit: false, send: false, stop: false },
};

/** One letter to one household of one campaign: unique, claimed under a lease, marked when handed over. */
export interface OutboxLetter {
  readonly campaignId: string;
  readonly householdKey: string;
  readonly clientCode: string;
  readonly idempotencyKey: string;
  readonly state: 'queued' | 'claimed' | 'accepted' | 'unknown' | 'failed';
  readonly messageId?: string;
}
