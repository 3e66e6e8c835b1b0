/** How the estate packs its wine. Bottles and volumes: formats.md ("quantities") and wine.md (formats). */
export interface Packaging {
  readonly code: string;
  /** Pieces a person would count. */
  readonly bottles: number;
  /** Volume in thousandths of a 75-cl bottle, so that sums stay whole. */
  readonly equivalentThousandths: number;
  /** What the label says when the packaging column does not. */
  readonly words: readonly string[];
}

export const packagings = {
  BOUTEILLE: { code: 'BOUTEILLE', bottles: 1, equivalentThousandths: 1000, words: ['75cl'] },
  CARTON6: { code: 'CARTON6', bottles: 6, equivalentThousandths: 6000, words: ['carton de 6', '6x75cl', 'CARTON6'] },
  CARTON12: {
    code: 'CARTON12',
    bottles: 12,
    equivalentThousandths: 12000,
    words: ['carton de 12', '12x75cl', 'CARTON12'],
  },
  MAGNUM: { code: 'MAGNUM', bottles: 1, equivalentThousandths: 2000, words: ['Magnum', 'magnum 1,5L'] },
  DEMI: { code: 'DEMI', bottles: 1, equivalentThousandths: 500, words: ['demi', '37,5cl'] },
  BIB3: { code: 'BIB3', bottles: 1, equivalentThousandths: 4000, words: ['BIB 3L'] },
  BIB5: { code: 'BIB5', bottles: 1, equivalentThousandths: 6667, words: ['BIB 5L'] },
  COFFRET2: { code: 'COFFRET2', bottles: 2, equivalentThousandths: 2000, words: ['coffret 2'] },
  COFFRET3: { code: 'COFFRET3', bottles: 3, equivalentThousandths: 3000, words: ['coffret 3'] },
} as const satisfies Record<string, Packaging>;

export type PackagingCode = keyof typeof packagings;

/** What a product is sold in, cartons being several bottles of one product. */
export type Format = Exclude<PackagingCode, 'CARTON6' | 'CARTON12'>;

/** The format a packaging is made of: a carton holds bottles. */
export function formatOf(packaging: PackagingCode): Format {
  return packaging === 'CARTON6' || packaging === 'CARTON12' ? 'BOUTEILLE' : packaging;
}
