import type { ReactElement } from 'react';
import type { CorrectionList } from '../../../../src/api/contract/rejects.ts';
import { send } from '../../api.ts';
import { day } from '../../formats.ts';
import { columnWord, datasetWord } from '../../import-words.ts';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { t } from '../../words.ts';

export const changedByCorrecting = ['/rejects', '/corrections', '/home'];

type Corrected = CorrectionList['items'][number];

/** What was corrected here before, and taking it back. */
export function Corrections({ mayUndo }: { readonly mayUndo: boolean }): ReactElement | null {
  const { data } = useApi<CorrectionList>('/corrections');
  const undo = useWrite(
    ({ source, dataset, rowHash }: Corrected) => send('POST', '/corrections/undo', { source, dataset, rowHash }),
    changedByCorrecting,
  );
  if (!data || data.items.length === 0) return null;
  const takeBack = async (corrected: Corrected) => {
    await undo.mutateAsync(corrected);
    toast(
      t(
        'Correction retirée : la ligne sera relue telle quelle à la prochaine semaine.',
        'Correction taken back: the line is read as it is next week.',
      ),
    );
  };
  return (
    <section className="stack-tight" aria-labelledby="corrections">
      <h2 id="corrections">{t('Vos corrections', 'Your corrections')}</h2>
      <ul className="plain-list stack-tight">
        {data.items.map((one) => (
          <li key={`${one.source} ${one.dataset} ${one.rowHash}`} className="row-apart">
            <span>
              {datasetWord(one.dataset)}
              {t(' : ', ': ')}
              {one.values
                .map(({ column, value }) => `${columnWord(column)} → ${value || t('vide', 'empty')}`)
                .join(', ')}{' '}
              <span className="soft small">
                {t(`par ${one.author}, le ${day(one.decidedAt)}`, `by ${one.author}, on ${day(one.decidedAt)}`)}
                {one.reason && ` (${one.reason})`}
              </span>
            </span>
            {mayUndo && (
              <button type="button" className="link-button" onClick={() => void takeBack(one).catch(toastProblem)}>
                {t('Retirer la correction', 'Take it back')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
