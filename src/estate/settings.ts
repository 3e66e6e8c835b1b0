/**
 * Every number of the business in one place, with its default (rules.md), editable per estate as one YAML document.
 * The database keeps only what differs from the defaults; `parseSettings` gives the whole.
 */
import { z } from 'zod';
import { datasets } from '../values/dataset.ts';
import { alarmSettings } from './alarm-settings.ts';
import { intakeSettings } from './intake-settings.ts';
import {
  approvalSettings,
  auditSettings,
  automationSettings,
  campaignSettings,
  formSettings,
  senderSettings,
} from './sending-settings.ts';
import { backupSettings, retentionSettings } from './safekeeping-settings.ts';
import { securitySettings } from './security-settings.ts';
import { weekSettings } from './week-settings.ts';

const columnName = z.string().min(1);
const share = z.number().min(0).max(1);

/** What a document type means for the ledger. `ignored`: devis, BL later invoiced, acompte: not a sale of its own. */
export const documentKinds = ['sale', 'return', 'ignored'] as const;
/** What one line is. Only `sale` and `return` lines of wine profile a client; fees never become wines. */
export const lineKinds = ['sale', 'return', 'sample', 'breakage', 'fee', 'deposit', 'ignored'] as const;
/** What a rule may say of a line: one of these, or a discount, whose amount says what it is. */
const ruleKinds = [...lineKinds, 'discount'] as const;

const datasetProfileSchema = z.strictObject({
  /** More aliases of this source: canonical column → headers as this source writes them (compared after normalisation). */
  headers: z.record(columnName, z.array(z.string().min(1))).default({}),
  /** Headers of this source that are known and carry nothing we use. */
  ignored_headers: z.array(z.string()).default([]),
  /** Columns this source does not export, and the value every row has. */
  constants: z.record(columnName, z.string()).default({}),
  /** Reading choices that override detection. */
  encoding: z.enum(['utf-8', 'windows-1252', 'iso-8859-15', 'cp850', 'macintosh', 'utf-16le', 'utf-16be']).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().optional(),
  /** What to read when a day column stays ambiguous. */
  date_order: z.enum(['dmy', 'mdy', 'ymd']).default('dmy'),
});

const sourceProfileSchema = z.strictObject({
  status: z.enum(['confirmed', 'draft']).default('confirmed'),
  datasets: z.partialRecord(z.enum(datasets), datasetProfileSchema.prefault({})).default({}),
  /** Normalised document type → what it means. An unknown type is a reject with a sentence. */
  document_types: z.record(z.string(), z.enum(documentKinds)).default({}),
  /** Sources without a type column: the first prefix of document_no that matches gives the type (online shops: C…=AVOIR). */
  document_type_prefixes: z.array(z.strictObject({ prefix: z.string(), document_type: z.string() })).default([]),
  /** Whether a document number is given once for ever, or begins anew each year: then the year of its day is part of the document. */
  document_numbers: z.enum(['unique', 'yearly']).default('unique'),
  /** Labels, article codes or families of the catalogue that are no wine: first match wins; words are compared normalised and whole. */
  line_kinds: z
    .array(
      z.strictObject({
        starts_with: z.string().optional(),
        contains: z.string().optional(),
        article: z.string().optional(),
        family: z.string().optional(),
        kind: z.enum(ruleKinds),
      }),
    )
    .default([]),
  /** Client codes or names of the till: counted for revenue and popularity, never profiled. */
  till_clients: z.array(z.string()).default([]),
  /** What names a product: its label, or its article code (sources whose labels vary for one code). */
  product_identity: z.enum(['label', 'article']).default('label'),
  /** Bottles of a carton whose export does not say them (`carton`, `CT`): without it such a unit counts as one bottle, and is told. */
  bottles_per_carton: z.number().int().min(1).max(60).optional(),
  /** The currency of the amounts, kept for whoever reads them: nothing is converted. */
  currency: z.string().length(3).default('EUR'),
});

