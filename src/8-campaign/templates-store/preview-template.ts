/** A template against a real client: the letter they would get today, and what the linter says of it. Sends nothing. */
import { Failure } from '../../errors.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { scenarioOfKind } from '../letters-of/letter-kind.ts';
import { letterOf } from '../letters-of/letter-of.ts';
import { readLetterFacts } from '../letters-of/read-letter-facts.ts';
import { linkedLetter, renderOutboxLetter, type RenderedOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import { sampleLinks } from '../letters-of/sample-links.ts';
import type { LetterKind } from '../letters/letter.ts';
import { parseTemplate, type Template } from '../letters/template.ts';
import { lintLetter } from '../lint/lint.ts';
import type { LintFinding } from '../lint/rule.ts';
import { readTemplate } from './read-template.ts';
import type { SaveProblem } from './save-template.ts';
import { readTemplateDocument } from './template-document.ts';

export interface TemplatePreview {
  readonly rendered: RenderedOutboxLetter;
  readonly findings: readonly LintFinding[];
}

export interface PreviewAsked {
  readonly kind: LetterKind;
  readonly language: Language;
  readonly clientCode: string;
}

/**
 * The letter of a kind for one client, from their current recommendations, approved or not; those of the kind's own scenario
 * where there are any. Throws Failure('UNKNOWN_CLIENT').
 */
export async function previewTemplate(world: World, what: PreviewAsked): Promise<TemplatePreview> {
  const { kind, language } = what;
  const { template } = await readTemplate(world.database, { estate: world.estate, kind, language });
  return previewOf(world, template, what);
}

/** The same with words that are not saved yet, or what keeps these words from being a template. */
export async function previewDraft(
  world: World,
  what: PreviewAsked & { readonly document: string },
): Promise<TemplatePreview | { readonly problems: readonly SaveProblem[] }> {
  const read = readTemplateDocument(what.document, what.kind, what.language);
  if (!read.source) return { problems: read.problems };
  const { template, problems } = await parseTemplate(read.source);
  return template ? previewOf(world, template, what) : { problems };
}

async function previewOf(world: World, template: Template, what: PreviewAsked): Promise<TemplatePreview> {
  const { kind, language, clientCode } = what;
  const facts = (await readLetterFacts(world.database, { estate: world.estate, clientCodes: [clientCode] })).get(
    clientCode,
  );
  if (!facts) throw unknownClient(clientCode);
  const own = facts.items.filter(({ scenario }) => scenario === scenarioOfKind(kind));
  const { legalBasis } = facts.client;
  const client = { ...facts.client, legalBasis: legalBasis === 'none' ? ('soft_opt_in' as const) : legalBasis };
  const context = { settings: world.settings, campaignName: 'aperçu', kind, language, offer: null };
  const letter = letterOf(client, own.length > 0 || kind === 'stay' ? own : facts.items, context);
  if (!letter) throw unknownClient(clientCode);
  const rendered = renderOutboxLetter({ template, letter, letterId: clientCode, links: sampleLinks });
  const linked = linkedLetter(letter, clientCode, sampleLinks).letter;
  return { rendered, findings: lintLetter(rendered, { letter: linked, headers: rendered.headers }).findings };
}

function unknownClient(clientCode: string): Failure {
  return new Failure(
    'UNKNOWN_CLIENT',
    sentence(
      `Rien à montrer pour « ${clientCode} » : ce client n’a pas de fiche, ou aucun de ses vins n’a de prix.`,
      `Nothing to show for "${clientCode}": this client has no page, or none of their wines has a price.`,
    ),
  );
}
