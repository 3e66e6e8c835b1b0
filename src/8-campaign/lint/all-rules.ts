/** Every rule of the linter, in the order its findings are read: the law first, then the craft. */
import type { LintRule } from './rule.ts';
import { minorsSentenceMissing, privacyLinkMissing } from './rules/courtesies.ts';
import { evinWordingRules } from './rules/evin-wording.ts';
import { healthSentenceMissing, healthSentenceUnreadable } from './rules/health-sentence.ts';
import { activeContent, imageWithoutAlt, linkNotHttps, trackingPixel } from './rules/links.ts';
import { headerNotAscii, letterTooBig, subjectEmpty, textPartMissing } from './rules/parts.ts';
import { placeholderText, variableUnfilled } from './rules/placeholders.ts';
import { priceExcludingTax, priceWithoutTax, priceWithoutUnit } from './rules/prices.ts';
import { reductionWithoutReference } from './rules/reduction.ts';
import { addressMissing, senderMissing } from './rules/sender.ts';
import { subjectShouts, subjectTooLong } from './rules/subject.ts';
import { sweetnessMissing } from './rules/sweetness.ts';
import { unsubscribeHeaderMissing, unsubscribeMissing } from './rules/unsubscribe.ts';

export const lintRules: readonly LintRule[] = [
  healthSentenceMissing,
  healthSentenceUnreadable,
  senderMissing,
  addressMissing,
  unsubscribeMissing,
  unsubscribeHeaderMissing,
  sweetnessMissing,
  priceWithoutTax,
  priceExcludingTax,
  priceWithoutUnit,
  variableUnfilled,
  placeholderText,
  subjectEmpty,
  textPartMissing,
  headerNotAscii,
  linkNotHttps,
  imageWithoutAlt,
  trackingPixel,
  activeContent,
  letterTooBig,
  ...evinWordingRules,
  reductionWithoutReference,
  minorsSentenceMissing,
  privacyLinkMissing,
  subjectShouts,
  subjectTooLong,
];
