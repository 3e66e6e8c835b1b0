/** What became of the letters: observed, never claimed. */
import { z } from 'zod';
import { pageOf } from './lists.ts';

const count = z.number().int();

export const resultsSchema = z.object({
  /** Orders are looked at for so many days after a letter. */
  windowDays: count,
  totals: z.object({
    campaigns: count,
    letters: count,
    delivered: count,
    clicked: count,
    unsubscribed: count,
    complained: count,
    bounced: count,
    /** Households a letter went to, and those that ordered within the window. */
    households: count,
    orderedHouseholds: count,
    orderedHt: z.number(),
    /** Letters whose window is not over yet. */
    stillOpen: count,
    /** Households held out of letters: what a measure will compare with. */
    heldOut: count,
  }),
  campaigns: z.array(
    z.object({
      campaignId: z.string(),
      name: z.string(),
      firstLetterOn: z.string(),
      lastLetterOn: z.string(),
      letters: count,
      delivered: count,
      clicked: count,
      unsubscribed: count,
      bounced: count,
      orderedHouseholds: count,
      orderedHt: z.number(),
      isWindowOver: z.boolean(),
    }),
  ),
});
export type Results = z.infer<typeof resultsSchema>;

const orderAfterSchema = z.object({
  clientCode: z.string(),
  clientName: z.string(),
  campaignName: z.string(),
  campaignId: z.string(),
  sentOn: z.string(),
  orderedOn: z.string(),
  source: z.string(),
  documentId: z.string(),
  mtHt: z.number(),
});
export type OrderAfter = z.infer<typeof orderAfterSchema>;
export const ordersAfterSchema = pageOf(orderAfterSchema);
