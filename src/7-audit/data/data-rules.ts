/** What an audit of the data looks for. Source: rules.md, Audit of data. Weights are shares of the score; information has none. */
import { loadSql, type Parameters, type Statement } from '../../db/sql.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';

export interface DataRule {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly weight: number;
  readonly title: Sentence;
  /** One row: `rowsChecked`, `rowsFlagged`, `worst`. */
  readonly count: Statement;
  /** What the rule asks of a query it shares with others. */
  readonly asks: Parameters;
}

/** A query of `rules/` that several rules ask, each for something else. */
interface SharedQuery {
  readonly query: string;
  readonly asks: Parameters;
}

function rule(
  name: string,
  severity: DataRule['severity'],
  weight: number,
  [fr, en]: readonly [string, string],
  { query, asks }: SharedQuery = { query: name, asks: {} },
): DataRule {
  const code = name.toUpperCase().replaceAll('-', '_');
  return {
    code,
    severity,
    weight,
    title: sentence(fr, en),
    count: loadSql(import.meta.url, `./rules/${query}.sql`),
    asks,
  };
}

const ofClients = (holds: 'no_email' | 'no_purchase' | 'silence', silentDays = 0): SharedQuery => ({
  query: 'private-clients',
  asks: { holds, silent_days: silentDays },
});
const silentFor = (days: number): SharedQuery => ofClients('silence', days);
const warnedOf = (...warnings: string[]): SharedQuery => ({ query: 'rows-warned-of', asks: { warnings } });

/** In the order they are shown: what is wrong first. */
export const dataRules: readonly DataRule[] = [
  rule('non-positive-amount', 'error', 3, ['Vente sans montant', 'Sale without an amount']),
  rule('future-dates', 'error', 3, ['Date dans le futur', 'Date in the future']),
  rule('zero-quantity', 'error', 2, ['Quantité nulle', 'Zero quantity']),
  rule('unrealistic-price', 'error', 2, ['Prix de bouteille invraisemblable', 'Unrealistic bottle price']),
  rule('unknown-product', 'warning', 2, ['Vin absent du fichier produits', 'Wine missing from the product file']),
  rule('unknown-client', 'warning', 2, ['Client absent du fichier clients', 'Client missing from the client file']),
  rule(
    'missing-email',
    'warning',
    2,
    ['Client sans adresse e-mail', 'Client without an e-mail address'],
    ofClients('no_email'),
  ),
  rule('missing-family', 'warning', 2, ['Vin sans famille', 'Wine without a family']),
  rule('shared-email', 'warning', 1, ['Adresse e-mail de plusieurs clients', 'E-mail address of several clients']),
  rule('repeated-line', 'warning', 1, ['Ligne répétée dans un document', 'Line repeated in a document']),
  rule('negative-margin', 'warning', 1, ['Vente à perte', 'Sold at a loss']),
  rule(
    'lost-zeros',
    'warning',
    1,
    ['Chiffres perdus dans un tableur', 'Figures lost in a spreadsheet'],
    warnedOf('CODE_POSTAL_RESTORED', 'EAN_LOST'),
  ),
  rule('ambiguous-dates', 'warning', 1, ['Jour ou mois en premier : indécis', 'Day or month first: undecided']),
  rule(
    'encoding-damage',
    'warning',
    1,
    ['Lettres abîmées (Ã©)', 'Damaged letters (Ã©)'],
    warnedOf('MOJIBAKE_REPAIRED'),
  ),
  rule('one-product-only', 'information', 0, ['Fidèle à un seul vin', 'Faithful to a single wine']),
  rule('no-purchase', 'information', 0, ['Jamais acheté', 'Never bought'], ofClients('no_purchase')),
  rule(
    'inactive-180',
    'information',
    0,
    ['Silencieux depuis plus de 180 jours', 'Silent for over 180 days'],
    silentFor(180),
  ),
  rule('inactive-365', 'information', 0, ['Silencieux depuis plus d’un an', 'Silent for over a year'], silentFor(365)),
];
