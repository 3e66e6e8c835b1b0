/** Vintage succession: who bought the 2019 is offered what the estate pours today under the same name. */
import type { EstateProduit } from './estate-view.ts';

/**
 * By product, the one to offer to who bought it: itself while on sale; else the first product on sale along the chain of
 * successions; else the newest vintage on the shelf of the same wine, in the same format where there is one. Undefined
 * when the wine has nothing on sale. A chain that turns in a circle ends where it began to repeat.
 */
export function currentVintages(
  produits: readonly EstateProduit[],
  successions: ReadonlyMap<string, string>,
  shelves: readonly (readonly EstateProduit[])[],
): readonly (EstateProduit | undefined)[] {
  const byKey = new Map(produits.map((produit) => [produit.produitKey, produit]));
  const isOnSale = (produit: EstateProduit): boolean => shelves[produit.wine.index]?.includes(produit) ?? false;
  return produits.map((produit) => {
    const seen = new Set<string>();
    let current: EstateProduit | undefined = produit;
    while (current && !seen.has(current.produitKey)) {
      if (isOnSale(current)) return current;
      seen.add(current.produitKey);
      current = byKey.get(successions.get(current.produitKey) ?? '');
    }
    const shelf = shelves[produit.wine.index] ?? [];
    return shelf.find((other) => other.format === produit.format) ?? shelf[0];
  });
}
