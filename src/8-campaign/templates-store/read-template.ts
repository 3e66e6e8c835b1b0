/** Reads the template of a kind and language: the newest version the estate made, else the built-in one. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import { builtInSource, builtInVersion } from '../letters/built-in.ts';
import { type LetterKind, letterKinds } from '../letters/letter.ts';
import { parseTemplate, type Template, templateHash } from '../letters/template.ts';
import type { TemplateSource } from '../letters/template-source.ts';
import { readTemplateDocument, writeTemplateDocument } from './template-document.ts';

const selectNewest = loadSql(import.meta.url, './newest-template.sql');
const selectAll = loadSql(import.meta.url, './list-templates.sql');

export interface TemplateQuestion {
  readonly estate: string;
  readonly kind: LetterKind;
  readonly language: Language;
  /** Without it the newest. 0: the built-in one. */
  readonly version?: number;
}

export interface StoredTemplate {
  readonly version: number;
  readonly hash: string;
  readonly source: TemplateSource;
  /** As the estate edits it. */
  readonly document: string;
  /** Null: the house's own. */
  readonly author: string | null;
  readonly createdAt: Date | null;
}

/** A version of a template. Throws Failure('UNKNOWN_TEMPLATE') for a version that is none. */
export async function readStoredTemplate(session: Session, question: TemplateQuestion): Promise<StoredTemplate> {
  const { estate, kind, language, version } = question;
  const row =
    version === builtInVersion
      ? undefined
      : await session.one<{ version: number; source: string; author: string; createdAt: Date }>(selectNewest, {
          estate_id: estate,
          kind,
          language,
          version: version ?? null,
        });
  if (row) {
    const { source, problems } = readTemplateDocument(row.source, kind, language);
    if (!source) throw broken(kind, problems.map(({ where }) => where).join(', '));
    return { ...row, document: row.source, source, hash: templateHash(source) };
  }
  if (version !== undefined && version !== builtInVersion) throw unknownVersion(kind, version);
  const source = builtInSource(kind, language);
  const document = writeTemplateDocument(source);
  return { version: builtInVersion, hash: templateHash(source), source, document, author: null, createdAt: null };
}

/** The newest template of a kind and language, ready to fill in, with its version and hash. */
export async function readTemplate(
  session: Session,
  question: Omit<TemplateQuestion, 'version'>,
): Promise<StoredTemplate & { readonly template: Template }> {
  const stored = await readStoredTemplate(session, question);
  const known = ready.get(stored.hash);
  if (known) return { ...stored, template: known };
  const { template, problems } = await parseTemplate(stored.source);
  if (!template) throw broken(question.kind, problems.map(({ sentence: said }) => said.fr).join(' '));
  if (ready.size >= mostReady) ready.clear();
  ready.set(stored.hash, template);
  return { ...stored, template };
}

/** Making a template ready takes a third of a second, and its hash says everything it is made of. */
const ready = new Map<string, Template>();
const mostReady = 100;

export interface TemplateListed {
  readonly kind: LetterKind;
  readonly language: Language;
  /** The one in use; 0: the built-in one. */
  readonly version: number;
  readonly author: string | null;
  readonly createdAt: Date | null;
}

/** The template in use of every kind and language. */
export async function listTemplates(session: Session, estate: string): Promise<readonly TemplateListed[]> {
  const made = await session.rows<TemplateListed>(selectAll, { estate_id: estate });
  const languages: readonly Language[] = ['fr', 'en'];
  return letterKinds.flatMap((kind) =>
    languages.map(
      (language) =>
        made.find((row) => row.kind === kind && row.language === language) ?? {
          kind,
          language,
          version: builtInVersion,
          author: null,
          createdAt: null,
        },
    ),
  );
}

function unknownVersion(kind: LetterKind, version: number): Failure {
  return new Failure(
    'UNKNOWN_TEMPLATE',
    sentence(
      `Le modèle ${kind} n’a pas de version ${version}. Pour les voir : cuvee campaign template list`,
      `The template ${kind} has no version ${version}. To see them: cuvee campaign template list`,
    ),
  );
}

/** Only a row touched by hand, or a template kept by an older house, comes here. */
function broken(kind: LetterKind, detail: string): Failure {
  return new Failure(
    'TEMPLATE_BROKEN',
    sentence(
      `Le modèle ${kind} enregistré n’est plus lisible : ${detail} Enregistrez-en une nouvelle version : cuvee campaign template save`,
      `The stored template ${kind} can no longer be read: ${detail} Save a new version: cuvee campaign template save`,
    ),
  );
}
