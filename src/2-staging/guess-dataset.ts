/** Which export a file is, when nobody says: by its columns, else by its name. */
import type { Settings } from '../estate/settings.ts';
import { type Dataset, datasets } from '../values/dataset.ts';
import { foldUpper } from '../values/fold.ts';
import { mapHeaders } from './headers.ts';
import { chooseProfile } from './profile.ts';
import { closePlan, planReading } from './reading.ts';
import { UnreadableFile } from './unreadable.ts';

/** Words in the name of a file that tell its dataset; the first that is found counts. */
const nameWords: readonly (readonly [Dataset, RegExp])[] = [
  ['stock', /STOCK|INVENTAIRE/],
  ['contacts', /CONTACT|MAILING|ENVOI/],
  ['ventes_lignes', /VENTE|LIGNE|FACTURE|SALE|ORDER|CAISSE/],
  ['clients', /CLIENT|CUSTOMER|ADRESSE|TIERS/],
  ['produits', /PRODUIT|PRODUCT|ARTICLE|CATALOGUE|TARIF|VIN/],
];

/**
 * The dataset of a file (absolute path) of a source: the one whose required columns are all there and that knows most of its
 * headers; where none is complete, what its name says. Undefined when neither tells. Writes nothing.
 */
export async function guessDataset(
  settings: Settings,
  file: { readonly path: string; readonly name: string; readonly source: string },
): Promise<Dataset | undefined> {
  const named = datasetOfName(file.name);
  const cells = await headersOf(settings, file, named ?? 'ventes_lignes');
  const fits = datasets.flatMap((dataset) => {
    const mapping = mapHeaders(cells, dataset, chooseProfile(settings, file.source, dataset).profile);
    const known = mapping.headers.filter(({ column }) => column !== null).length;
    return mapping.missing.length === 0 && known > 0 ? [{ dataset, known }] : [];
  });
  const most = Math.max(0, ...fits.map(({ known }) => known));
  const best = fits.filter(({ known }) => known === most).map(({ dataset }) => dataset);
  if (named !== undefined && (best.length === 0 || best.includes(named))) return named;
  return best.length === 1 ? best[0] : undefined;
}

function datasetOfName(name: string): Dataset | undefined {
  const word = foldUpper(name);
  return nameWords.find(([, pattern]) => pattern.test(word))?.[0];
}

async function headersOf(
  settings: Settings,
  file: { readonly path: string; readonly source: string },
  dataset: Dataset,
): Promise<readonly string[]> {
  try {
    const plan = await planReading(file.path, dataset, chooseProfile(settings, file.source, dataset).profile);
    closePlan(plan);
    return plan.headerCells;
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}
