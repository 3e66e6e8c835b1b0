/** The rules of the audit, errors first. A new rule is a new file and a line here. */
import type { AuditRule } from '../audited-list.ts';
import { crossSellNotNew } from './cross-sell-not-new.ts';
import { frequencyCap } from './frequency-cap.ts';
import { lowDiversity } from './low-diversity.ts';
import { missingEmail } from './missing-email.ts';
import { noLegalBasis } from './no-legal-basis.ts';
import { optoutOrBounce } from './optout-or-bounce.ts';
import { outOfBudget } from './out-of-budget.ts';
import { priceMissing } from './price-missing.ts';
import { productUnavailable } from './product-unavailable.ts';
import { recentDuplicate } from './recent-duplicate.ts';
import { silenceWindow } from './silence-window.ts';
import { staleData } from './stale-data.ts';
import { sugarMismatch } from './sugar-mismatch.ts';
import { tradeOrTillClient } from './trade-or-till-client.ts';
import { upsellNotHigher } from './upsell-not-higher.ts';

export const auditRules: readonly AuditRule[] = [
  missingEmail,
  optoutOrBounce,
  noLegalBasis,
  silenceWindow,
  frequencyCap,
  recentDuplicate,
  upsellNotHigher,
  productUnavailable,
  priceMissing,
  tradeOrTillClient,
  crossSellNotNew,
  lowDiversity,
  sugarMismatch,
  outOfBudget,
  staleData,
];
