/** Writes the audience and the letters of a draft: each client once, with a letter or with the reason why not. */
import { approvedItems } from '../../7-audit/approvals/approved-items.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import type { Settings } from '../../estate/settings.ts';
import type { Language } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import { type CampaignKind, needsWines } from '../letters-of/letter-kind.ts';
import { letterOf } from '../letters-of/letter-of.ts';
import { letterHash, type OutboxLetter } from '../letters-of/outbox-letter.ts';
import { type LetterFacts, readLetterFacts } from '../letters-of/read-letter-facts.ts';
import { linkedLetter, renderOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import { sampleLinks } from '../letters-of/sample-links.ts';
import type { LetterKind } from '../letters/letter.ts';
import { lintLetter } from '../lint/lint.ts';
import type { LintFinding } from '../lint/rule.ts';
import { readTemplate, type StoredTemplate } from '../templates-store/read-template.ts';
import type { Template } from '../letters/template.ts';
import { byKind } from './campaign-hashes.ts';
import { type Exclusion, exclusionsOf, type FoundClient, nothingToPrint } from './exclusion.ts';
import { type CampaignFilter, scenariosOf } from './filter.ts';
import { readAudience } from './read-audience.ts';
import { type CampaignVerdict, createVerdict, templatesHash, type TemplateUsed } from './verdict.ts';

const insertAudience = loadSql(import.meta.url, './insert-audience.sql');
const insertOutbox = loadSql(import.meta.url, './insert-outbox.sql');
const analyzeLetters = loadSql(import.meta.url, './analyze-letters.sql');

const clientsAtOnce = 250;

export interface DraftToWrite {
  readonly estate: string;
  readonly campaignId: string;
  readonly name: string;
  readonly kind: CampaignKind;
  readonly language: Language;
  readonly filter: CampaignFilter;
  readonly settings: Settings;
  readonly now: Date;
}

export interface DraftWritten {
  readonly foundCount: number;
  readonly verdict: CampaignVerdict;
  readonly templateHash: string;
  /** The newest of the versions used. */
  readonly templateVersion: number;
}

/** Inside the caller's transaction, which keeps the hashes afterwards. */
export async function writeLetters(session: Session, draft: DraftToWrite): Promise<DraftWritten> {
  const { estate, settings, kind, filter, campaignId, now } = draft;
  const { found, facts } = await readAudience(session, { estate, settings, kind, filter, campaignId, now });
  const exclusions = new Map(exclusionsOf(found, facts));
  const approved = needsWines(kind) ? await approvedHashes(session, draft) : undefined;
  const included = found.filter(({ clientCode }) => !exclusions.has(clientCode));
  const made: Made[] = [];
  for (const some of inBatches(included, clientsAtOnce)) {
    const clientCodes = some.map(({ clientCode }) => clientCode);
    const letterFacts = await readLetterFacts(session, { estate, clientCodes });
    for (const { clientCode, householdKey } of some) {
      const letter = makeLetter(letterFacts.get(clientCode), draft, approved?.get(clientCode));
      if (letter) made.push({ clientCode, householdKey, ...letter });
      else exclusions.set(clientCode, nothingToPrint);
    }
  }
  await insertFound(session, draft, found, exclusions);
  const written = await insertLetters(session, draft, made);
  // Without it a table that has just become large is read whole for every letter.
  if (made.length >= clientsAtOnce) await session.execute(analyzeLetters);
  return { foundCount: found.length, ...written };
}

interface Made {
  readonly clientCode: string;
  readonly householdKey: string;
  readonly emailHash: string;
  readonly letter: OutboxLetter;
}

/** Of each client the hashes of the words that are approved, in the scenarios of the campaign. */
async function approvedHashes(
  session: Session,
  draft: DraftToWrite,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const scenarios: readonly string[] = scenariosOf(draft.kind, draft.filter) ?? [];
  const approved = new Map<string, Set<string>>();
  for (const item of await approvedItems(session, { estate: draft.estate, at: draft.now })) {
    if (!scenarios.includes(item.scenario)) continue;
    const known = approved.get(item.clientCode);
    if (known) known.add(item.contentHash);
    else approved.set(item.clientCode, new Set([item.contentHash]));
  }
  return approved;
}

function makeLetter(
  facts: LetterFacts | undefined,
  { settings, name, kind, language, filter }: DraftToWrite,
  approved: ReadonlySet<string> | undefined,
): Pick<Made, 'letter' | 'emailHash'> | undefined {
  if (!facts) return undefined;
  const { client, items } = facts;
  const { legalBasis, emailHash } = client;
  if (emailHash === null || legalBasis === 'none') return undefined;
  const context = { settings, campaignName: name, kind, language, offer: filter.offer ?? null };
  const own = items.filter(({ contentHash }) => approved?.has(contentHash));
  const letter = letterOf({ ...client, legalBasis }, own, context);
  return letter === undefined || (needsWines(kind) && letter.wines.length === 0) ? undefined : { letter, emailHash };
}

async function insertFound(
  session: Session,
  { estate, campaignId }: DraftToWrite,
  found: readonly FoundClient[],
  exclusions: ReadonlyMap<string, Exclusion>,
): Promise<void> {
  for (const some of inBatches(found, 5_000)) {
    const rows = some.map(({ clientCode, householdKey }) => {
      const { code = null, sentence = null } = exclusions.get(clientCode) ?? {};
      return { clientCode, householdKey, code, sentence };
    });
    await session.execute(insertAudience, {
      estate_id: estate,
      campaign_id: campaignId,
      rows: JSON.stringify(rows),
    });
  }
}

async function insertLetters(
  session: Session,
  draft: DraftToWrite,
  made: readonly Made[],
): Promise<Omit<DraftWritten, 'foundCount'>> {
  const templates = await readTemplates(session, draft, made);
  const used = [...templates.values()].map(({ version, hash, template }) => ({ kind: template.kind, version, hash }));
  const templateHash = templatesHash(used.sort(byKind));
  const verdict = createVerdict();
  for (const some of inBatches(made, clientsAtOnce)) {
    for (const { clientCode, letter } of some) {
      verdict.add(clientCode, findingsOf(letter, templates.get(letter.kind)?.template));
    }
    const rows = some.map((row) => ({
      ...row,
      letterId: uuidV7(draft.now),
      idempotencyKey: uuidV7(draft.now),
      letterHash: letterHash(row.letter, templateHash),
    }));
    await session.execute(insertOutbox, {
      estate_id: draft.estate,
      campaign_id: draft.campaignId,
      rows: JSON.stringify(rows),
    });
  }
  const templateVersion = Math.max(0, ...used.map(({ version }: TemplateUsed) => version));
  return { verdict: verdict.close(used), templateHash, templateVersion };
}

type ReadyTemplate = StoredTemplate & { readonly template: Template };

/** The template of each kind of letter made; of a campaign of one kind its own, even when nobody gets it. */
async function readTemplates(
  session: Session,
  { estate, kind, language }: DraftToWrite,
  made: readonly Made[],
): Promise<ReadonlyMap<LetterKind, ReadyTemplate>> {
  const kinds = new Set<LetterKind>(kind === 'mixed' ? made.map(({ letter }) => letter.kind) : [kind]);
  const templates = new Map<LetterKind, ReadyTemplate>();
  for (const one of kinds) templates.set(one, await readTemplate(session, { estate, kind: one, language }));
  return templates;
}

function findingsOf(letter: OutboxLetter, template: Template | undefined): readonly LintFinding[] {
  if (!template) throw new TypeError(`no template was read for ${letter.kind}`);
  try {
    const rendered = renderOutboxLetter({ template, letter, letterId: '', links: sampleLinks });
    const linked = linkedLetter(letter, '', sampleLinks).letter;
    return lintLetter(rendered, { letter: linked, headers: rendered.headers }).findings;
  } catch (error) {
    // A letter that cannot be filled in blocks the campaign: the draft shows whose, and why.
    if (!(error instanceof Failure)) throw error;
    return [{ code: error.code, severity: 'block', where: 'html', sentence: error.sentence }];
  }
}

function* inBatches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