const bins = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const settingsSchema = z.strictObject({
  name: z.string().default(''),
  country: z.string().length(2).default('FR'),
  /** VAT rate that derives a missing HT or TTC side. */
  vat_rate: z.number().min(0).max(1).default(0.2),
  profiles: z.record(z.string(), sourceProfileSchema).default({}),
  /** Where exports come from besides the drop folders and the page. */
  intake: intakeSettings,
  import: z
    .strictObject({
      /** A document of the covered window that a newer export no longer holds: dropped from the sales, or only reported. */
      vanished_documents: z.enum(['remove', 'report']).default('remove'),
      /** How much of a window an export must hold before absence means deletion. */
      vanished_minimum_overlap: share.default(0.5),
    })
    .prefault({}),
  drift: z
    .strictObject({
      max_reject_share: share.default(0.05),
      /** How far rows and net turnover of a re-exported window may fall or rise against what the warehouse holds of it. */
      max_row_change: z.number().positive().default(0.5),
      max_turnover_change: z.number().positive().default(0.5),
      max_vanished_share: share.default(0.1),
      /** How many earlier exports of the dataset are needed before rows and turnover are compared. */
      minimum_history: z.number().int().min(1).default(1),
    })
    .prefault({}),
  rfm: z
    .strictObject({
      mode: z.enum(['bins', 'quantiles']).default('bins'),
      /** Upper bounds in days for the scores 5, 4, 3, 2. */
      recency_days: bins.default([30, 90, 180, 365]),
      /** Lower bounds for the scores 2, 3, 4, 5. */
      frequency_orders: bins.default([2, 3, 6, 12]),
      monetary_ht: bins.default([200, 500, 1000, 2000]),
    })
    .prefault({}),
  segments: z
    .strictObject({
      churn_days: z.number().int().default(365),
      churn_days_single_order: z.number().int().default(180),
      at_risk_days: z.number().int().default(180),
      /** Shrinkage of a client's own gap towards the estate's: weight n/(n+k). */
      gap_shrinkage: z.number().positive().default(3),
      /** A client is late when the silence exceeds this many of their own gaps; only ever raises the thresholds above. */
      gap_tolerance: z.number().positive().default(1.5),
    })
    .prefault({}),
  scenarios: z
    .strictObject({
      winback_minimum_ht: z.number().default(100),
      rebuy_minimum_days: z.number().int().default(150),
      rebuy_minimum_days_floor: z.number().int().default(60),
      rebuy_maximum_days: z.number().int().default(2000),
      upsell_minimum_ht: z.number().default(500),
      upsell_stable_share: share.default(0.6),
      upsell_price_low: z.number().default(1.15),
      upsell_price_high: z.number().default(1.6),
      cross_sell_minimum_support: z.number().int().default(3),
      nurture_maximum_lines: z.number().int().default(3),
      per_client: z.number().int().min(1).max(3).default(3),
      per_family: z.number().int().default(2),
    })
    .prefault({}),
  weights: z
    .strictObject({
      family: z.number().default(2),
      grape: z.number().default(1),
      sweetness: z.number().default(2.5),
      budget: z.number().default(2),
      aroma: z.number().default(1.5),
      novelty: z.number().default(0.5),
      recency_penalty: z.number().default(1),
      tier: z.number().default(1.5),
      popularity: z.number().default(0.8),
      rebuy: z.number().default(1),
      cross_sell: z.number().default(1.2),
      upsell: z.number().default(1.1),
      winback: z.number().default(0.9),
      nurture: z.number().default(1),
    })
    .prefault({}),
  recommender: z
    .strictObject({
      /** What ranks inside the scenarios: these weights, what was learned from the sales, or what served more clients. */
      mode: z.enum(['auto', 'owner', 'learned']).default('auto'),
      /** How long the details of a computation that is no longer current are kept; those held out for a year at least. */
      keep_weeks: z.number().int().min(1).default(60),
    })
    .prefault({}),
  guardrails: z
    .strictObject({
      silence_days: z.number().int().default(135),
      product_exclusion_days: z.number().int().default(60),
      messages_per_year: z.number().int().default(4),
      minimum_age: z.number().int().default(18),
      holdout_share: share.default(0.1),
      /** Bottles assumed per promise when allocating stock, and the share of free stock that may be promised. */
      bottles_per_promise: z.number().positive().default(6),
      promised_stock_share: share.default(1),
    })
    .prefault({}),
  audit: auditSettings,
  approval: approvalSettings,
  sender: senderSettings,
  campaigns: campaignSettings,
  automation: automationSettings,
  form: formSettings,
  backup: backupSettings,
  retention: retentionSettings,
  week: weekSettings,
  alarms: alarmSettings,
  security: securitySettings,
});

