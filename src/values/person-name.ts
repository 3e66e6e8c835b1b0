import { foldUpper } from './fold.ts';
import { produitKey } from './produit-key.ts';

/** A name in its parts; an empty part is one the export did not say. */
export interface PersonName {
  readonly civilite: string;
  readonly nom: string;
  readonly prenom: string;
}

/** Civilities as exports write them (compared as keys) and as the house does. */
const civilities = new Map(
  Object.entries({
    'M.': 'M|MR|MONSIEUR|MONS',
    Mme: 'MME|MADAME|MAD',
    Mlle: 'MLLE|MADEMOISELLE',
    'M. et Mme':
      'M ET MME|MR ET MME|MONSIEUR ET MADAME|M MME|MR MME|M OU MME|MONSIEUR MADAME|M MADAME|MME ET M|MME ET MR|MADAME ET MONSIEUR|MME M',
    Mmes: 'MMES|MESDAMES',
    'MM.': 'MM|MESSIEURS',
    Dr: 'DR|DOCTEUR',
    Me: 'ME|MAITRE',
  }).flatMap(([civility, words]) => words.split('|').map((word) => [word, civility] as const)),
);
const longestCivilityWords = 3;
/** Families are called so too: alone, such a word is a name. */
const civilitiesAndNames = new Set(['MAITRE', 'DOCTEUR', 'MONS', 'MAD', 'ME']);
/** `M.DUPONT`: written without its space. */
const gluedCivility = /^(M|Mr|Mme|Mlle|Dr|Me)\.(?=\p{L})/iu;
/** A company's form inside a name, whole words: such a name is left whole, and its owner is a trade client. */
const companyForms =
  / (?:SARL|S A R L|SAS|S A S|SASU|EURL|EARL|GAEC|SCEA|SCI|SNC|SA|SCOP|GFA|GIE|ETS|ETABLISSEMENTS|STE|SOCIETE|GMBH|LTD|BVBA|SPRL) /;
/** A frequent Portuguese name, not a company's form. */
const nameDeSa = /(?<= (?:DE|DA|DO)) SA(?= )/g;
const particles = new Set(['de', 'du', 'des', 'la', 'le', 'les', "d'", 'd’', 'von', 'van', 'der', 'den', 'di']);

/**
 * The parts of a name: the civility is taken out of the name, and a first name out of it only where the writing says so
 * (`DUPONT Jean`: capitals are the name). `M. et Mme DUPONT Jean` → M. et Mme, DUPONT, Jean. Nothing is ever invented:
 * `Dupont Jean` and `DUPONT JEAN` stay whole, and so does a company.
 */
export function parsePersonName(nom: string, prenom = ''): PersonName {
  if (isCompanyName(nom)) return { civilite: '', nom, prenom };
  const fromNom = takeCivility(nom);
  const fromPrenom = takeCivility(prenom);
  const civilite = fromNom.civilite || fromPrenom.civilite;
  if (fromPrenom.rest !== '' || fromNom.rest === '') return { civilite, nom: fromNom.rest, prenom: fromPrenom.rest };
  return { civilite, ...splitByCapitals(fromNom.rest) };
}

/** Whether a name says it is a company: `SARL DUPONT`, `Les Caves SAS`; a form alone (`SA`) is somebody's name. */
export function isCompanyName(name: string): boolean {
  const key = produitKey(name);
  return key.includes(' ') && companyForms.test(` ${key} `.replace(nameDeSa, ''));
}

/** The longest civility at the beginning (`M. et Mme` before `M.`), or alone behind a comma or in brackets at the end. */
function takeCivility(name: string): { readonly civilite: string; readonly rest: string } {
  const words = name
    .replace(gluedCivility, '$1. ')
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 1 && civilitiesAndNames.has(produitKey(name))) return { civilite: '', rest: name.trim() };
  for (let count = Math.min(longestCivilityWords, words.length); count >= 1; count--) {
    const civilite = civilities.get(produitKey(words.slice(0, count).join(' ')));
    if (civilite !== undefined) return { civilite, rest: words.slice(count).join(' ') };
  }
  const behind = /^(.*?)\s*(?:,\s*([^,()]+)|\(([^()]+)\))$/.exec(name);
  const civilite = civilities.get(produitKey(behind?.[2] ?? behind?.[3] ?? ''));
  return civilite === undefined ? { civilite: '', rest: name.trim() } : { civilite, rest: behind?.[1] ?? '' };
}

/** Splits `DUPONT Jean` and `Jean DUPONT`: the words in capitals are one run and are the name; else nothing is split. */
function splitByCapitals(name: string): { readonly nom: string; readonly prenom: string } {
  const words = name.split(' ');
  const isCapital = words.map((word) => isInCapitals(word));
  const first = isCapital.indexOf(true);
  const last = isCapital.lastIndexOf(true);
  const whole = { nom: name, prenom: '' };
  if (first < 0 || isCapital.slice(first, last).includes(false)) return whole;
  let start = first;
  while (start > 0 && particles.has((words[start - 1] ?? '').toLowerCase())) start--;
  const before = words.slice(0, start);
  const after = words.slice(last + 1);
  const given = before.length === 0 ? after : after.length === 0 ? before : [];
  if (given.length === 0 || !given.every((word) => isGivenName(word))) return whole;
  return { nom: words.slice(start, last + 1).join(' '), prenom: given.join(' ') };
}

/** Two capitals at least and no small letter: an initial is no name. */
function isInCapitals(word: string): boolean {
  const folded = foldUpper(word);
  return word === word.toUpperCase() && folded.replace(/[^A-Z]/g, '').length >= 2 && word !== word.toLowerCase();
}

function isGivenName(word: string): boolean {
  return /^\p{Lu}\p{Ll}+(?:[-'’]\p{L}\p{Ll}+)*$/u.test(word);
}
