import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClientCode } from '../../src/values/client-code.ts';
import { documentId, documentTypeKey, numberKey } from '../../src/values/document-id.ts';
import { containsWords, produitKey, startsWithWords } from '../../src/values/produit-key.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('the keys of the house', () => {
  it.each([
    ["Crémant d'Alsace Extra-Brut", 'CREMANT D ALSACE EXTRA BRUT'],
    ['Riesling & Muscat', 'RIESLING MUSCAT'],
    ['A—B', 'A B'],
    ['Œil de Perdrix', 'OEIL DE PERDRIX'],
    ['Pinot Noir (2022)', 'PINOT NOIR 2022'],
    ['  Gewurztraminer\u00a0 V.T.  ', 'GEWURZTRAMINER V T'],
    ['Cuvée 10€', 'CUVEE 10'],
    ['6×75 cl', '6X75 CL'],
    ['Straße', 'STRASSE'],
    ['---', ''],
  ])('the product key of %j is %j', (label, key) => {
    expect(produitKey(label)).toBe(key);
  });

  it.each([
    ['  CLIENT-001  ', 'CLIENT001'],
    ['é-1/2', 'E12'],
    ['00123', '00123'],
    ['cl 001', 'CL001'],
    ['17850.0', '17850'],
  ])('the client code of %j is %s', (text, code) => {
    expect(parseClientCode(text)).toBe(code);
  });

  it('a code without letter or figure is refused', () => {
    expect(parseClientCode('---')).toEqual({ problem: 'CLIENT_CODE_EMPTY' });
  });

  it('the key of a key is itself, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(produitKey(produitKey(text))).toBe(produitKey(text));
        expect(numberKey(numberKey(text))).toBe(numberKey(text));
        const code = parseClientCode(text);
        expect(typeof code === 'string' ? parseClientCode(code) : code).toEqual(code);
      }),
    );
  });

  it('an invoice and a credit note of one number are two documents', () => {
    const ids = ['FACTURE', 'AVOIR', 'Ticket de caisse'].map((type) =>
      documentId(documentTypeKey(type), numberKey('001')),
    );
    expect(ids).toEqual(['FACTURE_001', 'AVOIR_001', 'TICKET-DE-CAISSE_001']);
    expect(numberKey(' fa 2025/001 ')).toBe('FA-2025-001');
  });

  it('words are compared whole: PORT is no PORTO', () => {
    expect(['PORT', 'PORT ET EMBALLAGE', 'PORTO'].map((label) => startsWithWords(label, 'PORT'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['FRAIS DE PORT', 'PORTO'].map((label) => containsWords(label, 'PORT'))).toEqual([true, false]);
  });
});
