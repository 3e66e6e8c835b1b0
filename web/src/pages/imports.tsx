import { NativeSelect } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { ReceivedFile } from '../../../src/api/contract/files.ts';
import type { ExportsAnswer, Received } from '../../../src/api/contract/exports.ts';
import type { Profiles } from '../../../src/api/contract/profiles.ts';
import type { RunRow } from '../../../src/api/contract/runs.ts';
import { to, withFilters } from '../addresses.ts';
import { oneOf } from '../address.ts';
import { upload } from '../api.ts';
import { count, day, instant, roundEuros } from '../formats.ts';
import { datasetNames, datasetWord, rejectsOf } from '../import-words.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { DropZone } from '../parts/drop-zone.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StartRun } from '../parts/start-run.tsx';
import { StateWord, type Tone } from '../parts/state-word.tsx';
import { Empty, Trouble } from '../parts/states.tsx';
import { useApi, useList, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, said, t } from '../words.ts';

const acceptedNames = '.csv,.tsv,.tab,.txt,.xlsx,.xlsm,.xls,.ods,.gz';

/** What came from the cellar software, week after week; new files are dropped here. */
export function ImportsPage(): ReactElement {
  const mayDrop = useMay('operateur');
  const files = useList<ReceivedFile>('/files', { limit: 10 });
  const newest = files.rows[0];
  return (
    <>
      <PageTitle
        question={t('Que nous a donné le logiciel de cave ?', 'What did the cellar software give us?')}
        answer={
          newest &&
          t(
            `Le dernier export est du ${day(newest.exportedAt)} : ${newest.name}.`,
            `The latest export is of ${day(newest.exportedAt)}: ${newest.name}.`,
          )
        }
      />
      <div className="stack">
        {mayDrop && <Drop />}
        <WaitingFiles />
        <Runs />
        <section className="stack-tight" aria-labelledby="files">
          <div className="row-apart">
            <h2 id="files">{t('Les fichiers reçus', 'The files received')}</h2>
            <GoLink to={to.rejects()}>{t('Lignes non reprises', 'Lines left out')}</GoLink>
          </div>
          <DataTable
            caption={t('Fichiers reçus', 'Files received')}
            list={files}
            columns={fileColumns()}
            rowId={(file) => `${file.fileHash} ${file.dataset} ${file.source}`}
            open={(file) => withFilters(to.file(file.fileHash), { dataset: file.dataset, source: file.source })}
            tone={(file) => (file.needsMapping ? 'waits' : file.state === 'stopped' ? 'stopped' : undefined)}
            noun={{ fr: ['fichier'], en: ['file'] }}
            empty={
              <Empty title={t('Aucun fichier reçu', 'No file received')}>
                {t(
                  'Exportez vos ventes et vos clients depuis votre logiciel, puis déposez les fichiers ci-dessus.',
                  'Export your sales and clients from your software, then drop the files above.',
                )}
              </Empty>
            }
          />
        </section>
      </div>
    </>
  );
}

/** A file that was sent, and what became of it. */
interface Sent {
  readonly file: File;
  readonly answer: Received;
}

