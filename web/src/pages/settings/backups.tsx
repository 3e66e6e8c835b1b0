/** What was saved, where it lies, and whether it was ever opened again. */
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { BackupAnswer, Backups, DrillAnswer } from '../../../../src/api/contract/house.ts';
import type { JobAsked } from '../../../../src/api/contract/jobs.ts';
import { send } from '../../api.ts';
import { count, instant } from '../../formats.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { JobProgress } from '../../parts/job-progress.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import type { Column } from '../../parts/table-column.ts';
import { toastProblem } from '../../parts/toasts.tsx';
import { listOf, useApi, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { said, t } from '../../words.ts';
import { KeyOfBackups } from './backup-key.tsx';

export function BackupsOfEstate(): ReactElement {
  const backups = useApi<Backups>('/backups');
  const mayAsk = useMay('administrateur');
  const [jobId, setJobId] = useState<string>();
  const ask = useWrite((path: string) => send<JobAsked>('POST', path), []);
  const request = (path: string) =>
    ask.mutate(path, { onSuccess: (job) => setJobId(job.jobId), onError: toastProblem });
  return (
    <section className="stack">
      <h2>{t('Ce qui est sauvegardé', 'What is backed up')}</h2>
      {mayAsk && (
        <span className="row">
          <Button onClick={() => request('/backups')}>{t('Sauvegarder maintenant', 'Back up now')}</Button>
          <Button variant="default" onClick={() => request('/backups/drill')}>
            {t('Rouvrir la dernière, pour essai', 'Open the last one, as a drill')}
          </Button>
        </span>
      )}
      {jobId !== undefined && (
        <JobProgress
          jobId={jobId}
          title={t('Travail demandé', 'Work asked for')}
          onEnd={() => void backups.refetch()}
        />
      )}
      <KeyOfBackups />
      <Answer of={backups}>
        {(known) => (
          <>
            <DataTable
              caption={t('Sauvegardes', 'Backups')}
              list={listOf(known.backups)}
              columns={backupColumns()}
              rowId={(backup) => backup.backupId}
              empty={
                <Empty title={t('Aucune sauvegarde encore', 'No backup yet')}>
                  {t('La première se fera cette nuit.', 'The first will be made tonight.')}
                </Empty>
              }
            />
            <h3>{t('Sauvegardes rouvertes pour essai', 'Backups opened as a drill')}</h3>
            <DataTable
              caption={t('Restaurations d’essai', 'Restore drills')}
              list={listOf(known.drills)}
              columns={drillColumns()}
              rowId={(drill) => drill.drillId}
              empty={
                <Empty title={t('Aucun essai encore', 'No drill yet')}>
                  {t(
                    'Une sauvegarde jamais rouverte n’est qu’un espoir : l’essai se fait seul chaque semaine.',
                    'A backup never opened is only a hope: the drill happens by itself each week.',
                  )}
                </Empty>
              }
            />
          </>
        )}
      </Answer>
    </section>
  );
}

function backupColumns(): readonly Column<BackupAnswer>[] {
  return [
    { id: 'when', title: t('Quand', 'When'), cell: (backup) => instant(backup.startedAt) },
    {
      id: 'state',
      title: t('État', 'State'),
      cell: (backup) => <StateWord tone={backupTones[backup.state]}>{backupState(backup)}</StateWord>,
    },
    {
      id: 'size',
      title: t('Taille', 'Size'),
      align: 'end',
      cell: (backup) =>
        backup.bytes === null ? '–' : t(`${count(backup.bytes / 1e6, 1)} Mo`, `${count(backup.bytes / 1e6, 1)} MB`),
    },
    { id: 'copies', title: t('Copies', 'Copies'), cell: copies },
    {
      id: 'file',
      title: t('Fichier', 'File'),
      narrow: 'hide',
      cell: (backup) => <code>{backup.fileName ?? '–'}</code>,
    },
  ];
}

function copies({ copies: made }: BackupAnswer): string {
  if (made.length === 0) return t('ici seulement', 'here only');
  const good = made.filter(({ ok }) => ok).length;
  return t(`${good} sur ${made.length} vérifiées`, `${good} of ${made.length} verified`);
}

function drillColumns(): readonly Column<DrillAnswer>[] {
  return [
    { id: 'when', title: t('Quand', 'When'), cell: (drill) => instant(drill.startedAt) },
    {
      id: 'ok',
      title: t('Résultat', 'Result'),
      cell: (drill) => (
        <div>
          <StateWord tone={drill.ok ? 'done' : 'stopped'}>
            {drill.ok ? t('revenue à l’identique', 'came back the same') : t('à regarder', 'to look at')}
          </StateWord>
          {drill.findings.map((finding) => (
            <p key={finding.fr} className="small">
              {said(finding)}
            </p>
          ))}
        </div>
      ),
    },
    {
      id: 'rows',
      title: t('Lignes', 'Rows'),
      align: 'end',
      narrow: 'hide',
      cell: (drill) => count(drill.rows),
    },
    {
      id: 'time',
      title: t('Retour en', 'Back in'),
      align: 'end',
      cell: (drill) => (drill.rtoSeconds === null ? '–' : `${count(drill.rtoSeconds)}\u00a0s`),
    },
  ];
}

const backupTones: Readonly<Record<BackupAnswer['state'], Tone>> = {
  running: 'running',
  done: 'done',
  failed: 'stopped',
  removed: 'quiet',
};

function backupState({ state }: BackupAnswer): string {
  const words: Readonly<Record<BackupAnswer['state'], string>> = {
    running: t('en cours', 'running'),
    done: t('faite', 'made'),
    failed: t('manquée', 'failed'),
    removed: t('faite, depuis effacée par la rotation', 'made, since removed by rotation'),
  };
  return words[state];
}
