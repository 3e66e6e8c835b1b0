import { beforeAll, describe, expect, it } from 'vitest';
import { parseCodePostal } from '../../src/values/code-postal.ts';
import { parseCountry } from '../../src/values/country.ts';
import { parseEmail, parseEmailCell } from '../../src/values/email.ts';
import { isCompanyName, parsePersonName } from '../../src/values/person-name.ts';
import { loadTelephoneParser, type TelephoneParser } from '../../src/values/telephone.ts';
import { parseYesNo } from '../../src/values/yes-no.ts';

describe('an e-mail', () => {
  it.each([
    ['A@B.FR ', 'a@b.fr'],
    ['jean.dupont+vin@exemple-domaine.alsace', 'jean.dupont+vin@exemple-domaine.alsace'],
    ['mailto:Jean@Dupont.fr', 'jean@dupont.fr'],
    ['Jean Dupont <jean@dupont.fr>', 'jean@dupont.fr'],
  ])('%j is %s', (text, email) => expect(parseEmail(text)).toBe(email));

  it.each([
    'a b@c.d',
    'a@b',
    'a@@b.fr',
    '@b.fr',
    'a.@b.fr',
    'a..b@c.fr',
    'jéan@b.fr',
    'a@-b.fr',
    'jean.dupont.fr',
    'a@b.f',
  ])('%j is refused', (text) => expect(parseEmail(text)).toEqual({ problem: 'EMAIL_INVALID' }));

  it.each([
    '',
    '  ',
    'néant',
    'Pas de mail',
    "pas d'email",
    'AUCUN',
    '-',
    'N/A',
    'x',
    'neant@neant.fr',
    'jean@aucun.fr',
  ])('%j is no address', (text) => expect(parseEmail(text)).toEqual({ problem: 'EMAIL_EMPTY' }));

  it('of several in one cell the first valid one is kept and the others are listed', () => {
    expect(parseEmailCell('Jean@a.fr; marie@b.fr / JEAN@A.FR')).toEqual({
      email: 'jean@a.fr',
      others: ['marie@b.fr'],
      invalid: [],
    });
    expect(parseEmailCell('jean@a.fr ou marie@b.fr')).toEqual({
      email: 'jean@a.fr',
      others: ['marie@b.fr'],
      invalid: [],
    });
    expect(parseEmailCell('jean@@a.fr, marie@b.fr')).toEqual({
      email: 'marie@b.fr',
      others: [],
      invalid: ['jean@@a.fr'],
    });
    expect(parseEmailCell('a b@c.d')).toEqual({ email: undefined, others: [], invalid: ['a b@c.d'] });
    expect(parseEmailCell('pas de mail')).toEqual({ email: undefined, others: [], invalid: [] });
  });
});

describe('a telephone', () => {
  let parseTelephone: TelephoneParser;
  beforeAll(async () => {
    parseTelephone = await loadTelephoneParser();
  });

  it.each([
    ['01 23 45 67 89', 'FR', '+33123456789'],
    ['01.23.45.67.89', 'FR', '+33123456789'],
    ['612345678', 'FR', '+33612345678'],
    ['612345678.0', 'FR', '+33612345678'],
    ['+33 (0)6 12 34 56 78', 'FR', '+33612345678'],
    ['0033 6 12 34 56 78', 'BE', '+33612345678'],
    ['0612345678 / 0388123456', 'FR', '+33612345678'],
    ['0171 1234567', 'DE', '+491711234567'],
    ['+32 2 555 12 12', 'FR', '+3225551212'],
    ['079 123 45 67', 'CH', '+41791234567'],
  ])('%s of a client in %s is %s', (text, country, telephone) => expect(parseTelephone(text, country)).toBe(telephone));

  it('nonsense is refused, nothing is nothing', () => {
    expect(parseTelephone('12345', 'FR')).toEqual({ problem: 'TELEPHONE_INVALID' });
    expect(['', 'néant', '-'].map((text) => parseTelephone(text, 'FR'))).toEqual([
      { problem: 'TELEPHONE_EMPTY' },
      { problem: 'TELEPHONE_EMPTY' },
      { problem: 'TELEPHONE_EMPTY' },
    ]);
  });
});

