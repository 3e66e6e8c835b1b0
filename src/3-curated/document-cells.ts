/** Which document a line belongs to, and what that document is: a sale, a return, or nothing of its own. */
import type { DocumentKind, SourceProfile } from '../estate/settings.ts';
import { cleanText } from '../values/clean-text.ts';
import { documentId, documentTypeKey, numberKey } from '../values/document-id.ts';
import { stripDecimalArtefact } from '../values/spreadsheet-guard.ts';
import { isPlainCode, type PlainCells } from './cell-memo.ts';
import type { Day } from '../values/day.ts';
import { type EncodedCell, encodeCell, encodeLike } from './curated-rows.ts';

/** A document type, normalised whole. `kind` is undefined for one the profile does not know. */
export interface DocumentTypeCell {
  readonly key: string;
  readonly encoded: EncodedCell;
  /** What the ids of its documents of a day begin with: `FACTURE_`, or `FACTURE_2026-` where numbers begin anew each year. */
  readonly idStart: (day: Day) => EncodedCell;
  readonly kind: DocumentKind | undefined;
}

/** A document number, its key (the end of its document's id), and the type its prefix gives where the source has no type column. */
export interface DocumentNumberCell {
  readonly isEmpty: boolean;
  readonly encoded: EncodedCell;
  readonly encodedKey: EncodedCell;
  readonly typeByPrefix: DocumentTypeCell | undefined;
}

function idStartOf(key: string, numbers: SourceProfile['document_numbers']): DocumentTypeCell['idStart'] {
  const always = encodeCell(documentId(key, ''));
  if (numbers === 'unique') return () => always;
  const byYear = new Map<string, EncodedCell>();
  return (day) => {
    const year = day.slice(0, 4);
    const known = byYear.get(year) ?? encodeCell(documentId(key, `${year}-`));
    byYear.set(year, known);
    return known;
  };
}

/** The number of a document or a line as its cell means it: no blanks, no `.0` of a spreadsheet. */
export function numberText(raw: string): string {
  return stripDecimalArtefact(cleanText(raw).text);
}

/** Readers of the two columns, by the tables of the source's profile. Numbers are `plain` only where no prefix says anything. */
export function documentCells(profile: SourceProfile): {
  readonly typeCell: (raw: string) => DocumentTypeCell;
  readonly numberCell: (raw: string) => DocumentNumberCell;
  readonly plainNumbers: PlainCells<DocumentNumberCell> | undefined;
} {
  const kinds = new Map(
    Object.entries(profile.document_types).map(([type, kind]) => [documentTypeKey(type), kind] as const),
  );
  const typeOf = (key: string): DocumentTypeCell => ({
    key,
    encoded: encodeCell(key),
    idStart: idStartOf(key, profile.document_numbers),
    kind: kinds.get(key),
  });
  const prefixes = profile.document_type_prefixes.map(({ prefix, document_type }) => ({
    prefix: numberKey(prefix),
    type: typeOf(documentTypeKey(document_type)),
  }));
  const numberCell = (raw: string): DocumentNumberCell => {
    const text = numberText(raw);
    const key = numberKey(text);
    const typeByPrefix = prefixes.find(({ prefix }) => key.startsWith(prefix))?.type;
    return { isEmpty: key === '', encoded: encodeLike(raw, text), encodedKey: encodeLike(raw, key), typeByPrefix };
  };
  return {
    typeCell: (raw) => typeOf(documentTypeKey(cleanText(raw).text)),
    numberCell,
    plainNumbers: prefixes.length === 0 ? { isPlain: isPlainCode, value: numberCell('F1') } : undefined,
  };
}
