import type { ReactElement } from 'react';
import type { Run } from '../../../../src/api/contract/runs.ts';
import { to } from '../../addresses.ts';
import { count, day } from '../../formats.ts';
import { datasetWord, rejectsOf } from '../../import-words.ts';
import { FileWarnings } from '../../parts/file-warnings.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { said, t } from '../../words.ts';

/** The files of the week: how much of each was taken in. */
export function FilesRead({ week }: { readonly week: Run }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="files-read">
      <h2 id="files-read">{t('Les fichiers lus', 'The files read')}</h2>
      {week.filesRead.length === 0 && <p className="soft">{t('Aucun nouveau fichier.', 'No new file.')}</p>}
      <ul className="plain-list stack">
        {week.filesRead.map((file) => (
          <li key={`${file.fileHash} ${file.dataset}`} className="stack-tight">
            <strong>
              {datasetWord(file.dataset)}
              {t(' : ', ': ')}
              <Provenance fileName={file.name} fileHash={file.fileHash} />
            </strong>
            {file.stopped ? (
              <p>
                {said(file.stopped)}{' '}
                {file.needsMapping && (
                  <GoLink to={`${to.mapping(file.source, file.dataset)}?file=${file.fileHash}`}>
                    {t('Expliquer ses colonnes', 'Explain its columns')}
                  </GoLink>
                )}
              </p>
            ) : (
              <p className="small">
                {t(
                  `${count(file.rowsKept)} lignes reprises sur ${count(file.rowsRead)}`,
                  `${count(file.rowsKept)} of ${count(file.rowsRead)} lines taken in`,
                )}
                {file.firstDay &&
                  t(
                    `, du ${day(file.firstDay)} au ${day(file.lastDay)}`,
                    `, from ${day(file.firstDay)} to ${day(file.lastDay)}`,
                  )}
                {file.rowsRejected > 0 && (
                  <>
                    {' ; '}
                    <GoLink to={rejectsOf({ file: file.fileHash })}>
                      {t(`${count(file.rowsRejected)} non reprises`, `${count(file.rowsRejected)} left out`)}
                    </GoLink>
                  </>
                )}
                .
              </p>
            )}
            <FileWarnings file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}
