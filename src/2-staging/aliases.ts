/**
 * The names that exports give to our columns (formats.md, Header aliases, and what French cellar and till software writes).
 * Kept per dataset, because one header means different things: `format` is a packaging, `type` a document type among sales
 * and a client type among clients, `date` is whichever day the dataset is about.
 */
import { type Dataset, datasetColumns } from '../values/dataset.ts';

const clientCode = [
  'code_client',
  'customer_code',
  'id_client',
  'client',
  'n_client',
  'no_client',
  'num_client',
  'numero_client',
  'client_id',
  'customer_id',
  'code_tiers',
  'ref_client',
  'reference_client',
];
const email = [
  'mail',
  'e_mail',
  'email_address',
  'adresse_mail',
  'courriel',
  'adresse_email',
  'adresse_e_mail',
  'adresse_courriel',
];
const codePostal = ['cp', 'postal_code', 'code_postale', 'zip', 'zip_code', 'postcode'];
const pays = ['country', 'code_pays', 'pays_livraison', 'pays_de_livraison'];
const produit = [
  'libelle',
  'designation',
  'product',
  'product_name',
  'nom_produit',
  'libelle_produit',
  'designation_produit',
  'vin',
  'cuvee',
];
const article = [
  'code_article',
  'code_produit',
  'sku',
  'ref',
  'reference',
  'ref_article',
  'reference_article',
  'article_code',
  'product_code',
  'stock_code',
];
const packaging = ['conditionnement', 'unite', 'format', 'contenance', 'colisage'];

type AliasTable = Readonly<Record<string, readonly string[]>>;

const ventesLignes: AliasTable = {
  client_code: clientCode,
  date_livraison: [
    'date',
    'date_vente',
    'date_facture',
    'date_document',
    'order_date',
    'sale_date',
    'date_de_livraison',
    'date_de_vente',
    'date_de_facture',
    'date_piece',
    'date_commande',
    'invoice_date',
    'jour',
  ],
  produit_label: [
    'produit',
    ...produit,
    'article_libelle',
    'libelle_article',
    'designation_article',
    'description',
    'item',
  ],
  qty_line: [
    'qte',
    'quantite',
    'quantity',
    'qty',
    'nb',
    'nombre',
    'qte_livree',
    'qte_vendue',
    'qte_facturee',
    'quantite_livree',
  ],
  pu_ht: ['prix_unitaire', 'prix_unitaire_ht', 'unit_price', 'pu', 'p_u', 'p_u_ht', 'prix_ht', 'prix_u_ht'],
  mt_ht: ['montant_ht', 'total_ht', 'ht', 'net_ht', 'montant_net_ht', 'mt_net_ht', 'total_net_ht', 'ca_ht'],
  mt_ttc: ['montant_ttc', 'total_ttc', 'ttc', 'amount', 'net_ttc', 'ca_ttc'],
  marge: ['margin', 'marge_brute', 'marge_ht'],
  document_type: [
    'type',
    'type_piece',
    'doc_type',
    'type_document',
    'type_de_piece',
    'type_de_document',
    'nature_piece',
  ],
  document_no: [
    'piece',
    'num_piece',
    'n_piece',
    'facture',
    'no_facture',
    'doc_ref',
    'invoice',
    'document_id',
    'no_piece',
    'numero_piece',
    'n_facture',
    'num_facture',
    'numero_facture',
    'n_document',
    'no_document',
    'num_document',
    'numero_document',
    'invoice_no',
    'invoice_number',
    'document',
  ],
  order_detail_no: ['num_ligne', 'no_ligne', 'ligne', 'line_no', 'n_ligne', 'numero_ligne', 'order_line'],
  article,
  packaging,
  // Not `annee`: in a list of sales it is the year of the sale.
  millesime: ['vintage', 'millesime_vin'],
  email,
  code_postal: codePostal,
  ville: ['city', 'commune', 'localite'],
  pays,
};

