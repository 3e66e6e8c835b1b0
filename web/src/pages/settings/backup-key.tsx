import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { BackupKeyShown } from '../../../../src/api/contract/house.ts';
import { send } from '../../api.ts';
import { useAttempt } from '../../attempt.ts';
import { PrintButton } from '../../parts/print-button.tsx';
import { Trouble } from '../../parts/states.tsx';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** What opens the backups on the day this machine is no more: shown to be printed, and kept by nobody's browser. */
export function KeyOfBackups(): ReactElement {
  const mayShow = useMay('administrateur');
  const [text, setText] = useState<string>();
  const { isBusy, problem, attempt } = useAttempt();
  const show = () => void attempt(async () => setText((await send<BackupKeyShown>('POST', '/backups/key')).text));
  return (
    <section className="sheet stack-tight" aria-labelledby="backup-key">
      <h3 id="backup-key">{t('La clé des sauvegardes', 'The key of the backups')}</h3>
      <p className="prose">
        {t(
          'Une sauvegarde ne se lit qu’avec sa clé, et personne ne peut la refaire. Imprimez-la et rangez-la ailleurs que dans ce bureau, avec vos papiers importants : elle vous rendra vos données le jour où cette machine ne sera plus là.',
          'A backup can only be read with its key, and nobody can make it again. Print it and keep it away from this office, with your important papers: it gives your data back on the day this machine is gone.',
        )}
      </p>
      {text !== undefined && <pre className="backup-key">{text}</pre>}
      {problem && <Trouble problem={problem} />}
      {mayShow && (
        <span className="row no-print">
          {text === undefined ? (
            <Button variant="default" loading={isBusy} onClick={show}>
              {t('Montrer la clé', 'Show the key')}
            </Button>
          ) : (
            <>
              <PrintButton label={t('Imprimer la clé', 'Print the key')} />
              <Button variant="default" onClick={() => setText(undefined)}>
                {t('Cacher la clé', 'Hide the key')}
              </Button>
            </>
          )}
        </span>
      )}
      {!mayShow && (
        <p className="soft small">
          {t('Un administrateur peut la montrer ici.', 'An administrator can show it here.')}
        </p>
      )}
    </section>
  );
}