/** In which language a wrong value is told: English unless said otherwise. */
export type Wording = z.core.ParseContext<z.core.$ZodIssue>;
export const inFrench: Wording = { error: z.locales.fr().localeError };

export type Settings = z.infer<typeof settingsSchema>;
export type SourceProfile = z.infer<typeof sourceProfileSchema>;
export type DatasetProfile = z.infer<typeof datasetProfileSchema>;
export type DocumentKind = (typeof documentKinds)[number];
export type LineKind = (typeof lineKinds)[number];
export type RuleKind = (typeof ruleKinds)[number];

/**
 * The whole settings from what an estate has changed. The built-in profile `isavigne` is always there; what an estate
 * changes of it is laid over it. Throws a ZodError that names the path of each wrong value.
 */
export function parseSettings(changes: unknown, wording?: Wording): Settings {
  return settingsSchema.parse(overlay({ profiles: { isavigne: builtInProfile } }, changes ?? {}), wording);
}

// Members are laid over members; a list or a plain value replaces the one below it.
function overlay(below: unknown, above: unknown): unknown {
  if (!isMembers(below) || !isMembers(above)) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) merged[key] = key in below ? overlay(below[key], value) : value;
  return merged;
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A source profile from a document a person wrote. Throws a ZodError that names the path of each wrong value. */
export function readProfile(document: unknown, wording?: Wording): SourceProfile {
  return sourceProfileSchema.parse(document, wording);
}

/** Where the proposal for a source waits until a person confirms it: never in the place of a profile in use. */
export function draftName(source: string): string {
  return `${source}.draft`;
}

/**
 * What labels of things beside wine begin with, as keys. `ACOMPTE`: the deposit that a final invoice takes off again is no wine
 * that came back, for its deposit invoice was no sale either.
 */