// `accord_lettres` has no other name: « Newsletter : Non » may be a refusal or a box nobody ever ticked, and a refusal is for ever.
// Only the profile of the source, which a person confirmed, says which; an export that has such a column is told about it.
const clients: AliasTable = {
  client_code: [...clientCode, 'code'],
  nom: [
    'name',
    'raison_sociale',
    'customer_name',
    'nom_client',
    'nom_de_famille',
    'last_name',
    'nom_ou_raison_sociale',
  ],
  prenom: ['first_name', 'firstname', 'prenom_client'],
  email,
  telephone: [
    'tel',
    'phone',
    'mobile',
    'portable',
    'tel_portable',
    'gsm',
    'no_telephone',
    'n_telephone',
    'numero_de_telephone',
  ],
  adresse: ['address', 'adresse_1', 'adresse1', 'rue', 'voie', 'adresse_postale', 'street'],
  code_postal: codePostal,
  ville: ['city', 'commune', 'localite'],
  pays,
  opt_out: [
    'optout',
    'desinscrit',
    'desabonne',
    'desinscription',
    'ne_pas_contacter',
    'stop_mail',
    'refus_mailing',
    'unsubscribed',
    'desabonnement',
    'refus_email',
    'refus_mail',
    'refus_newsletter',
    'stop_email',
    'stop_newsletter',
    'ne_pas_solliciter',
    'ne_plus_contacter',
    'blacklist',
  ],
  // What is said of profiling alone touches no letter, and a person can take it back: its columns need no confirming.
  refus_profilage: [
    'opposition_profilage',
    'opposition_au_profilage',
    'refus_du_profilage',
    'sans_profilage',
    'pas_de_profilage',
  ],
  accord_profilage: ['profilage', 'profiling', 'consentement_profilage', 'accepte_profilage', 'profilage_accepte'],
  type_client: ['type', 'categorie', 'categorie_client', 'famille_client', 'type_de_client', 'customer_type'],
  date_naissance: ['naissance', 'date_de_naissance', 'ne_le', 'birth_date', 'birthdate', 'birthday'],
};

const produits: AliasTable = {
  produit: [...produit, 'produit_label', 'nom', 'label', 'description'],
  article,
  packaging,
  millesime: ['annee', 'vintage', 'millesime_vin'],
  famille_crm: ['famille', 'famille_produit', 'family'],
  sous_famille: ['sousfamille', 'sous_famille_produit', 'sub_family'],
  macro_categorie: ['categorie', 'macrocategorie', 'category', 'usage'],
  prix_ttc: [
    'prix',
    'tarif',
    'prix_public',
    'prix_public_ttc',
    'tarif_ttc',
    'prix_de_vente',
    'prix_vente_ttc',
    'pu_ttc',
    'price',
  ],
  price_band: ['gamme_de_prix', 'tranche_de_prix', 'tranche_prix', 'gamme_prix'],
  premium_tier: ['gamme', 'niveau', 'tier'],
  cepage: ['cepages', 'grape', 'variete'],
  sucrosite: ['sucre', 'sweetness', 'douceur'],
  couleur: ['color', 'colour', 'robe'],
  degre: ['degre_alcool', 'alcool', 'tav', 'titre_alcoometrique', 'abv'],
  aroma_fruit: ['fruit', 'fruite', 'arome_fruit'],
  aroma_floral: ['floral', 'arome_floral'],
  aroma_epice: ['epice', 'epices', 'arome_epice'],
  aroma_mineral: ['mineral', 'mineralite', 'arome_mineral'],
  aroma_acidite: ['acidite', 'acide', 'arome_acidite'],
  aroma_corps: ['corps', 'arome_corps'],
  aroma_tanin: ['tanin', 'tanins', 'arome_tanin'],
};

const stock: AliasTable = {
  produit: [...produit, 'produit_label', 'nom', 'label', 'description'],
  produit_key: ['cle_produit', 'product_key'],
  article,
  packaging,
  stock_total: [
    'stock',
    'quantite',
    'qte',
    'qty',
    'quantity',
    'stock_physique',
    'stock_reel',
    'en_stock',
    'qte_stock',
    'quantite_en_stock',
  ],
  stock_reserve: ['reserve', 'reserves', 'stock_reserves', 'qte_reservee', 'quantite_reservee', 'reserved'],
  date_snapshot: ['date', 'date_stock', 'date_inventaire', 'date_du_stock', 'inventaire_au', 'snapshot_date'],
};

const contacts: AliasTable = {
  client_code: [...clientCode, 'code'],
  email,
  contact_date: ['date', 'date_contact', 'date_envoi', 'date_de_contact', 'date_d_envoi', 'sent_at', 'envoye_le'],
  channel: ['canal', 'type', 'moyen', 'media'],
  status: ['statut', 'etat', 'resultat'],
  campaign_id: ['campagne', 'campaign', 'id_campagne', 'code_campagne', 'nom_campagne'],
};

const tables: Readonly<Record<Dataset, AliasTable>> = {
  ventes_lignes: ventesLignes,
  clients,
  produits,
  stock,
  contacts,
};

/** The normalised names of each column of a dataset, the best first: its own name, then its aliases in order. */
export function namesOfColumns(dataset: Dataset): ReadonlyMap<string, readonly string[]> {
  const names = tables[dataset];
  return new Map(datasetColumns[dataset].map((column) => [column, [column, ...(names[column] ?? [])]]));
}
