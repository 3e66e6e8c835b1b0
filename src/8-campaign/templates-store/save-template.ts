/** Keeps a new version of an estate's template, once it reads, fills in and passes the linter on a letter that has everything. */
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { type Language, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { letterHeaders } from '../letters/headers.ts';
import type { LetterKind } from '../letters/letter.ts';
import { renderLetter } from '../letters/render.ts';
import { sampleLetter } from '../letters/sample-letter.ts';
import { parseTemplate, type Template } from '../letters/template.ts';
import { lintLetter } from '../lint/lint.ts';
import type { LintFinding } from '../lint/rule.ts';
import { readStoredTemplate } from './read-template.ts';
import { readTemplateDocument } from './template-document.ts';

const lockTemplate = loadSql(import.meta.url, './lock-template.sql');
const insertTemplate = loadSql(import.meta.url, './insert-template.sql');

/** Something that keeps a template from being used: where it stands, and what to do. */
export interface SaveProblem {
  readonly code: string;
  readonly where: string;
  readonly sentence: Sentence;
}

export type SaveOutcome =
  | {
      readonly version: number;
      readonly hash: string;
      /** False: it says what the version in use says, and nothing was written. */
      readonly isNew: boolean;
      /** What the linter warns about, on the sample letter. */
      readonly warnings: readonly LintFinding[];
      readonly problems?: never;
    }
  | { readonly problems: readonly SaveProblem[]; readonly version?: never };

/**
 * Saves a document as the next version, in the name of its author. Campaigns approved with another one need a new approval.
 * With the version the author had before their eyes, throws a Failure('CHANGED_MEANWHILE') when it is no longer in use.
 */
export async function saveTemplate(
  world: World,
  what: {
    readonly kind: LetterKind;
    readonly language: Language;
    readonly document: string;
    readonly author: string;
    readonly now: Date;
    readonly seenVersion?: number;
  },
): Promise<SaveOutcome> {
  const { kind, language, document, author, now, seenVersion } = what;
  const read = readTemplateDocument(document, kind, language);
  if (!read.source) return { problems: read.problems };
  const { template, problems } = await parseTemplate(read.source);
  if (!template) return { problems };
  const findings = lintSample(template);
  const blocks = findings.filter(({ severity }) => severity === 'block');
  if (blocks.length > 0) return { problems: blocks };
  return world.database.transaction(async (session) => {
    await session.execute(lockTemplate, { estate_id: world.estate, kind, language });
    const current = await readStoredTemplate(session, { estate: world.estate, kind, language });
    if (seenVersion !== undefined && current.version !== seenVersion) throw changedMeanwhile(current.version);
    const kept = { hash: template.hash, warnings: findings };
    if (current.hash === template.hash) return { ...kept, version: current.version, isNew: false };
    const version = current.version + 1;
    const key = { estate_id: world.estate, kind, language, version };
    await session.execute(insertTemplate, {
      ...key,
      source: document,
      template_hash: template.hash,
      author,
      created_at: now.toISOString(),
    });
    await writeJournal(session, {
      estate: world.estate,
      actor: author,
      action: 'template.saved',
      subject: `template:${kind}:${language}`,
      before: { version: current.version, hash: current.hash },
      after: { version, hash: template.hash },
    });
    return { ...kept, version, isNew: true };
  });
}

function lintSample(template: Template): readonly LintFinding[] {
  const letter = sampleLetter(template.kind, template.language);
  const headers = letterHeaders(letter.links);
  return lintLetter(renderLetter(template, letter), { letter, headers }).findings;
}

function changedMeanwhile(version: number): Failure {
  return new Failure(
    'CHANGED_MEANWHILE',
    sentence(
      `Quelqu’un d’autre a enregistré la version ${version} de ce modèle entre-temps ; rien n’a été écrit.`,
      `Somebody else saved version ${version} of this template meanwhile; nothing was written.`,
    ),
  );
}
