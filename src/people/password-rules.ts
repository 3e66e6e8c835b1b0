/**
 * Which passwords are taken: 12 characters or more (ASVS 6.2.1 allows 8 and recommends 15; 12 is what people of an estate can hold
 * with the second factor beside it), no rule on their composition (6.2.5), none of the 3,000 most used ones of that length
 * (6.2.4), and nothing that is little more than the estate's name, the person's or a word everybody tries (6.2.11).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { foldUpper } from '../values/fold.ts';
import { type Sentence, sentence } from '../values/sentence.ts';

export const passwordLength = { least: 12, most: 256 } as const;

/** What must be left of a password once the words everybody would try are taken out of it. */
const leastOfItsOwn = 8;
const leastDifferentCharacters = 5;

const wordsEverybodyTries = [
  'MOTDEPASSE',
  'MONMOTDEPASSE',
  'PASSWORD',
  'PASSWORT',
  'AZERTYUIOP',
  'QWERTYUIOP',
  'QWERTZUIOP',
  'AZERTY',
  'QWERTY',
  'QWERTZ',
  'ADMINISTRATEUR',
  'ADMINISTRATOR',
  'ADMIN',
  'BIENVENUE',
  'WELCOME',
  'BONJOUR',
  'SOLEIL',
  'DOMAINE',
  'CUVEE',
  'RIESLING',
  'VENDANGES',
  'ALSACE',
  '1234567890',
  '123456789',
  '12345678',
  '123456',
  '12345',
  '1234',
];

/** Words that belong to this person and this estate: names, the address. */
export interface PasswordSurroundings {
  readonly estate: string;
  readonly estateName: string;
  readonly name: string;
  readonly email: string;
}

/** Why a password is not taken, said so that the next try is better; undefined when it is. */
export function passwordFault(password: string, around: PasswordSurroundings): Sentence | undefined {
  const length = Array.from(password).length;
  if (length < passwordLength.least) return tooShort;
  if (length > passwordLength.most) return tooLong;
  if (new Set(password).size < leastDifferentCharacters || isCommon(password)) return tooCommon;
  return ownPart(password, around).length < leastOfItsOwn ? tooObvious : undefined;
}

function isCommon(password: string): boolean {
  const hash = createHash('sha256').update(password.toLowerCase()).digest('hex').slice(0, 10);
  commonPasswords ??= new Set(readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8').split('\n'));
  return commonPasswords.has(hash);
}

// The first 40 bits of the SHA-256 of each: the 3,000 most used of 12 characters or more, in lower case, of the ten million
// of SecLists (xato, MIT). Nobody reads them here, and a wrong hit is one in 300 million.
let commonPasswords: Set<string> | undefined;

/** What is left of a password, folded, without the words anybody would try here. */
function ownPart(password: string, { estate, estateName, name, email }: PasswordSurroundings): string {
  const surroundings = [estate, estateName, name, email].flatMap((text) => [
    plain(text),
    ...text.split(/[^\p{L}\p{N}]+/u).map(plain),
  ]);
  const words = [...surroundings, ...wordsEverybodyTries].filter((word) => word.length >= 4);
  // The longest first: MONMOTDEPASSE must not leave MON behind.
  words.sort((one, other) => other.length - one.length);
  return words.reduce((left, word) => left.replaceAll(word, ''), plain(password));
}

function plain(text: string): string {
  return foldUpper(text).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const tooShort = sentence(
  `Choisissez au moins ${passwordLength.least} caractères. Quatre mots sans rapport font un bon mot de passe.`,
  `Choose at least ${passwordLength.least} characters. Four words that have nothing to do with each other make a good password.`,
);
const tooLong = sentence(
  `Choisissez ${passwordLength.most} caractères au plus.`,
  `Choose ${passwordLength.most} characters at most.`,
);
const tooCommon = sentence(
  'Ce mot de passe est parmi les plus utilisés au monde, donc essayé en premier. Choisissez-en un autre.',
  'This password is among the most used in the world, so it is tried first. Choose another one.',
);
const tooObvious = sentence(
  'Ce mot de passe ressemble trop au nom du domaine, au vôtre ou à un mot que tout le monde essaie. Ajoutez d’autres mots.',
  'This password is too close to the name of the estate, to yours or to a word everybody tries. Add other words.',
);