describe('a post code', () => {
  it.each([
    ['6000', 'FR', '06000', true],
    ['67000', 'FR', '67000', false],
    ['67 000', 'FR', '67000', false],
    ['F-67000', 'FR', '67000', false],
    ['67000.0', 'FR', '67000', false],
    ['67000 CEDEX 9', 'FR', '67000', false],
    ['1000', 'BE', '1000', false],
    ['sw1a 1aa', 'GB', 'SW1A 1AA', false],
    ['1067', 'DE', '01067', true],
    ['B-1000', 'FR', 'B-1000', false],
  ])('%s in %s is %s', (text, country, codePostal, isRestored) => {
    expect(parseCodePostal(text, country)).toEqual({ codePostal, isRestored });
  });

  it('what no French post code can be is refused', () => {
    expect(['670', '670000', 'Colmar'].map((text) => parseCodePostal(text, 'FR'))).toEqual([
      { problem: 'CODE_POSTAL_INVALID' },
      { problem: 'CODE_POSTAL_INVALID' },
      { problem: 'CODE_POSTAL_INVALID' },
    ]);
  });

  it('countries are known by their French, English and own names', () => {
    expect(
      ['France', 'ALLEMAGNE', 'États-Unis', 'be', 'United Kingdom', 'Pays-Bas', 'Corse', 'Atlantide'].map(parseCountry),
    ).toEqual(['FR', 'DE', 'US', 'BE', 'GB', 'NL', 'FR', undefined]);
  });
});

describe('a name', () => {
  it.each([
    ['M. et Mme DUPONT Jean', '', 'M. et Mme', 'DUPONT', 'Jean'],
    ['Mme MULLER Marie-Claire', '', 'Mme', 'MULLER', 'Marie-Claire'],
    ['Jean DUPONT', '', '', 'DUPONT', 'Jean'],
    ['Monsieur DE LA TOUR Henri', '', 'M.', 'DE LA TOUR', 'Henri'],
    ['M de la TOUR Henri', '', 'M.', 'de la TOUR', 'Henri'],
    ['DUPONT', 'Mme Anne', 'Mme', 'DUPONT', 'Anne'],
    ['Dupont Jean', '', '', 'Dupont Jean', ''],
    ['DUPONT JEAN', '', '', 'DUPONT JEAN', ''],
    ['Dupont (Mme)', '', 'Mme', 'Dupont', ''],
    ['SARL CAVE Martin', '', '', 'SARL CAVE Martin', ''],
    ['Mr Dupont', 'Jean', 'M.', 'Dupont', 'Jean'],
    ['M.DUPONT Jean', '', 'M.', 'DUPONT', 'Jean'],
    ['Mme.Durand', '', 'Mme', 'Durand', ''],
    ['MAITRE', 'Paul', '', 'MAITRE', 'Paul'],
    ['Mad', 'Eve', '', 'Mad', 'Eve'],
    ['Mme', 'Jeanne', 'Mme', '', 'Jeanne'],
    ['M. DE SA João', '', 'M.', 'DE SA', 'João'],
    ['', '', '', '', ''],
  ])('%j, %j', (nom, prenom, civilite, expectedNom, expectedPrenom) => {
    expect(parsePersonName(nom, prenom)).toEqual({ civilite, nom: expectedNom, prenom: expectedPrenom });
  });
});

describe('a company', () => {
  it.each(['SARL DUPONT', 'Dupont SA', 'Les Caves S.A.S.', 'STE MULLER', 'GAEC du Moulin'])(
    'is known by its form: %s',
    (name) => expect(isCompanyName(name)).toBe(true),
  );

  it.each(['DE SA', 'M. DE SÁ Maria', 'SA', 'SAS', 'da Sa', 'Sasson'])('is not %s, a person', (name) =>
    expect(isCompanyName(name)).toBe(false),
  );
});

describe('a yes or a no', () => {
  it('is read in every way an export writes it', () => {
    expect(['Oui', 'O', 'x', '1', 'VRAI', 'yes', '1.0'].map(parseYesNo)).toEqual(Array(7).fill(true));
    expect(['Non', 'n', '0', 'FAUX', 'false'].map(parseYesNo)).toEqual(Array(5).fill(false));
    expect(parseYesNo(' ')).toEqual({ problem: 'YES_NO_EMPTY' });
    expect(parseYesNo('peut-être')).toEqual({ problem: 'YES_NO_UNREADABLE' });
  });
});
