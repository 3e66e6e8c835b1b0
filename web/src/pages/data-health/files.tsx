import type { ReactElement } from 'react';
import type { DataHealth } from '../../../../src/api/contract/data-health.ts';
import { instant, share } from '../../formats.ts';
import { datasetWord, rejectsOf } from '../../import-words.ts';
import { FileWarnings } from '../../parts/file-warnings.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { Provenance } from '../../parts/provenance.tsx';
import { t } from '../../words.ts';

/** What was noticed in the latest export of each kind. */
export function Files({ health }: { readonly health: DataHealth }): ReactElement {
  return (
    <section className="stack-tight" aria-labelledby="noticed">
      <h2 id="noticed">{t('Remarqué dans vos derniers exports', 'Noticed in your latest exports')}</h2>
      <ul className="plain-list stack">
        {health.files.map((file) => (
          <li key={`${file.fileHash} ${file.dataset}`} className="stack-tight">
            <strong>
              {datasetWord(file.dataset)}
              {t(' : ', ': ')}
              <Provenance fileName={file.name} fileHash={file.fileHash} />
            </strong>
            <span className="small">
              {t(`Export du ${instant(file.exportedAt)}`, `Export of ${instant(file.exportedAt)}`)} ;{' '}
              {file.rowsRejected === 0 ? (
                t('toutes les lignes ont été reprises.', 'every line was taken in.')
              ) : (
                <GoLink to={rejectsOf({ file: file.fileHash })}>
                  {t(
                    `${share(file.rowsRejected, file.rowsRead)} des lignes n’ont pas été reprises`,
                    `${share(file.rowsRejected, file.rowsRead)} of the lines were left out`,
                  )}
                </GoLink>
              )}
            </span>
            <FileWarnings file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}
