/** What can be wrong with a template, said to the person who wrote it, before any letter is made from it. */
import type { Liquid } from 'liquidjs';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { allowedTags, engineFor, filterHelp } from './engine.ts';
import { type TemplateSource, textsOf } from './template-source.ts';
import { variableHelp } from './variables.ts';

export interface TemplateProblem {
  readonly code:
    | 'TEMPLATE_EMPTY'
    | 'TEMPLATE_TOO_LONG'
    | 'TEMPLATE_SYNTAX'
    | 'TEMPLATE_LOOP'
    | 'TEMPLATE_UNKNOWN_VARIABLE'
    | 'TEMPLATE_INCLUDE'
    | 'TEMPLATE_DESIGN'
    | 'TEMPLATE_NOT_RENDERED';
  /** The part of the template, as the editor names it: `objet`, `ouverture`, … */
  readonly where: string;
  readonly sentence: Sentence;
}

const longestWords = 5_000;
const longestDesign = 100_000;
const names = new Set(Object.keys(variableHelp));
const loopNames = new Set(['index', 'first', 'last', 'length']);

/** Everything wrong with the parts of a source, taken one by one. */
export function problemsOfSource(source: TemplateSource): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (source.subject.trim() === '') problems.push(emptySubject);
  for (const [where, text] of textsOf(source)) {
    const longest = where === 'mise en page' ? longestDesign : longestWords;
    if (text.length > longest) problems.push(tooLong(where, longest));
    else problems.push(...problemsOfText(where, text, engineFor('plain', source.language)));
  }
  return problems;
}

/** What is wrong with one text: its syntax, its loops, the names it uses. */
export function problemsOfText(where: string, text: string, engine: Liquid): readonly TemplateProblem[] {
  if (/<mj-include\b/i.test(text)) return [include(where)];
  const loops = loopProblem(text);
  if (loops !== undefined) return [{ code: 'TEMPLATE_LOOP', where, sentence: loops }];
  try {
    return unknownNames(text, engine).map((name) => unknownVariable(where, name));
  } catch (error) {
    return [{ code: 'TEMPLATE_SYNTAX', where, sentence: syntaxOf(error) }];
  }
}

/** The only loop is over the wines, one deep: what a letter may grow to is known before it is made. */
function loopProblem(text: string): Sentence | undefined {
  let depth = 0;
  for (const [, tag = '', rest = ''] of text.matchAll(/\{%-?\s*(\w+)([\s\S]*?)-?%\}/g)) {
    if (tag === 'for') depth++;
    if (tag === 'endfor') depth--;
    const isWines = /^\s+vin\s+in\s+vins(?:\s+(?:reversed|limit\s*:\s*\d+|offset\s*:\s*\d+))*\s*$/.test(rest);
    if (tag === 'for' && (depth > 1 || !isWines)) return onlyWines;
  }
  return undefined;
}

function unknownNames(text: string, engine: Liquid): readonly string[] {
  const { globals, variables } = engine.analyzeSync(engine.parse(text), { partials: false });
  const unknown = new Set<string>();
  for (const [root, uses] of Object.entries(variables)) {
    for (const use of uses) {
      const path = use.toArray();
      const name = path.join('.');
      const isKnown = path.every((part) => typeof part === 'string') && isKnownName(name, root in globals);
      if (!isKnown) unknown.add(name);
    }
  }
  return [...unknown];
}

function isKnownName(name: string, isGlobal: boolean): boolean {
  if (isGlobal) return names.has(name) && !name.startsWith('vin.');
  const [root = '', member = ''] = name.split('.');
  return root === 'forloop' ? loopNames.has(member) : name.startsWith('vin.') && names.has(name);
}

const emptySubject: TemplateProblem = {
  code: 'TEMPLATE_EMPTY',
  where: 'objet',
  sentence: sentence(
    "L'objet est vide : écrivez la ligne que le client lira en premier.",
    'The subject is empty: write the line the client reads first.',
  ),
};

const onlyWines = sentence(
  'La seule boucle possible parcourt les vins : {% for vin in vins %} … {% endfor %}, sans autre boucle dedans.',
  'The only loop goes through the wines: {% for vin in vins %} … {% endfor %}, with no other loop inside.',
);

function tooLong(where: string, longest: number): TemplateProblem {
  return {
    code: 'TEMPLATE_TOO_LONG',
    where,
    sentence: sentence(
      `« ${where} » dépasse ${longest} caractères.`,
      `"${where}" is longer than ${longest} characters.`,
    ),
  };
}

function include(where: string): TemplateProblem {
  return {
    code: 'TEMPLATE_INCLUDE',
    where,
    sentence: sentence(
      'mj-include lit un fichier du serveur : collez son contenu dans la mise en page.',
      'mj-include reads a file of the server: paste its content into the layout.',
    ),
  };
}

function unknownVariable(where: string, name: string): TemplateProblem {
  return {
    code: 'TEMPLATE_UNKNOWN_VARIABLE',
    where,
    sentence: sentence(
      `« ${name} » n'est pas un mot connu des modèles (${where}). La liste des mots possibles est à côté de l'éditeur ; ceux de « vin. » ne valent qu'entre {% for vin in vins %} et {% endfor %}.`,
      `"${name}" is not a name templates know (${where}). The list of names stands beside the editor; those of "vin." only work between {% for vin in vins %} and {% endfor %}.`,
    ),
  };
}

function syntaxOf(error: unknown): Sentence {
  const detail = messageOf(error);
  const tags = allowedTags.join(', ');
  return sentence(
    `Le texte n'est pas lisible : ${detail}. Entre {% %} s'écrivent : ${tags}.`,
    `The text cannot be read: ${detail}. Between {% %} these may stand: ${tags}.`,
  );
}

/** Why a trial letter could not be filled in: most often a filter of another language. */
export function unrenderable(error: unknown): Sentence {
  const detail = messageOf(error);
  const filters = Object.keys(filterHelp).join(', ');
  return sentence(
    `Le modèle ne se remplit pas : ${detail}. Derrière « | » s'écrivent : ${filters}.`,
    `The template cannot be filled in: ${detail}. Behind "|" these may stand: ${filters}.`,
  );
}

/** The first line: Liquid draws the place below it. */
function messageOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unknown';
}
