/** Which of the five exports a file is, by its name alone: for what comes without a folder (a letter, an upload, a share). */
import type { Dataset } from '../values/dataset.ts';

/** Whole words first; two that are found in one name contradict each other, and a person decides. */
const words: readonly (readonly [Dataset, RegExp])[] = [
  ['ventes_lignes', /vente|lignesdevente|facture|sale|invoice/],
  ['clients', /client|customer/],
  ['produits', /produit|article|product|catalogue|tarif/],
  ['stock', /stock|inventaire/],
  ['contacts', /contact/],
];

/**
 * The dataset a file's name tells: `Ventes_20261116.csv`, `export clients (2).xlsx`, `VENTES-LIGNES.csv.gz`. Undefined when it
 * names none or several (`ventes par client.csv`): the rows would go astray.
 */
export function datasetOfName(name: string): Dataset | undefined {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\.[a-z]+)+$/, '')
    .replaceAll(/[^a-z]/g, '');
  const told = words.filter(([, word]) => word.test(plain)).map(([dataset]) => dataset);
  return told.length === 1 ? told[0] : undefined;
}
