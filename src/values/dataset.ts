/** The five exports an estate drops each Monday. The folder that holds a file names its dataset. */
export const datasets = ['ventes_lignes', 'clients', 'produits', 'stock', 'contacts'] as const;
export type Dataset = (typeof datasets)[number];

export function isDataset(word: string): word is Dataset {
  return (datasets as readonly string[]).includes(word);
}

/** The canonical columns of each dataset, in the order staging writes them when it has to choose. */
export const datasetColumns = {
  ventes_lignes: [
    'client_code',
    'date_livraison',
    'produit_label',
    'qty_line',
    'pu_ht',
    'mt_ht',
    'mt_ttc',
    'marge',
    'document_type',
    'document_no',
    'order_detail_no',
    'article',
    'packaging',
    'millesime',
    'email',
    'code_postal',
    'ville',
    'pays',
  ],
  clients: [
    'client_code',
    'nom',
    'prenom',
    'email',
    'telephone',
    'adresse',
    'code_postal',
    'ville',
    'pays',
    'opt_out',
    'accord_lettres',
    'refus_profilage',
    'accord_profilage',
    'type_client',
    'date_naissance',
  ],
  produits: [
    'produit',
    'article',
    'packaging',
    'millesime',
    'famille_crm',
    'sous_famille',
    'macro_categorie',
    'prix_ttc',
    'price_band',
    'premium_tier',
    'cepage',
    'sucrosite',
    'couleur',
    'degre',
    'aroma_fruit',
    'aroma_floral',
    'aroma_epice',
    'aroma_mineral',
    'aroma_acidite',
    'aroma_corps',
    'aroma_tanin',
  ],
  stock: ['produit', 'produit_key', 'article', 'packaging', 'unite', 'stock_total', 'stock_reserve', 'date_snapshot'],
  contacts: ['client_code', 'email', 'contact_date', 'channel', 'status', 'campaign_id'],
} as const satisfies Record<Dataset, readonly string[]>;

/**
 * What a file must carry to be taken: every group needs at least one of its columns. A profile may fill a column with a
 * constant or derive it, which counts as carrying it. Source: formats.md, Datasets.
 */
export const requiredColumns: Record<Dataset, readonly (readonly string[])[]> = {
  ventes_lignes: [
    ['client_code'],
    ['date_livraison'],
    ['produit_label'],
    ['qty_line'],
    ['mt_ht', 'mt_ttc', 'pu_ht'],
    ['document_type'],
    ['document_no'],
  ],
  clients: [['client_code']],
  produits: [['produit']],
  stock: [['produit', 'produit_key'], ['stock_total']],
  contacts: [['client_code', 'email'], ['contact_date']],
};

/** The columns that carry days, whose day/month order is decided once for a whole file. */
export const dayColumns: Record<Dataset, readonly string[]> = {
  ventes_lignes: ['date_livraison'],
  clients: ['date_naissance'],
  produits: [],
  stock: ['date_snapshot'],
  contacts: ['contact_date'],
};
