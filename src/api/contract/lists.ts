/** What every list of the API is asked, and how it answers. */
import { z } from 'zod';

/** The part of a query every list understands; a resource adds its filters. */
export const listQuery = z.object({
  /** Words to look for, without accents or capitals. */
  q: z.string().max(200).optional(),
  /** A column's name, `-` before it for the greatest first. */
  sort: z.string().max(40).optional(),
  /** The `next` of the page before. */
  after: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

/** A page of a list: `next` is null at its end. `total` is counted where it is cheap. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().optional() });
}

export const sentenceSchema = z.object({ fr: z.string(), en: z.string() });