const noWine = [
  'PORT|FRAIS|TRANSPORT|LIVRAISON|EMBALLAGE|EMBALLAGES|ACOMPTE|VERRE|VERRES',
  'DEGUSTATION|DEGUSTATIONS|VISITE|VISITES|TIRE BOUCHON|TIRE BOUCHONS|BON CADEAU|BONS CADEAUX|CHEQUE CADEAU|CARTE CADEAU',
  'BON D ACHAT|CARTON VIDE|COFFRET VIDE|ECO PARTICIPATION|FORFAIT PORT|FORFAIT TRANSPORT|FORFAIT LIVRAISON|EXPEDITION|COLISSIMO',
  'CHRONOPOST|AFFRANCHISSEMENT|PARTICIPATION AUX FRAIS|ATELIER|REPAS|HUILE|HUILES|MIEL|CONFITURE|CONFITURES|VINAIGRE|TERRINE',
  'FOIE GRAS|TABLIER|TEE SHIRT|T SHIRT|CARAFE|SEAU A CHAMPAGNE|SEAU A GLACE|STOP GOUTTE|STOP GOUTTES|SAC ISOTHERME|SAC CADEAU',
  'ETUI|ETUIS|CHEQUES CADEAUX|CARTES CADEAUX|PALETTE|ARRONDI',
].flatMap((words) => words.split('|'));
/** What is taken off the wines of its document: the turnover of an estate is what its clients paid. */
const discounts = 'REMISE|REMISES|RABAIS|RISTOURNE|RISTOURNES|ESCOMPTE|REDUCTION|GESTE COMMERCIAL'.split('|');
/** The same anywhere in a label. */
const noWineWithin = ['FRAIS DE PORT', 'BON CADEAU', 'CHEQUE CADEAU', 'CARTE CADEAU', 'HUILE D OLIVE', 'TIRE BOUCHON'];
/** Families of a catalogue that hold none. */
const noWineFamilies = [
  'ACCESSOIRE|ACCESSOIRES|VERRERIE|PRESTATION|PRESTATIONS|SERVICES|OENOTOURISME|DEGUSTATION|DEGUSTATIONS|EPICERIE|TRANSPORT|PORT',
  'FRAIS|FRAIS DE PORT|EMBALLAGE|EMBALLAGES|CONSIGNE|CONSIGNES|TEXTILE|GOODIES|LIBRAIRIE|BON CADEAU|BONS CADEAUX|HORS VIN|NON VIN',
  'MATIERES SECHES|PRODUITS DERIVES|HUILE|HUILES|HUILE D OLIVE',
].flatMap((words) => words.split('|'));

/** The source every estate starts with: the names and aliases of formats.md, and the words French cellar software uses. */
export const builtInProfile: SourceProfile = sourceProfileSchema.parse({
  datasets: { ventes_lignes: {}, clients: {}, produits: {}, stock: {}, contacts: {} },
  document_types: {
    VENTE: 'sale',
    FACTURE: 'sale',
    FAC: 'sale',
    FA: 'sale',
    TICKET: 'sale',
    'TICKET DE CAISSE': 'sale',
    AVOIR: 'return',
    RETOUR: 'return',
    AV: 'return',
    DEVIS: 'ignored',
    PROFORMA: 'ignored',
    COMMANDE: 'ignored',
    BL: 'ignored',
    'BON DE LIVRAISON': 'ignored',
    ACOMPTE: 'ignored',
    'FACTURE D ACOMPTE': 'ignored',
  },
  line_kinds: [
    ...noWine.map((starts_with) => ({ starts_with, kind: 'fee' })),
    ...discounts.map((starts_with) => ({ starts_with, kind: 'discount' })),
    ...noWineWithin.map((contains) => ({ contains, kind: 'fee' })),
    ...noWineFamilies.map((family) => ({ family, kind: 'fee' })),
    { starts_with: 'CONSIGNE', kind: 'deposit' },
    { starts_with: 'CONSIGNES', kind: 'deposit' },
    { starts_with: 'DECONSIGNE', kind: 'deposit' },
    { starts_with: 'ECHANTILLON', kind: 'sample' },
    { contains: 'ECHANTILLON', kind: 'sample' },
    { starts_with: 'OFFERT', kind: 'sample' },
    { contains: 'OFFERT', kind: 'sample' },
    { starts_with: 'CASSE', kind: 'breakage' },
  ],
  till_clients: [
    'CLIENT COMPTOIR|COMPTOIR|VENTE COMPTOIR|VENTES COMPTOIR|VTE COMPTOIR|VENTE AU COMPTOIR|DIVERS|CLIENT DIVERS|CLIENTS DIVERS',
    'CAVEAU|CLIENT CAVEAU|VENTE CAVEAU|VENTES CAVEAU|VTE CAVEAU|VENTE AU CAVEAU|CAISSE|CLIENT CAISSE|VENTE CAISSE',
    'PASSAGE|CLIENT DE PASSAGE|CLIENT PASSAGE|CLIENTS DE PASSAGE|CLIENT ANONYME|ANONYME|CLIENT INCONNU',
  ].flatMap((names) => names.split('|')),
});
