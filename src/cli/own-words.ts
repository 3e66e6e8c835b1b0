/** What commander says by itself, help titles and wrong usage, in French; in English it may speak for itself. */
import { type Command, Help } from 'commander';

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Options:': 'Options :',
  'Arguments:': 'Arguments :',
  'Commands:': 'Commandes :',
};

/** Commander's sentences, and ours. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.+)'/, 'Commande inconnue : « $1 ».'],
  [/^error: unknown option '(.+)'/, 'Option inconnue : « $1 ».'],
  [/^error: required option '(.+)' not specified/, 'Il manque l’option « $1 ».'],
  [/^error: option '(.+)' argument missing/, 'L’option « $1 » attend une valeur.'],
  [/^error: option '(.+)' argument '(.*)' is invalid\./, 'L’option « $1 » ne peut pas valoir « $2 ».'],
  [/^error: missing required argument '(.+)'/, 'Il manque « $1 ».'],
  [
    /^error: too many arguments(?: for '.+')?\. Expected (\d+) arguments? but got (\d+)\./,
    'Un argument de trop : $1 attendu(s), $2 donné(s).',
  ],
  [/^error: /, 'Erreur : '],
  [/\s*\(Did you mean (?:one of )?(.+)\?\)/, ' Vouliez-vous dire « $1 » ?'],
  [/ Allowed choices are (.+)\./, ' Au choix : $1.'],
];

/** Lets the whole command line speak French. Called on the program before its commands are added: they inherit it. */
export function speakFrench(program: Command): void {
  const plain = new Help();
  program
    .helpOption('-h, --help', 'cette aide')
    .helpCommand('help [command]', "l'aide d'une commande")
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: (option) => inFrench(plain.optionDescription(option)),
    })
    .configureOutput({ outputError: (text, write) => write(sentenceOf(text)) });
}

function inFrench(description: string): string {
  return description.replace(/\((default|choices): /, (_, word) =>
    word === 'default' ? '(par défaut : ' : '(au choix : ',
  );
}

function sentenceOf(text: string): string {
  return sentences.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
}
