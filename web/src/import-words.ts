/** What the exports, their columns and what was found in them are called at the estate. Call while rendering. */
import { to, withFilters } from './addresses.ts';
import { t } from './words.ts';

export const datasetNames = ['ventes_lignes', 'clients', 'produits', 'stock', 'contacts'] as const;

/** « Ventes ». */
export function datasetWord(dataset: string): string {
  switch (dataset) {
    case 'ventes_lignes':
      return t('Ventes', 'Sales');
    case 'clients':
      return t('Clients', 'Clients');
    case 'produits':
      return t('Produits', 'Products');
    case 'stock':
      return t('Stock', 'Stock');
    case 'contacts':
      return t('Contacts', 'Contacts');
    default:
      return dataset;
  }
}

/** « Date de livraison », for a column of ours; one without a name of its own is said as it is. */
export function columnWord(column: string): string {
  const words: Readonly<Record<string, string>> = {
    client_code: t('Code client', 'Client code'),
    date_livraison: t('Date de livraison', 'Delivery date'),
    produit_label: t('Désignation du produit', 'Product'),
    produit: t('Produit', 'Product'),
    produit_key: t('Clé du produit', 'Product key'),
    qty_line: t('Quantité', 'Quantity'),
    pu_ht: t('Prix unitaire HT', 'Unit price net of VAT'),
    mt_ht: t('Montant HT', 'Amount net of VAT'),
    mt_ttc: t('Montant TTC', 'Amount with VAT'),
    marge: t('Marge', 'Margin'),
    document_type: t('Type de pièce', 'Document type'),
    document_no: t('Numéro de pièce', 'Document number'),
    order_detail_no: t('Numéro de ligne', 'Line number'),
    article: t('Code article', 'Article code'),
    packaging: t('Conditionnement', 'Packaging'),
    email: t('Adresse e-mail', 'E-mail address'),
    code_postal: t('Code postal', 'Post code'),
    ville: t('Ville', 'Town'),
    nom: t('Nom', 'Surname'),
    prenom: t('Prénom', 'First name'),
    telephone: t('Téléphone', 'Telephone'),
    adresse: t('Adresse', 'Address'),
    pays: t('Pays', 'Country'),
    opt_out: t('Refus des e-mails', 'Refuses e-mails'),
    accord_lettres: t('Accord pour les lettres (Non = refus)', 'Agrees to letters (no = refusal)'),
    type_client: t('Type de client', 'Kind of client'),
    date_naissance: t('Date de naissance', 'Birth date'),
    millesime: t('Millésime', 'Vintage'),
    famille_crm: t('Famille', 'Family'),
    sous_famille: t('Sous-famille', 'Subfamily'),
    macro_categorie: t('Grande catégorie', 'Category'),
    prix_ttc: t('Prix TTC', 'Price with VAT'),
    price_band: t('Gamme de prix', 'Price band'),
    premium_tier: t('Niveau de gamme', 'Tier'),
    cepage: t('Cépage', 'Grape'),
    sucrosite: t('Sucrosité', 'Sweetness'),
    couleur: t('Couleur', 'Colour'),
    degre: t('Degré', 'Alcohol'),
    aroma_fruit: t('Arôme : fruit', 'Aroma: fruit'),
    aroma_floral: t('Arôme : floral', 'Aroma: floral'),
    aroma_epice: t('Arôme : épice', 'Aroma: spice'),
    aroma_mineral: t('Arôme : minéral', 'Aroma: mineral'),
    aroma_acidite: t('Acidité', 'Acidity'),
    aroma_corps: t('Corps', 'Body'),
    aroma_tanin: t('Tanin', 'Tannin'),
    stock_total: t('Stock total', 'Total stock'),
    stock_reserve: t('Stock réservé', 'Reserved stock'),
    date_snapshot: t('Date du stock', 'Stock date'),
    contact_date: t('Date du contact', 'Contact date'),
    channel: t('Canal', 'Channel'),
    status: t('Résultat', 'Result'),
    campaign_id: t('Campagne', 'Campaign'),
    document_id: t('Pièce', 'Document'),
    line_ref: t('Numéro de ligne', 'Line number'),
    line_kind: t('Nature de la ligne', 'Kind of line'),
    source_client_code: t('Code client d’origine', 'Original client code'),
    label: t('Désignation', 'Label'),
    label_key: t('Désignation (clé)', 'Label (key)'),
    wine_key: t('Vin', 'Wine'),
    format: t('Format', 'Format'),
    qty_bottles: t('Bouteilles', 'Bottles'),
    qty_unit: t('Équivalent 75 cl', 'In 75 cl'),
    is_ht_derived: t('HT calculé', 'Net derived'),
    is_ttc_derived: t('TTC calculé', 'Gross derived'),
    civilite: t('Civilité', 'Title'),
    other_emails: t('Autres e-mails', 'Other e-mails'),
    is_trade: t('Professionnel', 'Trade'),
    is_till: t('Caisse', 'Till'),
    prix_75cl_ttc: t('Prix de 75 cl TTC', 'Price of 75 cl with VAT'),
    source_issue: t('La ligne entière', 'The whole line'),
  };
  return words[column] ?? column;
}