function Drop(): ReactElement {
  const [share, setShare] = useState<number>();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const [problem, setProblem] = useState<Error>();
  const sendFiles = useWrite(
    (form: FormData) => upload<ExportsAnswer>('/exports', form, setShare),
    ['/files', '/profiles', '/home'],
  );
  const take = async (files: readonly File[], dataset?: string) => {
    setProblem(undefined);
    setShare(0);
    try {
      const { received } = await sendFiles.mutateAsync(formOf(files, dataset));
      const taken = received.flatMap((answer, place) => {
        const file = files[place];
        return file ? [{ file, answer }] : [];
      });
      setSent((before) => [...before.filter(({ file }) => !files.includes(file)), ...taken]);
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
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

const toneOfReceived: Readonly<Record<Received['state'], Tone>> = {
  received: 'done',
  known: 'quiet',
  refused: 'stopped',
  unknown_dataset: 'waits',
};

function SentFiles({
  sent,
  sayWhat,
}: {
  readonly sent: readonly Sent[];
  readonly sayWhat: (file: File, dataset: string) => void;
}): ReactElement {
  return (
    <ul className="plain-list stack-tight">
      {sent.map(({ file, answer }, place) => (
        <li key={`${place} ${answer.name}`} className="row">
          <StateWord tone={answer.needsMapping ? 'waits' : toneOfReceived[answer.state]}>
            {receivedWord(answer)}
          </StateWord>
          <span>{said(answer.sentence)}</span>
          {answer.needsMapping && answer.dataset && answer.hash && (
            <GoLink to={withFilters(to.mapping(answer.source, answer.dataset), { file: answer.hash })}>
              {t('Expliquer ses colonnes', 'Explain its columns')}
            </GoLink>
          )}
          {answer.state === 'unknown_dataset' && (
            <NativeSelect
              aria-label={t(`Ce que contient ${answer.name}`, `What ${answer.name} holds`)}
              value=""
              onChange={(event) => sayWhat(file, event.currentTarget.value)}
              data={[
                { value: '', label: t('Il contient…', 'It holds…'), disabled: true },
                ...datasetNames.map((name) => ({ value: name, label: datasetWord(name) })),
              ]}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function receivedWord({ state, needsMapping }: Received): string {
  if (needsMapping) return t('à expliquer', 'to explain');
  const words: Readonly<Record<Received['state'], string>> = {
    received: t('reçu', 'received'),
    known: t('déjà là', 'known'),
    refused: t('refusé', 'refused'),
    unknown_dataset: t('à préciser', 'to be told'),
  };
  return words[state];
}

function WaitingFiles(): ReactElement | null {
  const { data } = useApi<Profiles>('/profiles');
  if (!data || data.waiting.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="waiting-files">
      <h2 id="waiting-files">
        {t('Des fichiers attendent que vous expliquiez leurs colonnes', 'Files wait for you to explain their columns')}
      </h2>
      <ul className="plain-list stack-tight">
        {data.waiting.map((file) => (
          <li key={`${file.fileHash} ${file.dataset}`}>
            <GoLink to={withFilters(to.mapping(file.source, file.dataset), { file: file.fileHash })}>
              {file.name}
            </GoLink>{' '}
            <span className="soft">({datasetWord(file.dataset)})</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Runs(): ReactElement {
  const runs = useList<RunRow>('/runs', { limit: 8 });
  return (
    <section className="stack-tight" aria-labelledby="runs">
      <h2 id="runs">{t('Les semaines passées', 'The weeks so far')}</h2>
      <DataTable
        caption={t('Semaines', 'Weeks')}
        list={runs}
        columns={runColumns()}
        rowId={(run) => run.runId}
        open={(run) => to.run(run.runId)}
        tone={(run) => (run.status === 'refused' || run.status === 'failed' ? 'stopped' : undefined)}
        noun={{ fr: ['semaine'], en: ['week'] }}
        empty={
          <Empty title={t('Aucune semaine encore', 'No week yet')}>
            {t('Déposez vos exports, puis lancez la semaine.', 'Drop your exports, then start the week.')}
          </Empty>
        }
      />
    </section>
  );
}

function runColumns(): readonly Column<RunRow>[] {
  return [
    { id: 'asOf', title: t('Semaine du', 'Week of'), cell: (run) => day(run.asOf) },
    {
      id: 'status',
      title: t('État', 'State'),
      cell: (run) => <StateWord tone={toneOfRun[run.status]}>{runWord(run.status)}</StateWord>,
    },
    { id: 'files', title: t('Fichiers', 'Files'), align: 'end', narrow: 'hide', cell: (run) => count(run.files) },
    {
      id: 'linesRead',
      title: t('Lignes de vente', 'Sales lines'),
      align: 'end',
      cell: (run) => count(run.linesRead),
    },
    {
      id: 'linesRejected',
      title: t('Non reprises', 'Left out'),
      align: 'end',
      narrow: 'hide',
      cell: (run) =>
        run.linesRejected === 0 ? (
          count(0)
        ) : (
          <GoLink to={rejectsOf({ run: run.runId })}>{count(run.linesRejected)}</GoLink>
        ),
    },
    {
      id: 'mtHtLoaded',
      title: t('Montant lu, HT', 'Amount read, net'),
      align: 'end',
      narrow: 'hide',
      cell: (run) => roundEuros(run.mtHtLoaded),
    },
  ];
}

const toneOfRun: Readonly<Record<RunRow['status'], Tone>> = {
  running: 'running',
  done: 'done',
  failed: 'stopped',
  refused: 'stopped',
};

function runWord(status: RunRow['status']): string {
  const words: Readonly<Record<RunRow['status'], string>> = {
    running: t('en cours', 'running'),
    done: t('faite', 'done'),
    failed: t('en panne', 'failed'),
    refused: t('arrêtée', 'stopped'),
  };
  return words[status];
}

function fileColumns(): readonly Column<ReceivedFile>[] {
  return [
    { id: 'name', title: t('Fichier', 'File'), cell: (file) => file.name },
    { id: 'dataset', title: t('Contenu', 'Content'), narrow: 'hide', cell: (file) => datasetWord(file.dataset) },
    {
      id: 'state',
      title: t('État', 'State'),
      cell: (file) => <StateWord tone={toneOfFile(file)}>{fileWord(file)}</StateWord>,
    },
    {
      id: 'rows',
      title: t('Lignes', 'Lines'),
      align: 'end',
      cell: (file) => (file.rowsRead === null ? '–' : counted(file.rowsRead, ['ligne'], ['line'])),
    },
    {
      id: 'rejected',
      title: t('Non reprises', 'Left out'),
      align: 'end',
      narrow: 'hide',
      cell: (file) =>
        file.rowsRejected ? (
          <GoLink to={rejectsOf({ file: file.fileHash })}>{count(file.rowsRejected)}</GoLink>
        ) : (
          count(file.rowsRejected)
        ),
    },
    {
      id: 'exportedAt',
      title: t('Exporté le', 'Exported on'),
      narrow: 'hide',
      cell: (file) => instant(file.exportedAt),
    },
  ];
}

function toneOfFile(file: ReceivedFile): Tone {
  if (file.needsMapping) return 'waits';
  const tones: Readonly<Record<ReceivedFile['state'], Tone>> = {
    received: 'quiet',
    stopped: 'stopped',
    read: 'running',
    loaded: 'done',
  };
  return tones[file.state];
}

function fileWord(file: ReceivedFile): string {
  if (file.needsMapping) return t('à expliquer', 'to explain');
  const words: Readonly<Record<ReceivedFile['state'], string>> = {
    received: t('attend la semaine', 'waits for the week'),
    stopped: t('illisible', 'unreadable'),
    read: t('lu', 'read'),
    loaded: t('en place', 'in place'),
  };
  return words[file.state];
}
