/** The wines of the estate: their list, the page of each, and the names that wait for a person. */
import { z } from 'zod';
import { listQuery, pageOf } from './lists.ts';

export const winesQuery = listQuery.extend({
  family: z.string().max(200).optional(),
  colour: z.string().max(60).optional(),
  /** Only wines with bottles free to sell. */
  inStock: z.enum(['yes', 'no']).optional(),
});

export const wineRowSchema = z.object({
  wineKey: z.string(),
  name: z.string(),
  family: z.string().nullable(),
  cepage: z.string().nullable(),
  couleur: z.string().nullable(),
  sucrosite: z.string().nullable(),
  premiumTier: z.string().nullable(),
  /** Newest first; a wine without vintage has none. */
  millesimes: z.array(z.number()),
  /** The newest active product in 75 cl, else the dearest known. */
  prixTtc: z.number().nullable(),
  /** Null where no export ever counted it. */
  freeBottles: z.number().nullable(),
  /** Promised to clients by the current recommendations. */
  promisedBottles: z.number(),
  /** Bottles sold in the twelve months before the last computation. */
  sold12m: z.number(),
  isActive: z.boolean(),
  /** Names merely alike this wine's, waiting for a person. */
  aliasesToConfirm: z.number(),
});
export type WineRow = z.infer<typeof wineRowSchema>;
export const winePageSchema = pageOf(wineRowSchema);

export const wineChoicesSchema = z.object({ families: z.array(z.string()), colours: z.array(z.string()) });
export type WineChoices = z.infer<typeof wineChoicesSchema>;

export const wineParams = z.object({ wineKey: z.string().min(1).max(300) });

const productSchema = z.object({
  produitKey: z.string(),
  label: z.string(),
  millesime: z.number().nullable(),
  format: z.string(),
  degre: z.number().nullable(),
  prixTtc: z.number().nullable(),
  isActive: z.boolean(),
  origin: z.enum(['catalogue', 'sales']),
  freeBottles: z.number().nullable(),
  promisedBottles: z.number(),
  /** The product to offer instead when it is sold out. */
  successorKey: z.string().nullable(),
  successorLabel: z.string().nullable(),
  successorMillesime: z.number().int().nullable(),
  successorWineKey: z.string().nullable(),
  fileHash: z.string().nullable(),
  fileLine: z.number().nullable(),
  fileName: z.string().nullable(),
});

export const wineAliasSchema = z.object({
  aliasKey: z.string(),
  wineKey: z.string(),
  wineName: z.string().nullable(),
  confidence: z.number(),
  author: z.string(),
  /** `waiting`: a person has to say; `rule`: applied by a rule; `person`: somebody decided. */
  state: z.enum(['waiting', 'rule', 'person']),
  /** How the exports write it. */
  labels: z.array(z.string()),
});
export type WineAlias = z.infer<typeof wineAliasSchema>;

export const wineSchema = z.object({
  wineKey: z.string(),
  version: z.number(),
  name: z.string(),
  family: z.string().nullable(),
  sousFamille: z.string().nullable(),
  cepage: z.string().nullable(),
  sucrosite: z.string().nullable(),
  couleur: z.string().nullable(),
  premiumTier: z.string().nullable(),
  aromas: z.array(z.object({ axis: z.string(), value: z.number() })),
  origin: z.enum(['catalogue', 'sales']),
  corrections: z.array(
    z.object({ column: z.string(), value: z.string().nullable(), author: z.string(), decidedAt: z.string() }),
  ),
  products: z.array(productSchema),
  aliases: z.array(wineAliasSchema),
  /** The months of the last three years, gaps filled with zero. */
  months: z.array(z.object({ month: z.string(), bottles: z.number(), netHt: z.number() })),
  /** Bottles sold in the twelve months before the last computation. */
  sold12m: z.number(),
  buyerCount: z.number(),
  /** Who bought most of it. */
  buyers: z.array(
    z.object({
      clientCode: z.string(),
      nom: z.string().nullable(),
      prenom: z.string().nullable(),
      bottles: z.number(),
      netHt: z.number(),
      lastOn: z.string(),
    }),
  ),
  buyerSegments: z.array(z.object({ segment: z.string(), clientCount: z.number() })),
});
export type Wine = z.infer<typeof wineSchema>;

const word = z.string().trim().min(1).max(200).nullable().optional();
/** Names of columns and their corrected values; null drops the correction. */
export const wineChangeSchema = z.strictObject({
  name: word,
  famille_crm: word,
  sous_famille: word,
  cepage: word,
  sucrosite: word,
  couleur: word,
  premium_tier: word,
});
export type WineChange = z.infer<typeof wineChangeSchema>;

export const aliasesQuery = listQuery.extend({ state: z.enum(['waiting', 'rule', 'person']).optional() });
export const aliasListSchema = pageOf(wineAliasSchema);
export const aliasParams = z.object({ aliasKey: z.string().min(1).max(300) });
/** The wine the name means; the name itself says: a wine of its own. */
export const aliasDecisionSchema = z.strictObject({ wineKey: z.string().min(1).max(300) });