/** Why lines are refused, in a few words: the heading of a reason. */
export function rejectWord(code: string): string {
  const words: Readonly<Record<string, string>> = {
    EXTRA_FIELDS: t('trop de colonnes', 'too many columns'),
    BAD_QUOTE: t('guillemet mal fermé', 'unclosed quote'),
    OTHER_TABLE: t('second tableau dans le fichier', 'second table in the file'),
    NUL_BYTES: t('fichier abîmé', 'damaged file'),
    BAD_ENCODING: t('caractères illisibles', 'unreadable characters'),
    ROW_UNREADABLE: t('ligne illisible', 'unreadable line'),
    CLIENT_CODE_EMPTY: t('code client manquant', 'client code missing'),
    CONTACT_WITHOUT_CLIENT: t('contact sans client', 'contact without a client'),
    DAY_EMPTY: t('date manquante', 'date missing'),
    DAY_UNREADABLE: t('date illisible', 'unreadable date'),
    DAY_IMPOSSIBLE: t('date impossible', 'impossible date'),
    DAY_BARE_NUMBER: t('date écrite comme un nombre', 'date written as a number'),
    DAY_FUTURE: t('date dans le futur', 'date in the future'),
    PRODUIT_EMPTY: t('produit manquant', 'product missing'),
    QTY_EMPTY: t('quantité manquante', 'quantity missing'),
    QTY_UNREADABLE: t('quantité illisible', 'unreadable quantity'),
    AMOUNT_EMPTY: t('montant manquant', 'amount missing'),
    AMOUNT_UNREADABLE: t('montant illisible', 'unreadable amount'),
    DOCUMENT_NO_EMPTY: t('numéro de pièce manquant', 'document number missing'),
    DOCUMENT_TYPE_EMPTY: t('type de pièce manquant', 'document type missing'),
    UNKNOWN_DOCUMENT_TYPE: t('type de pièce inconnu', 'unknown document type'),
    STOCK_EMPTY: t('stock manquant', 'stock missing'),
    STOCK_UNREADABLE: t('stock illisible', 'unreadable stock'),
  };
  return words[code] ?? code;
}

/** Where the thing a rule of the data speaks of is shown; undefined where it has no page. */
export function subjectAddress(subject: string): string | undefined {
  const [kind = '', ...rest] = subject.split(':');
  const name = rest.join(':');
  if (kind === 'client') return to.client(name);
  if (kind === 'document') return to.document('isavigne', name);
  if (kind === 'wine') return to.wine(name);
  return undefined;
}

/** « C0142 » of `client:C0142`. */
export function subjectWord(subject: string): string {
  const [kind = '', ...rest] = subject.split(':');
  const name = rest.join(':');
  return kind === 'file' ? datasetWord(name) : name.replaceAll('_', ' ') || kind;
}

/** The refused lines of one reason, or of one run. */
export function rejectsOf(filters: { readonly code?: string; readonly run?: string; readonly file?: string }): string {
  return withFilters(to.rejects(), filters);
}
