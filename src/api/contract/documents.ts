/** One document of the sales, as the exports tell it: each line with its file and line. */
import { z } from 'zod';

export const documentParams = z.object({ source: z.string().min(1).max(100), documentId: z.string().min(1).max(200) });

export const documentSchema = z.object({
  source: z.string(),
  documentId: z.string(),
  documentType: z.string(),
  documentNo: z.string().nullable(),
  status: z.enum(['live', 'vanished']),
  netHt: z.number(),
  firstDay: z.string(),
  lastDay: z.string(),
  exportedAt: z.string(),
  clients: z.array(z.object({ clientCode: z.string(), nom: z.string().nullable(), prenom: z.string().nullable() })),
  lines: z.array(
    z.object({
      lineId: z.string(),
      lineKind: z.string(),
      clientCode: z.string().nullable(),
      dateLivraison: z.string(),
      produitLabel: z.string(),
      produitKey: z.string().nullable(),
      wineKey: z.string().nullable(),
      packaging: z.string().nullable(),
      qtyLine: z.number(),
      qtyBottles: z.number(),
      puHt: z.number().nullable(),
      mtHt: z.number(),
      mtTtc: z.number(),
      isHtDerived: z.boolean(),
      isTtcDerived: z.boolean(),
      fileHash: z.string(),
      fileLine: z.number(),
      fileName: z.string().nullable(),
    }),
  ),
  /** What later exports changed in it, the latest first. */
  changes: z.array(
    z.object({
      runId: z.string(),
      change: z.enum(['changed', 'vanished', 'returned']),
      mtHtBefore: z.number().nullable(),
      mtHtAfter: z.number().nullable(),
      linesBefore: z.number().nullable(),
      linesAfter: z.number().nullable(),
      fileHash: z.string(),
      fileName: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
});
export type SaleDocument = z.infer<typeof documentSchema>;
