import { foldUpper } from './fold.ts';
import { produitKey } from './produit-key.ts';

/**
 * What names a document: `TYPE_NUMBER`, such as `FACTURE_001`. The type is whole (`FACTURE 001` and `AVOIR 001` never
 * collide) and no day is inside: a corrected day must not make a new document (formats.md). Both parts are keys already.
 */
export function documentId(documentType: string, documentNumber: string): string {
  return `${documentType.replaceAll(' ', '-')}_${documentNumber}`;
}

/** A document type as it is compared and stored: `Ticket de caisse` → `TICKET DE CAISSE`. */
export function documentTypeKey(text: string): string {
  return produitKey(text);
}

/** A document or line number as part of a name: upper case, accents off, other signs one dash: `fa 2025/001` → `FA-2025-001`. */
export function numberKey(text: string): string {
  return foldUpper(text)
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
