import { describe, expect, it } from 'vitest';
import {
  bottlesInWords,
  cutBetweenWords,
  dayInWords,
  de,
  fitted,
  inMonthOf,
  nameInWords,
} from '../../src/6-recommend/french.ts';
import { toDayNumber } from '../../src/values/day.ts';

describe('French as a clerk writes it', () => {
  it.each([
    ['Riesling', 'de Riesling'],
    ['Edelzwicker', "d'Edelzwicker"],
    ['Auxerrois', "d'Auxerrois"],
    ['Œil de Perdrix', "d'Œil de Perdrix"],
    ['Élevé en barrique', "d'Élevé en barrique"],
    ['Hengst', 'de Hengst'],
    ['Yquem', "d'Yquem"],
  ])('elides before a vowel: %s', (name, expected) => {
    expect(de(name)).toBe(expected);
  });

  it.each([
    [1, '75CL', '1 bouteille'],
    [12, '75CL', '12 bouteilles'],
    [1200, '75CL', '1\u202f200 bouteilles'],
    [2, 'MAGNUM', '2 magnums'],
    [3, 'DEMI', '3 demi-bouteilles'],
    [2, 'BIB5', '2 fontaines à vin'],
    [1.5, '75CL', '1,5 bouteille'],
  ])('counts %s of %s', (count, format, expected) => {
    expect(bottlesInWords(count, format)).toBe(expected);
  });

  it.each([
    ['CREMANT D ALSACE EXTRA BRUT', "Cremant d'Alsace Extra Brut"],
    ['SELECTION DE GRAINS NOBLES', 'Selection de Grains Nobles'],
    ["Crémant d'Alsace", "Crémant d'Alsace"],
  ])('reads %s as a label would write it', (name, expected) => {
    expect(nameInWords(name)).toBe(expected);
  });

  it('writes months and days in full', () => {
    expect(inMonthOf(toDayNumber('2023-08-15'))).toBe('en août 2023');
    expect(dayInWords(toDayNumber('2026-09-01'))).toBe('1er septembre 2026');
  });

  it('drops what may be left out before it cuts, and cuts between two words', () => {
    expect(fitted({ must: 'Un vin', may: [' rare', ' et bon'], limit: 13 })).toBe('Un vin rare.');
    expect(fitted({ must: 'Un vin remarquable', may: [], limit: 12 })).toBe('Un vin…');
    expect(cutBetweenWords('Grand Cru ; Brand', 12)).toBe('Grand Cru');
  });
});
