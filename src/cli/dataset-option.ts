import { Failure } from '../errors.ts';
import { type Dataset, datasets, isDataset } from '../values/dataset.ts';
import { sentence } from '../values/sentence.ts';

/** The dataset a person named. Throws a Failure that lists the five. */
export function readDataset(word: string): Dataset {
  if (isDataset(word)) return word;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `« ${word} » n'est pas un jeu de données ; choisissez parmi : ${datasets.join(', ')}.`,
      `"${word}" is not a dataset; choose one of: ${datasets.join(', ')}.`,
    ),
  );
}

/** A whole number a person wrote after an option. Throws a Failure that shows the option. */
export function readCount(option: string, text: string): number {
  const count = Number(text.replaceAll(/[\s_]/g, ''));
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `${option} demande un nombre entier ; « ${text} » n'en est pas un.`,
      `${option} takes a whole number; "${text}" is none.`,
    ),
  );
}
