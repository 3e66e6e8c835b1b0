import type { Dataset } from '../values/dataset.ts';
import { clientsCurator } from './clients.ts';
import { contactsCurator } from './contacts.ts';
import type { CurationContext, Curator } from './curator.ts';
import { produitsCurator } from './produits.ts';
import { stockCurator } from './stock.ts';
import { ventesLignesCurator } from './ventes-lignes.ts';

/** What cleans each dataset: one sibling file each. */
export const curators: Readonly<Record<Dataset, (context: CurationContext) => Curator>> = {
  ventes_lignes: ventesLignesCurator,
  clients: clientsCurator,
  produits: produitsCurator,
  stock: stockCurator,
  contacts: contactsCurator,
};
