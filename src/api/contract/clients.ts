/** The clients of the estate: their list, the page of each, and what a person may change there. */
import { z } from 'zod';
import { listQuery, pageOf } from './lists.ts';

const yesOrNo = z.enum(['yes', 'no']);
const score = z.coerce.number().int().min(1).max(5);

/** What the list may be narrowed to; all that is said must hold. */
export const clientFilters = z.object({
  /** Name, code, town, postal code or e-mail: the beginnings of words, without accents or capitals. */
  q: z.string().max(200).optional(),
  segment: z.string().max(40).optional(),
  tier: z.string().max(40).optional(),
  cluster: z.coerce.number().int().optional(),
  /** The family they spend most on. */
  family: z.string().max(200).optional(),
  rhythm: z.string().max(40).optional(),
  /** Last purchase, from and to these days. */
  lastFrom: z.iso.date().optional(),
  lastTo: z.iso.date().optional(),
  hasEmail: yesOrNo.optional(),
  isTrade: yesOrNo.optional(),
  /** Scores of recency and frequency, 1 to 5. */
  recency: score.optional(),
  frequency: score.optional(),
  /** Who bought this wine, whatever the vintage. */
  wine: z.string().max(300).optional(),
  /** An audience saved under a name. */
  audience: z.string().max(200).optional(),
});
export type ClientFilters = z.infer<typeof clientFilters>;

