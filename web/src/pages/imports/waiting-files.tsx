import type { ReactElement } from 'react';
import type { Profiles } from '../../../../src/api/contract/profiles.ts';
import { to, withFilters } from '../../addresses.ts';
import { datasetWord } from '../../import-words.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { useApi } from '../../queries.ts';
import { t } from '../../words.ts';

/** Files whose columns nobody has explained yet. */
export function WaitingFiles(): ReactElement | null {
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
