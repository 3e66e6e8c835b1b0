import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/values/clean-text.ts';
import { guardFormula, spreadsheetCsv, stripFormulaGuard } from '../../src/values/csv-safety.ts';
import { repairMojibake } from '../../src/values/mojibake.ts';
import { stripSpreadsheetGuard } from '../../src/values/spreadsheet-guard.ts';

/** What a reader does who takes UTF-8 for Windows-1252. */
function damage(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text), { stream: true });
}

describe('damaged text', () => {
  it.each([
    "Crémant d'Alsace",
    'Sélection de Grains Nobles',
    'Cuvée déjà goûtée à l’œil',
    'Hélène — 12 €',
    'Forêt Noire',
  ])('%s comes back from its damage, once or twice', (text) => {
    expect(repairMojibake(damage(text))).toBe(text);
    expect(repairMojibake(damage(damage(text)))).toBe(text);
    expect(cleanText(` ${damage(text)} `)).toEqual({ text, isRepaired: true });
  });

  it.each(['Crémant', 'CAFÉ®', 'SÃO PAULO', 'Â', 'CrÃ©mant d’été', 'Müller', ''])('%s is left as it is', (text) => {
    expect(repairMojibake(text)).toBeUndefined();
  });

  it('a cell is one line of text, without what spreadsheets wrap around it', () => {
    const cells = [
      '  12  rue\r\n des\u00a0Vignes ',
      '="00123"',
      "'00123",
      'NULL',
      'nan',
      'Null',
      "O'Brien",
      '="a""b"',
      '=1+1',
    ];
    expect(cells.map((cell) => cleanText(cell).text)).toEqual([
      '12 rue des Vignes',
      '00123',
      '00123',
      '',
      '',
      'Null',
      "O'Brien",
      'a"b',
      '=1+1',
    ]);
    expect(stripSpreadsheetGuard('="x')).toBe('="x');
  });
});

describe('an export that a person opens in a spreadsheet', () => {
  it('cannot run a formula, and gives the same text back', () => {
    for (const text of ['=HYPERLINK("http://x")', '@SUM(A1)', '+33612345678', '-5', '\t=1', '\0=1', '＝1', "'=1"]) {
      expect(guardFormula(text)).toBe(`'${text}`);
    }
    expect(['Riesling', "O'Brien", '', '12'].map(guardFormula)).toEqual(['Riesling', "O'Brien", '', '12']);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '-', '@', '\t', 'a', '1') }), (text) => {
        expect(stripFormulaGuard(guardFormula(text))).toBe(text);
        expect(guardFormula(text)).toMatch(/^(?:[^=+\-@\t]|$)/);
      }),
    );
  });

  it('says the same when it is edited there and imported again', () => {
    for (const text of [
      '+33612345678',
      '-5',
      '-8,50',
      '=HYPERLINK("x")',
      '@vigne',
      '- Riesling',
      "O'Brien",
      "'t Hof",
    ]) {
      expect(cleanText(guardFormula(text))).toEqual(cleanText(text));
    }
  });

  it('is written as French programs read it', () => {
    expect(spreadsheetCsv(['a', 'b'], [['=1;2', 'x "y"']])).toBe('\ufeffa;b\r\n"\'=1;2";"x ""y"""\r\n');
  });
});
