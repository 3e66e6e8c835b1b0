/**
 * A template as the estate edits it: a short YAML document in the words of the editor (`objet`, `ouverture`, …). What is kept
 * is the document as it was typed, comments and all.
 */
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { foldUpper } from '../../values/fold.ts';
import { type Language, type Sentence, sentence } from '../../values/sentence.ts';
import type { LetterKind } from '../letters/letter.ts';
import type { TemplateSource } from '../letters/template-source.ts';

const text = z.string().trim();
const documentSchema = z.strictObject({
  objet: text,
  apercu: text.default(''),
  titre: text.default(''),
  ouverture: text.default(''),
  fermeture: text.default(''),
  bouton: z.strictObject({ texte: text, lien: text }).nullable().default(null),
  mise_en_page: text.nullable().default(null),
});

/** One thing wrong with a document, before its words are looked at. */
export interface DocumentProblem {
  readonly code: 'DOCUMENT_UNREADABLE';
  readonly where: string;
  readonly sentence: Sentence;
}

export type DocumentOutcome =
  | { readonly source: TemplateSource; readonly problems?: never }
  | { readonly problems: readonly DocumentProblem[]; readonly source?: never };

/** Reads a document, or says what of it cannot be read. Names count without accents and capitals. */
export function readTemplateDocument(yaml: string, kind: LetterKind, language: Language): DocumentOutcome {
  let written: unknown;
  try {
    written = parse(yaml);
  } catch (error) {
    return { problems: [unreadable('document', error instanceof Error ? (error.message.split('\n')[0] ?? '') : '')] };
  }
  const read = documentSchema.safeParse(plainNames(written));
  if (!read.success) {
    return {
      problems: read.error.issues.map((issue) => unreadable(issue.path.join('.') || 'document', issue.message)),
    };
  }
  const { objet, apercu, titre, ouverture, fermeture, bouton, mise_en_page: design } = read.data;
  const button = bouton && { label: bouton.texte, link: bouton.lien };
  const words = { subject: objet, preheader: apercu, heading: titre, opening: ouverture, closing: fermeture };
  return { source: { kind, language, ...words, button, design } };
}

/** The document of a source, to be edited. */
export function writeTemplateDocument(source: TemplateSource): string {
  const { subject, preheader, heading, opening, closing, button, design } = source;
  const document = {
    objet: subject,
    aperçu: preheader,
    titre: heading,
    ouverture: opening,
    fermeture: closing,
    bouton: button && { texte: button.label, lien: button.link },
    ...(design === null ? {} : { mise_en_page: design }),
  };
  return stringify(document, { blockQuote: 'literal', lineWidth: 0 });
}

function plainNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      foldUpper(name)
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_'),
      plainNames(member),
    ]),
  );
}

function unreadable(where: string, detail: string): DocumentProblem {
  return {
    code: 'DOCUMENT_UNREADABLE',
    where,
    sentence: sentence(
      `« ${where} » n’est pas lisible (${detail}). Un modèle a pour parties : objet, aperçu, titre, ouverture, fermeture, bouton (texte, lien), mise_en_page.`,
      `"${where}" cannot be read (${detail}). The parts of a template are: objet, aperçu, titre, ouverture, fermeture, bouton (texte, lien), mise_en_page.`,
    ),
  };
}
