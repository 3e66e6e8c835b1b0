/** Everything a person may be recognised by in the warehouse, and the patterns that find it in free text. Pure. */
import { foldUpper } from '../values/fold.ts';

/** What is known of a person, from every place that names them. */
export interface Identity {
  readonly clientCode: string;
  readonly sourceCodes: readonly string[];
  readonly noms: readonly string[];
  readonly prenoms: readonly string[];
  /** Addresses nobody else bears; those shared with a living client stay theirs. */
  readonly emails: readonly string[];
  readonly telephones: readonly string[];
  readonly adresses: readonly string[];
}

/** Regular expressions of PostgreSQL, for `~*` and `regexp_replace(…, 'gi')`; null where there is nothing to look for. */
export interface IdentityPatterns {
  /** What belongs to nobody else: taken out wherever it stands. */
  readonly surely: string | null;
  /** The code after a word that says it is one; the word is kept (`\1`). Codes like 142 mean other things elsewhere. */
  readonly code: string;
  /** Says that a row is about the person. */
  readonly about: string;
  /** A lone name: taken out only of rows about the person, as it may be a wine or a colleague. */
  readonly name: string | null;
}

const shortestName = 3;

/** The patterns of one person. */
export function identityPatterns(identity: Identity): IdentityPatterns {
  const codes = [identity.clientCode, ...identity.sourceCodes].map(escaped);
  const telling = [identity.clientCode, ...identity.sourceCodes].filter(isTelling).map(escaped);
  const fullNames = identity.noms.flatMap((nom) =>
    identity.prenoms.flatMap((prenom) => [`${nom} ${prenom}`, `${prenom} ${nom}`]),
  );
  const words = [...identity.emails, ...identity.telephones.flatMap(spellings), ...identity.adresses, ...fullNames];
  const surely = anyOf([
    ...words
      .filter((word) => word.length > shortestName)
      .flatMap(cases)
      .map(escaped),
    ...telling,
  ]);
  const code = String.raw`(client(?:s|Code|_code)?"*\s*:?\s*"*)(?:${codes.join('|')})(?![[:alnum:]])`;
  return {
    surely,
    code,
    about: surely === null ? code : `${code}|${surely}`,
    name: anyOf(
      [...identity.noms, ...identity.prenoms]
        .filter((word) => word.length >= shortestName)
        .flatMap(cases)
        .map(escaped),
    ),
  };
}

/** A code with a letter and a figure, long enough to be no other word or number. */
function isTelling(code: string): boolean {
  return code.length >= 4 && /[A-Z]/i.test(code) && /\d/.test(code);
}

/** `+33612345678` as people write it. */
function spellings(telephone: string): string[] {
  const national = telephone.replace(/^\+33/, '0').replace(/\D/g, '');
  const pairs = national.match(/../g) ?? [];
  return [telephone, national, pairs.join(' '), pairs.join('.'), pairs.join('-')];
}

/** The word in the cases it may stand in: a column collated "C" folds no accents. */
function cases(word: string): string[] {
  const folded = foldUpper(word);
  return [
    word,
    word.toLowerCase(),
    word.toUpperCase(),
    capitalised(word),
    folded,
    folded.toLowerCase(),
    capitalised(folded),
  ];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function anyOf(patterns: readonly string[]): string | null {
  const different = [...new Set(patterns)].filter((pattern) => pattern !== '');
  if (different.length === 0) return null;
  return String.raw`(?<![[:alnum:]])(?:${different.join('|')})(?![[:alnum:]])`;
}

function escaped(word: string): string {
  return word
    .trim()
    .replace(/[\\^$.*+?()[\]{}|"]/g, String.raw`\$&`)
    .replace(/\s+/g, String.raw`\s+`);
}
