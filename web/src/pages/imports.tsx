import type { ReactElement } from 'react';
import type { ReceivedFile } from '../../../src/api/contract/files.ts';
import { to, withFilters } from '../addresses.ts';
import { day } from '../formats.ts';
import { DataTable } from '../parts/data-table.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Empty } from '../parts/states.tsx';
import { useList } from '../queries.ts';
import { useMay } from '../session.ts';
import { t } from '../words.ts';
import { DropExports } from './imports/drop-exports.tsx';
import { fileColumns } from './imports/file-columns.tsx';
import { UnderWay } from './imports/under-way.tsx';
import { WaitingFiles } from './imports/waiting-files.tsx';
import { Weeks } from './imports/weeks.tsx';

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
        {mayDrop && <DropExports />}
        <UnderWay />
        <WaitingFiles />
        <Weeks />
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
