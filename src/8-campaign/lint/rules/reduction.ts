/** A price reduction names the lowest price of the last 30 days (L112-1-1 C. conso; law.md, 5). */
import { sentence } from '../../../values/sentence.ts';
import { plainFold } from '../plain-fold.ts';
import type { LintRule } from '../rule.ts';

/** « Une réduction » is also a flaw of wine, and one hands a parcel over « en main propre ». */
const reductions =
  /-\s?\d{1,2} ?%|\b\d{1,2} ?% de (?:remise|reduction|rabais)|\b(?:remises?(?! en)|rabais|promos?|promotions?|soldes?|prix barres?|au lieu de|discounts?|sale price|special price|% off|instead of)\b|\breductions? (?:de|sur|du|immediate)\b|\bprix reduits?\b/u;
const reference = /\b(?:30|trente) derniers jours\b|\blast (?:30|thirty) days\b/u;

export const reductionWithoutReference: LintRule = {
  code: 'REDUCTION_WITHOUT_REFERENCE',
  severity: 'warn',
  check: ({ rendered, visible }) => {
    const said = plainFold(`${rendered.subject}\n${rendered.preheader}\n${visible}`);
    const word = reductions.exec(said)?.[0];
    const isStruck = /<(?:s|del|strike)\b|line-through/i.test(rendered.html);
    if ((word === undefined && !isStruck) || reference.test(said)) return [];
    return [
      {
        where: 'html',
        sentence: sentence(
          `La lettre annonce une baisse de prix (« ${word ?? 'prix barré'} ») sans dire le prix le plus bas des 30 derniers jours.`,
          `The letter announces a lower price ("${word ?? 'struck-out price'}") without the lowest price of the last 30 days.`,
        ),
      },
    ];
  },
};
