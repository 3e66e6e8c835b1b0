import type { ReceivedFile } from '../../../../src/api/contract/files.ts';
import { count, instant } from '../../formats.ts';
import { datasetWord, rejectsOf } from '../../import-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import type { Column } from '../../parts/table-column.ts';
import { counted, t } from '../../words.ts';

/** The columns of the list of received files. */
export function fileColumns(): readonly Column<ReceivedFile>[] {
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
    replaced: 'quiet',
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
    replaced: t('remplacé par un autre', 'replaced by another'),
    read: t('lu', 'read'),
    loaded: t('en place', 'in place'),
  };
  return words[file.state];
}