export const clientsQuery = listQuery.extend(clientFilters.shape);
export const clientsExportQuery = clientFilters.extend({
  sort: z.string().max(40).optional(),
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

export const clientRowSchema = z.object({
  clientCode: z.string(),
  nom: z.string().nullable(),
  prenom: z.string().nullable(),
  codePostal: z.string().nullable(),
  ville: z.string().nullable(),
  email: z.string().nullable(),
  segment: z.string(),
  tier: z.string(),
  rhythm: z.string(),
  orderCount: z.number(),
  netHt: z.number(),
  value12mHt: z.number().nullable(),
  hasEmail: z.boolean(),
  isTrade: z.boolean(),
  lastOrderOn: z.string().nullable(),
  nextOrderOn: z.string().nullable(),
  nextContactOn: z.string().nullable(),
});
export type ClientRow = z.infer<typeof clientRowSchema>;
export const clientPageSchema = pageOf(clientRowSchema);

/** What the filters offer: families and clusters with how many clients each has. */
export const clientChoicesSchema = z.object({
  families: z.array(z.object({ name: z.string(), clientCount: z.number() })),
  clusters: z.array(
    z.object({ clusterId: z.number(), nameFr: z.string(), nameEn: z.string(), clientCount: z.number() }),
  ),
});
export type ClientChoices = z.infer<typeof clientChoicesSchema>;

export const clientParams = z.object({ code: z.string().min(1).max(100) });

const fileSchema = z.object({ fileHash: z.string(), line: z.number(), fileName: z.string().nullable() });

const identitySchema = z.object({
  civilite: z.string().nullable(),
  nom: z.string().nullable(),
  prenom: z.string().nullable(),
  email: z.string().nullable(),
  otherEmails: z.array(z.string()),
  telephone: z.string().nullable(),
  adresse: z.string().nullable(),
  codePostal: z.string().nullable(),
  ville: z.string().nullable(),
  pays: z.string().nullable(),
  typeClient: z.string().nullable(),
  dateNaissance: z.string().nullable(),
  isTrade: z.boolean(),
  isTill: z.boolean(),
  origin: z.enum(['clients', 'sales', 'form']),
  file: fileSchema,
});

/** What a person corrected; `column` as the estate's exports name it. */
const correctionSchema = z.object({
  column: z.string(),
  value: z.string().nullable(),
  author: z.string(),
  decidedAt: z.string(),
});

const favouriteSchema = z.object({ name: z.string(), share: z.number() });

/** What the last computation knows. */
const knownSchema = z.object({
  asOf: z.string(),
  segment: z.string(),
  tier: z.string(),
  rfmCode: z.string().nullable(),
  recencyScore: z.number().nullable(),
  frequencyScore: z.number().nullable(),
  monetaryScore: z.number().nullable(),
  recencyDays: z.number().nullable(),
  orderCount: z.number(),
  bottles: z.number(),
  netHt: z.number(),
  meanBasketHt: z.number().nullable(),
  medianPrice75clTtc: z.number().nullable(),
  ownGapDays: z.number().nullable(),
  gapDays: z.number().nullable(),
  usualMonth: z.number().nullable(),
  rhythm: z.string(),
  firstOrderOn: z.string().nullable(),
  lastOrderOn: z.string().nullable(),
  nextOrderOn: z.string().nullable(),
  nextOrderFrom: z.string().nullable(),
  pAlive: z.number().nullable(),
  expectedOrders12m: z.number().nullable(),
  value12mHt: z.number().nullable(),
  value12mLowHt: z.number().nullable(),
  value12mHighHt: z.number().nullable(),
  valueStatus: z.enum(['estimated', 'not_enough_data']),
  cluster: z.object({ clusterId: z.number(), nameFr: z.string(), nameEn: z.string() }).nullable(),
  families: z.array(favouriteSchema),
  grapes: z.array(favouriteSchema),
  sweetness: z.array(favouriteSchema),
  colours: z.array(favouriteSchema),
  formats: z.array(favouriteSchema),
  priceBands: z.array(favouriteSchema),
  /** Axes between 0 and 1; null below two orders. */
  taste: z
    .object({
      level: z.enum(['low', 'medium', 'high']),
      axes: z.array(z.object({ axis: z.string(), value: z.number() })),
    })
    .nullable(),
  /** Null below three orders. */
  cellar: z
    .array(
      z.object({
        wineKey: z.string(),
        name: z.string(),
        bottlesLeft: z.number(),
        lastBoughtOn: z.string(),
        runsOutOn: z.string(),
      }),
    )
    .nullable(),
  hasEmail: z.boolean(),
  isBounced: z.boolean(),
  isOptedOut: z.boolean(),
  isProfiled: z.boolean(),
  isTrade: z.boolean(),
  legalBasis: z.enum(['soft_opt_in', 'consent', 'b2b', 'none']),
  /** The document line behind "already bought", or what the consent register says. */
  legalEvidence: z
    .object({
      on: z.string(),
      source: z.string().nullable(),
      documentId: z.string().nullable(),
      evidence: z.string().nullable(),
    })
    .nullable(),
  contactCount365d: z.number(),
  lastContactOn: z.string().nullable(),
  nextContactOn: z.string().nullable(),
  /** Why this segment. */
  why: z.object({ fr: z.array(z.string()), en: z.array(z.string()) }),
});

export const noteSchema = z.object({
  noteId: z.string(),
  words: z.string(),
  author: z.string(),
  writtenAt: z.string(),
  changedAt: z.string().nullable(),
  version: z.number(),
});
export type ClientNote = z.infer<typeof noteSchema>;

const taskSchema = z.object({
  taskId: z.string(),
  kind: z.string(),
  title: z.string(),
  dueOn: z.string().nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  author: z.string(),
});

export const clientSchema = z.object({
  clientCode: z.string(),
  version: z.number(),
  identity: identitySchema,
  corrections: z.array(correctionSchema),
  household: z.array(z.object({ clientCode: z.string(), nom: z.string().nullable(), prenom: z.string().nullable() })),
  known: knownSchema.nullable(),
  outlook: z.object({ fr: z.array(z.string()), en: z.array(z.string()) }),
  history: z.array(
    z.object({
      asOf: z.string(),
      segment: z.string(),
      tier: z.string(),
      rfmCode: z.string().nullable(),
      orderCount: z.number(),
      netHt: z.number(),
    }),
  ),
  consents: z.array(z.object({ channel: z.string(), event: z.string(), evidence: z.string(), happenedOn: z.string() })),
  recommended: z
    .object({
      asOf: z.string(),
      items: z.array(
        z.object({
          rank: z.number(),
          scenario: z.string(),
          slot: z.string(),
          produitKey: z.string(),
          wineKey: z.string(),
          label: z.string(),
          millesime: z.number().nullable(),
          format: z.string(),
          prixTtc: z.number().nullable(),
          score: z.number(),
          reason: z.string(),
          promisedBottles: z.number().nullable(),
        }),
      ),
      refusals: z.array(z.object({ scenario: z.string(), code: z.string(), sentence: z.string() })),
    })
    .nullable(),
  tags: z.array(z.object({ tag: z.string(), author: z.string(), taggedAt: z.string() })),
  tasks: z.array(taskSchema),
  notes: z.array(noteSchema),
});
export type Client = z.infer<typeof clientSchema>;

/** Names of columns and their corrected values; null drops the correction: the next export speaks again. */
export const clientChangeSchema = z.strictObject({
  nom: z.string().trim().max(200).nullable().optional(),
  prenom: z.string().trim().max(200).nullable().optional(),
  civilite: z.string().trim().max(40).nullable().optional(),
  email: z.email().max(254).nullable().optional(),
  telephone: z.string().trim().max(40).nullable().optional(),
  adresse: z.string().trim().max(300).nullable().optional(),
  code_postal: z.string().trim().max(20).nullable().optional(),
  ville: z.string().trim().max(200).nullable().optional(),
  pays: z.string().trim().max(100).nullable().optional(),
  type_client: z.string().trim().max(100).nullable().optional(),
  date_naissance: z.iso.date().nullable().optional(),
});
export type ClientChange = z.infer<typeof clientChangeSchema>;

export const noteParams = clientParams.extend({ noteId: z.uuid() });
export const noteWordsSchema = z.strictObject({ words: z.string().trim().min(1).max(4000) });
export const tagParams = clientParams.extend({ tag: z.string().trim().min(1).max(60) });

export const timelineQuery = listQuery
  .omit({ q: true, sort: true })
  .extend({ kind: z.enum(['order', 'letter', 'consent', 'note', 'task']).optional() });

/** One thing that happened between the client and the estate. */
export const timelineEntrySchema = z.object({
  entryId: z.string(),
  kind: z.enum(['order', 'letter', 'consent', 'note', 'task']),
  /** The day it happened. */
  on: z.string(),
  /** Of an order: its document type; of a letter: its status; of a consent: the event; of a task: its state. */
  state: z.string(),
  /** A note's words, a task's title, the wines of an order, the channel of a letter. */
  words: z.string(),
  /** Net of an order, HT; null where nothing of it counts (a quote, a delivery note). */
  netHt: z.number().nullable(),
  bottles: z.number().nullable(),
  source: z.string().nullable(),
  documentId: z.string().nullable(),
  campaignId: z.string().nullable(),
  /** Of a campaign of ours; letters the exports tell of name none we know. */
  campaignName: z.string().nullable(),
  author: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export const timelinePageSchema = pageOf(timelineEntrySchema);

export const ownDataQuery = z.object({ format: z.enum(['json', 'csv']).default('json') });
/** The code is typed once more; the reason goes to the journal, without a name in it. */
export const eraseSchema = z.strictObject({ confirm: z.string().max(100), why: z.string().trim().min(1).max(300) });

/** How the refusal came (by telephone, in the cellar), without a name. */
export const refuseSchema = z.strictObject({ why: z.string().trim().min(1).max(300) });
export const profilingSchema = z.strictObject({ refuses: z.boolean(), why: z.string().trim().min(1).max(300) });

export const audienceName = z.object({ name: z.string().trim().min(1).max(120) });
export const audienceFromClientsSchema = z.strictObject({ filters: clientFilters });
/** `isFrozen`: it names the clients of today; else it is whoever is in its segment or group on the day it is used. */
export const audienceSavedSchema = z.object({ name: z.string(), isFrozen: z.boolean(), clientCount: z.number() });
export type AudienceSaved = z.infer<typeof audienceSavedSchema>;
