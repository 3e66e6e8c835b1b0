/** The page of one client, to be read: who they are, what we may do, what we know, and every line it was read from. */
import { unknownClient } from '../4-warehouse/clients/unknown-client.ts';
import type { Session } from '../db/database.ts';
import { loadSql, type Parameters, prepared, type Statement } from '../db/sql.ts';
import type { Day } from '../values/day.ts';
import type { CellarWine } from './cellar.ts';
import type { Explanation } from './explanation.ts';
import type { Favourite } from './favourites.ts';
import type { LegalBasis, LegalBasisName } from './legal-basis.ts';
import type { NextOrder } from './next-order.ts';
import { type ClusteringOnPage, type ClusterOnPage, outlookOf } from './page/outlook.ts';
import type { RhythmName } from './rhythm.ts';
import type { Segment, Tier } from './segment.ts';
import type { Taste } from './taste.ts';

/** Where a value was read: the line of the file as it came, and the same file untouched, as staging and as curated. */
export interface Provenance {
  readonly fileHash: string;
  readonly line: number;
  readonly originalName: string | null;
  /** Paths are relative to the estate's folder. */
  readonly archivedPath: string | null;
  readonly stagingPath: string | null;
  /** The curated row is the one whose `file_line` is `line`. */
  readonly curatedPath: string | null;
}

export interface Identity {
  readonly civilite: string | null;
  readonly nom: string | null;
  readonly prenom: string | null;
  readonly email: string | null;
  readonly otherEmails: readonly string[];
  readonly telephone: string | null;
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly ville: string | null;
  readonly pays: string | null;
  readonly typeClient: string | null;
  readonly dateNaissance: Day | null;
  readonly householdKey: string;
  readonly isTrade: boolean;
  readonly isTill: boolean;
  readonly origin: 'clients' | 'sales' | 'form';
  /** Columns that did not come from the client file, and where from: a sale, or a person. */
  readonly correctedFrom: Readonly<Record<string, unknown>>;
  readonly provenance: Provenance;
}

/** What the last computation knows. Money and bottles are exact decimals as text. */
export interface Customer360Page {
  readonly segment: Segment;
  readonly tier: Tier;
  readonly rfmCode: string | null;
  readonly rfmMean: string | null;
  readonly recencyScore: number | null;
  readonly frequencyScore: number | null;
  readonly monetaryScore: number | null;
  readonly recencyDays: number | null;
  readonly orderCount: number;
  readonly lineCount: number;
  readonly bottles: string;
  readonly netHt: string;
  readonly netTtc: string;
  readonly meanBasketHt: string | null;
  readonly medianPrice75clTtc: string | null;
  readonly ownGapDays: string | null;
  readonly gapDays: string | null;
  readonly usualMonth: number | null;
  readonly rhythm: RhythmName;
  /** Chance that the client will still order, 0–1. */
  readonly pAlive: string | null;
  readonly expectedOrders12m: string | null;
  readonly value12mHt: string | null;
  /** Four times in five the twelve months bring between low and high. */
  readonly value12mLowHt: string | null;
  readonly value12mHighHt: string | null;
  readonly valueStatus: 'estimated' | 'not_enough_data';
  readonly favouriteFamilies: readonly Favourite[];
  readonly favouriteGrapes: readonly Favourite[];
  readonly favouriteSweetness: readonly Favourite[];
  readonly favouriteColours: readonly Favourite[];
  readonly favouriteFormats: readonly Favourite[];
  readonly favouritePriceBands: readonly Favourite[];
  readonly cluster: ClusterOnPage | null;
  readonly clustering: ClusteringOnPage | null;
  readonly taste: Taste | null;
  readonly cellar: readonly CellarWine[] | null;
  readonly contactCount365d: number;
  readonly legalBasis: LegalBasisName;
  readonly legalBasisEvidence: LegalBasis['evidence'];
  readonly explanation: Explanation;
  readonly hasEmail: boolean;
  readonly isBounced: boolean;
  readonly isOptedOut: boolean;
  /** False for who objected to being profiled: nothing is concluded from their purchases. */
  readonly isProfiled: boolean;
  readonly isTrade: boolean;
  readonly asOf: Day;
  readonly firstOrderOn: Day | null;
  readonly lastOrderOn: Day | null;
  readonly nextOrderOn: Day | null;
  readonly nextOrderFrom: NextOrder['from'] | null;
  readonly lastContactOn: Day | null;
  readonly nextContactOn: Day | null;
}

