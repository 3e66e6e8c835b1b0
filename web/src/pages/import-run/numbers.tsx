import type { ReactElement } from 'react';
import type { Run } from '../../../../src/api/contract/runs.ts';
import { count, roundEuros } from '../../formats.ts';
import { rejectsOf } from '../../import-words.ts';
import { Figure } from '../../parts/figure.tsx';
import { t } from '../../words.ts';

/** The week in figures, beside the week before. */
export function Numbers({ week }: { readonly week: Run }): ReactElement {
  return (
    <section className="cards" aria-label={t('En chiffres', 'In figures')}>
      <Figure
        value={count(week.linesRead)}
        meaning={against(t('lignes de vente lues', 'sales lines read'), week.before?.linesRead)}
      />
      <Figure
        value={count(week.linesRejected)}
        meaning={against(t('lignes de vente non reprises', 'sales lines left out'), week.before?.linesRejected)}
        {...(week.linesRejected > 0
          ? { from: rejectsOf({ run: week.runId }), fromTitle: t('les voir et les corriger', 'see and correct them') }
          : {})}
      />
      <Figure
        value={roundEuros(week.mtHtLoaded)}
        unit="HT"
        meaning={against(
          t('de ventes dans les fichiers', 'of sales in the files'),
          week.before?.mtHtLoaded,
          roundEuros,
        )}
      />
      <Figure
        value={count(week.documents.new)}
        meaning={against(t('pièces nouvelles', 'new documents'), week.before?.documentsNew)}
      />
    </section>
  );
}

function against(words: string, before: number | undefined, write: (value: number) => string = count): string {
  return before === undefined
    ? words
    : t(`${words} (${write(before)} la fois d’avant)`, `${words} (${write(before)} the time before)`);
}
