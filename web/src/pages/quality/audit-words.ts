/** What each rule of the audit looks for, in a few words. */
import { t } from '../../words.ts';

export function auditRuleWords(code: string): string {
  const words: Readonly<Record<string, string>> = {
    CROSS_SELL_NOT_NEW: t('découverte déjà achetée', 'discovery bought before'),
    FREQUENCY_CAP: t('assez de lettres cette année', 'enough letters this year'),
    LOW_DIVERSITY: t('trop d’une même famille', 'too much of one family'),
    MISSING_EMAIL: t('pas d’adresse e-mail', 'no e-mail address'),
    NO_LEGAL_BASIS: t('aucun droit d’écrire', 'no right to write'),
    OPTOUT_OR_BOUNCE: t('refus, ou adresse en erreur', 'refusal, or failed address'),
    OUT_OF_BUDGET: t('plus cher que d’habitude', 'dearer than usual'),
    PRICE_MISSING: t('prix manquant au tarif', 'price missing from the list'),
    PRODUCT_UNAVAILABLE: t('vin indisponible', 'wine not available'),
    RECENT_DUPLICATE: t('vin acheté il y a peu', 'wine bought lately'),
    SILENCE_WINDOW: t('lettre trop récente', 'letter too recent'),
    STALE_DATA: t('données trop anciennes', 'data too old'),
    SUGAR_MISMATCH: t('sucre contraire au goût', 'sweetness against the taste'),
    TRADE_OR_TILL_CLIENT: t('professionnel ou caisse', 'trade or till'),
    UPSELL_NOT_HIGHER: t('montée en gamme sans montée', 'upsell that is not higher'),
  };
  return words[code] ?? code;
}