/** One dated computation, for the movement between segments. */
export interface Snapshot {
  readonly segment: Segment;
  readonly tier: Tier;
  readonly rfmCode: string | null;
  readonly recencyDays: number | null;
  readonly orderCount: number;
  readonly netHt: string;
  readonly pAlive: string | null;
  readonly value12mHt: string | null;
  readonly clusterId: number | null;
  readonly asOf: Day;
}

export interface DocumentLine {
  readonly lineId: string;
  readonly lineKind: string;
  readonly produitLabel: string;
  readonly produitKey: string | null;
  readonly qtyLine: string;
  readonly qtyBottles: string;
  readonly qtyUnit: string;
  readonly mtHt: string;
  readonly mtTtc: string;
  readonly dateLivraison: Day;
  /** Whether the figures of the page hold it: a sale or a return, not later than their day. */
  readonly isCounted: boolean;
  readonly provenance: Provenance;
}

export interface ClientDocument {
  readonly source: string;
  readonly documentId: string;
  readonly documentType: string;
  readonly documentNo: string;
  /** Day of its last line. */
  readonly on: Day;
  /** Sum of its counted lines. */
  readonly netHt: string;
  readonly lines: readonly DocumentLine[];
}

export interface ConsentEntry {
  readonly channel: string;
  readonly event: string;
  readonly evidence: string;
  readonly happenedOn: Day;
}

export interface ContactEntry {
  readonly channel: string;
  readonly status: string;
  readonly campaignId: string;
  readonly contactedOn: Day;
}

/** The page without its documents, which may be thousands. */
export type ClientCard = Omit<ClientPage, 'documents'>;

export interface ClientPage {
  readonly estate: string;
  readonly clientCode: string;
  readonly identity: Identity;
  readonly household: readonly {
    readonly clientCode: string;
    readonly nom: string | null;
    readonly prenom: string | null;
  }[];
  readonly consents: readonly ConsentEntry[];
  readonly contacts: readonly ContactEntry[];
  /** Null for the till, and before the first computation. */
  readonly customer360: Customer360Page | null;
  /** What may be expected of them: value, chance, cluster, in sentences. */
  readonly outlook: { readonly fr: readonly string[]; readonly en: readonly string[] };
  readonly snapshots: readonly Snapshot[];
  /** The latest first. */
  readonly documents: readonly ClientDocument[];
}

const beside = (name: string): Statement => prepared(loadSql(import.meta.url, name));
const identitySql = beside('./page/identity.sql');
const householdSql = beside('./page/household.sql');
const customer360Sql = beside('./page/customer360.sql');
const snapshotsSql = beside('./page/snapshots.sql');
const documentsSql = beside('./page/documents.sql');
const consentsSql = beside('./page/consents.sql');
const contactsSql = beside('./page/contacts.sql');

/** Everything about one client, ready to be shown or written as JSON. Throws the Failure UNKNOWN_CLIENT for a code nobody has. */
export async function clientPage(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<ClientPage> {
  const card = await clientCard(session, { estate, clientCode });
  return { ...card, documents: await session.rows(documentsSql, { estate_id: estate, client_code: clientCode }) };
}

/** The same without the documents. Throws the Failure UNKNOWN_CLIENT. */
export async function clientCard(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<ClientCard> {
  const one: Parameters = { estate_id: estate, client_code: clientCode };
  const identity = await session.one<Identity>(identitySql, one);
  if (identity === undefined) throw unknownClient(clientCode);
  const customer360 = (await session.one<Customer360Page>(customer360Sql, one)) ?? null;
  return {
    estate,
    clientCode,
    identity,
    household: await session.rows(householdSql, one),
    consents: await session.rows(consentsSql, one),
    contacts: await session.rows(contactsSql, one),
    customer360,
    outlook: customer360 === null ? { fr: [], en: [] } : outlookOf(customer360),
    snapshots: await session.rows(snapshotsSql, one),
  };
}
