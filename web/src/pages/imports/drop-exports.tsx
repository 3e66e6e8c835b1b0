import { type ReactElement, useState } from 'react';
import type { ExportsAnswer } from '../../../../src/api/contract/exports.ts';
import { oneOf } from '../../address.ts';
import { upload } from '../../api.ts';
import { useAttempt } from '../../attempt.ts';
import { count } from '../../formats.ts';
import { datasetNames } from '../../import-words.ts';
import { DropZone } from '../../parts/drop-zone.tsx';
import { StartRun } from '../../parts/start-run.tsx';
import { Trouble } from '../../parts/states.tsx';
import { useWrite } from '../../queries.ts';
import { t } from '../../words.ts';
import { type Sent, SentFiles } from './sent-files.tsx';

const acceptedNames = '.csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.ods,.gz';

/** Where files are dropped, what became of each, and the button that starts the week. */
export function DropExports(): ReactElement {
  const [share, setShare] = useState<number>();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const { problem, attempt } = useAttempt();
  const sendFiles = useWrite(
    (form: FormData) => upload<ExportsAnswer>('/exports', form, setShare),
    ['/files', '/profiles', '/home'],
  );
  const take = async (files: readonly File[], dataset?: string) => {
    setShare(0);
    await attempt(async () => {
      const { received } = await sendFiles.mutateAsync(formOf(files, dataset));
      const taken = received.flatMap((answer, place) => {
        const file = files[place];
        return file ? [{ file, answer }] : [];
      });
      setSent((before) => [...before.filter(({ file }) => !files.includes(file)), ...taken]);
    });
    setShare(undefined);
  };
  const isSending = share !== undefined;
  return (
    <section className="stack-tight" aria-label={t('Déposer des fichiers', 'Drop files')}>
      <DropZone
        label={t('Déposez ici les exports de la semaine', 'Drop the exports of the week here')}
        hint={t(
          'CSV ou classeur, autant que vous voulez. Ils sont gardés tels quels ; rien n’est changé avant que la semaine soit lancée.',
          'CSV or workbook, as many as you like. They are kept as they are; nothing changes before the week is started.',
        )}
        accept={acceptedNames}
        onFiles={(files) => void take(files)}
        disabled={isSending}
      />
      {isSending && (
        <p role="status">
          <progress value={share} max={1} aria-label={t('Envoi', 'Sending')} />{' '}
          {share < 1
            ? t(`Envoi : ${count(share * 100)} %`, `Sending: ${count(share * 100)}%`)
            : t('Reçu, lecture des en-têtes…', 'Received, reading the headers…')}
        </p>
      )}
      {problem && <Trouble problem={problem} />}
      <div role="status">
        {sent.length > 0 && <SentFiles sent={sent} sayWhat={(file, dataset) => void take([file], dataset)} />}
      </div>
      <StartRun
        label={t('Lancer la semaine', 'Start the week')}
        variant={sent.some(({ answer }) => answer.isNew) ? 'filled' : 'default'}
      />
    </section>
  );
}

/** Each file behind when it was last written, which dates the export where its name does not. */
function formOf(files: readonly File[], dataset: string | undefined): FormData {
  const form = new FormData();
  const known = oneOf(dataset, datasetNames);
  if (known) form.append('dataset', known);
  for (const file of files) {
    form.append('modified', String(file.lastModified));
    form.append('file', file, file.name);
  }
  return form;
}
