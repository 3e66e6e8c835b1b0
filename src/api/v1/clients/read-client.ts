/** The page of one client as the API answers it: rooms 5, 6 and 8 read, exact decimals turned into numbers. */
import { clientVersion } from '../../../4-warehouse/clients/correct-client.ts';
import { type ClientCard, clientCard, type Customer360Page } from '../../../5-customer360/client-page.ts';
import { type ClientRecommendations, recommendationsOf } from '../../../6-recommend/recommendations-of.ts';
import { type Note, notesOf } from '../../../8-campaign/notes/notes.ts';
import type { Session } from '../../../db/database.ts';
import { loadSql, prepared } from '../../../db/sql.ts';
import type { Client, ClientNote } from '../../contract/clients.ts';

const selectCorrections = prepared(loadSql(import.meta.url, './corrections.sql'));
const selectTags = prepared(loadSql(import.meta.url, './tags.sql'));
const selectTasks = prepared(loadSql(import.meta.url, './tasks.sql'));
const selectWineNames = prepared(loadSql(import.meta.url, './wine-names.sql'));

const axes = ['fruit', 'floral', 'epice', 'mineral', 'acidite', 'corps', 'tanin'] as const;

type Dated<Row, Name extends string> = Row & Readonly<Record<Name, Date>>;
type WineNames = ReadonlyMap<string, { readonly wineKey: string; readonly name: string }>;

/** The whole page. Throws Failure('UNKNOWN_CLIENT'). */
export async function readClient(session: Session, estate: string, clientCode: string): Promise<Client> {
  const card = await clientCard(session, { estate, clientCode });
  const key = { estate, client_code: clientCode };
  const recommended = await recommendationsOf(session, { estate, clientCode });
  const names = await namesOf(session, estate, card, recommended);
  const corrections = await session.rows<Dated<Client['corrections'][number], 'decidedAt'>>(selectCorrections, key);
  const tags = await session.rows<Dated<Client['tags'][number], 'taggedAt'>>(selectTags, key);
  return {
    clientCode,
    version: await clientVersion(session, key),
    identity: identityOf(card),
    corrections: corrections.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() })),
    household: [...card.household],
    known: card.customer360 && knownOf(card.customer360, names),
    outlook: { fr: [...card.outlook.fr], en: [...card.outlook.en] },
    history: card.snapshots.map((one) => ({ ...one, netHt: Number(one.netHt) })),
    consents: [...card.consents],
    recommended: recommended ? recommendedOf(recommended, names) : null,
    tags: tags.map((row) => ({ ...row, taggedAt: row.taggedAt.toISOString() })),
    tasks: await session.rows<Client['tasks'][number]>(selectTasks, key),
    notes: (await notesOf(session, { estate, clientCode })).map(noteAnswer),
  };
}

/** A note as the API answers it. */
export function noteAnswer({ noteId, words, author, writtenAt, changedAt, version }: Note): ClientNote {
  return {
    noteId,
    words,
    author,
    writtenAt: writtenAt.toISOString(),
    changedAt: changedAt?.toISOString() ?? null,
    version,
  };
}

async function namesOf(
  session: Session,
  estate: string,
  card: ClientCard,
  recommended: ClientRecommendations | undefined,
): Promise<WineNames> {
  const keys = [
    ...(card.customer360?.cellar ?? []).map(({ wineKey }) => wineKey),
    ...(recommended?.recommendations ?? []).map(({ produitKey }) => produitKey),
  ];
  if (keys.length === 0) return new Map();
  const rows = await session.rows<{ key: string; wineKey: string; name: string }>(selectWineNames, { estate, keys });
  return new Map(rows.map(({ key, ...wine }) => [key, wine]));
}

function identityOf({ identity }: ClientCard): Client['identity'] {
  const { householdKey: _household, correctedFrom: _from, provenance, otherEmails, ...rest } = identity;
  const { fileHash, line, originalName } = provenance;
  return {
    ...rest,
    otherEmails: [...otherEmails],
    file: { fileHash, line, fileName: rest.origin === 'form' ? 'formulaire' : originalName },
  };
}

function knownOf(page: Customer360Page, names: WineNames): NonNullable<Client['known']> {
  return {
    ...page,
    bottles: Number(page.bottles),
    netHt: Number(page.netHt),
    meanBasketHt: numberOf(page.meanBasketHt),
    medianPrice75clTtc: numberOf(page.medianPrice75clTtc),
    ownGapDays: numberOf(page.ownGapDays),
    gapDays: numberOf(page.gapDays),
    pAlive: numberOf(page.pAlive),
    expectedOrders12m: numberOf(page.expectedOrders12m),
    value12mHt: numberOf(page.value12mHt),
    value12mLowHt: numberOf(page.value12mLowHt),
    value12mHighHt: numberOf(page.value12mHighHt),
    families: [...page.favouriteFamilies],
    grapes: [...page.favouriteGrapes],
    sweetness: [...page.favouriteSweetness],
    colours: [...page.favouriteColours],
    formats: [...page.favouriteFormats],
    priceBands: [...page.favouritePriceBands],
    taste: tasteOf(page.taste),
    cellar: page.cellar?.map((wine) => ({ ...wine, name: names.get(wine.wineKey)?.name ?? wine.wineKey })) ?? null,
    legalEvidence: legalEvidenceOf(page.legalBasisEvidence),
    why: { fr: [...(page.explanation.sentences?.fr ?? [])], en: [...(page.explanation.sentences?.en ?? [])] },
  };
}

function tasteOf(taste: Customer360Page['taste']): NonNullable<Client['known']>['taste'] {
  if (taste === null) return null;
  return {
    level: taste.level,
    axes: axes.flatMap((axis) => (taste[axis] === undefined ? [] : [{ axis, value: taste[axis] }])),
  };
}

function legalEvidenceOf(
  evidence: Customer360Page['legalBasisEvidence'],
): NonNullable<Client['known']>['legalEvidence'] {
  if (evidence === null) return null;
  if ('documentId' in evidence) {
    return { on: evidence.on, source: evidence.source, documentId: evidence.documentId, evidence: null };
  }
  return { on: evidence.on, source: null, documentId: null, evidence: evidence.evidence };
}

function recommendedOf(
  { asOf, recommendations, refusals }: ClientRecommendations,
  names: WineNames,
): NonNullable<Client['recommended']> {
  return {
    asOf,
    items: recommendations.map((one) => ({
      ...one,
      wineKey: names.get(one.produitKey)?.wineKey ?? one.produitKey,
      prixTtc: numberOf(one.prixTtc),
    })),
    refusals: [...refusals],
  };
}

function numberOf(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
