/** Which document a line belongs to, and what that document is: a sale, a return, or nothing of its own. */
import type { DocumentKind, SourceProfile } from '../estate/settings.ts';
import { cleanText } from '../values/clean-text.ts';
import { documentId, documentTypeKey, numberKey } from '../values/document-id.ts';
import { stripDecimalArtefact } from '../values/spreadsheet-guard.ts';
import { type EncodedCell, encodeCell } from './curated-rows.ts';

/** A document type, normalised whole. `kind` is undefined for one the profile does not know. */
export interface DocumentTypeCell {
  readonly key: string;
  readonly encoded: EncodedCell;
  readonly kind: DocumentKind | undefined;
}

/** A document number, the type its prefix gives where the source has no type column, and the document's id by type. */
export interface DocumentNumberCell {
  readonly key: string;
  readonly encoded: EncodedCell;
  readonly typeByPrefix: DocumentTypeCell | undefined;
  readonly ids: Map<string, EncodedCell>;
}

/** Readers of the two columns, by the tables of the source's profile. */
export function documentCells(profile: SourceProfile): {
  readonly typeCell: (raw: string) => DocumentTypeCell;
  readonly numberCell: (raw: string) => DocumentNumberCell;
} {
  const kinds = new Map(
    Object.entries(profile.document_types).map(([type, kind]) => [documentTypeKey(type), kind] as const),
  );
  const prefixes = profile.document_type_prefixes.map(({ prefix, document_type }) => ({
    prefix: numberKey(prefix),
    type: typeOf(documentTypeKey(document_type)),
  }));

  function typeOf(key: string): DocumentTypeCell {
    return { key, encoded: encodeCell(key), kind: kinds.get(key) };
  }

  return {
    typeCell: (raw) => typeOf(documentTypeKey(cleanText(raw).text)),
    numberCell(raw) {
      const text = stripDecimalArtefact(cleanText(raw).text);
      const key = numberKey(text);
      const typeByPrefix = prefixes.find(({ prefix }) => key.startsWith(prefix))?.type;
      return { key, encoded: encodeCell(text), typeByPrefix, ids: new Map() };
    },
  };
}

/** The id of a document, encoded once per number and type. */
export function encodedDocumentId(type: DocumentTypeCell, number: DocumentNumberCell): EncodedCell {
  let id = number.ids.get(type.key);
  if (id === undefined) {
    id = encodeCell(documentId(type.key, number.key));
    number.ids.set(type.key, id);
  }
  return id;
}
