/** A page as a line of `copy crm.customer_360`: the one place where its fields meet the columns. */
import { type CopyField, copyTextRecord } from '../values/copy-text.ts';
import { type Decimal4, formatDecimal } from '../values/decimal.ts';
import type { Customer360 } from './customer360.ts';

/** Each column and what fills it. */
const columns: readonly (readonly [column: string, field: (page: Customer360) => CopyField])[] = [
  ['client_code', (page) => page.clientCode],
  ['as_of_on', (page) => page.asOf],
  ['segment', (page) => page.segment],
  ['tier', (page) => page.tier],
  ['rfm_code', (page) => page.rfm?.code ?? null],
  ['rfm_mean', (page) => page.rfm?.mean ?? null],
  ['recency_score', (page) => page.rfm?.recency ?? null],
  ['frequency_score', (page) => page.rfm?.frequency ?? null],
  ['monetary_score', (page) => page.rfm?.monetary ?? null],
  ['recency_days', (page) => page.recencyDays],
  ['order_count', (page) => page.totals.orderCount],
  ['line_count', (page) => page.totals.lineCount],
  ['bottles', (page) => formatDecimal(page.totals.bottles)],
  ['net_ht', (page) => formatDecimal(page.totals.netHt)],
  ['net_ttc', (page) => formatDecimal(page.totals.netTtc)],
  ['mean_basket_ht', (page) => decimal(page.meanBasketHt)],
  ['median_price_75cl_ttc', (page) => decimal(page.medianPrice75clTtc)],
  ['first_order_on', (page) => page.totals.firstOrderOn],
  ['last_order_on', (page) => page.totals.lastOrderOn],
  ['own_gap_days', (page) => page.rhythm.ownGapDays],
  ['gap_days', (page) => page.rhythm.gapDays],
  ['usual_month', (page) => page.rhythm.usualMonth],
  ['rhythm', (page) => page.rhythm.name],
  ['next_order_on', (page) => page.nextOrder?.on ?? null],
  ['next_order_from', (page) => page.nextOrder?.from ?? null],
  ['p_alive', (page) => page.value.pAlive],
  ['expected_orders_12m', (page) => page.value.expectedOrders12m],
  ['value_12m_ht', (page) => page.value.value12mHt],
  ['value_12m_low_ht', (page) => page.value.low12mHt],
  ['value_12m_high_ht', (page) => page.value.high12mHt],
  ['value_status', (page) => page.value.status],
  ['cluster_id', (page) => page.clusterId],
  ['favourite_families', (page) => JSON.stringify(page.favourites.families)],
  ['favourite_grapes', (page) => JSON.stringify(page.favourites.grapes)],
  ['favourite_sweetness', (page) => JSON.stringify(page.favourites.sweetness)],
  ['favourite_colours', (page) => JSON.stringify(page.favourites.colours)],
  ['favourite_formats', (page) => JSON.stringify(page.favourites.formats)],
  ['favourite_price_bands', (page) => JSON.stringify(page.favourites.priceBands)],
  ['taste', (page) => json(page.taste)],
  ['cellar', (page) => json(page.cellar)],
  ['contact_count_365d', (page) => page.contact.contactCount365d],
  ['last_contact_on', (page) => page.contact.lastContactOn],
  ['next_contact_on', (page) => page.nextContactOn],
  ['has_email', (page) => page.hasEmail],
  ['is_bounced', (page) => page.isBounced],
  ['is_opted_out', (page) => page.isOptedOut],
  ['is_trade', (page) => page.isTrade],
  // The till has no page at all.
  ['is_till', () => false],
  ['legal_basis', (page) => page.legalBasis.basis],
  ['legal_basis_evidence', (page) => json(page.legalBasis.evidence)],
  ['is_profiled', (page) => page.isProfiled],
  ['explanation', (page) => JSON.stringify(page.explanation)],
];

/** The statement that takes the lines of `copyLine` into a table shaped like `crm.customer_360`. */
export function copyStatement(table: string): string {
  return `copy ${table} (estate_id, ${columns.map(([column]) => column).join(', ')}) from stdin`;
}

/** One page as one line, with its end. */
export function copyLine(estate: string, page: Customer360): string {
  return copyTextRecord([estate, ...columns.map(([, field]) => field(page))]);
}

function decimal(value: Decimal4 | null): string | null {
  return value === null ? null : formatDecimal(value);
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
