import type { ReactElement } from 'react';
import type { DataHealth } from '../../../src/api/contract/data-health.ts';
import { to } from '../addresses.ts';
import { count } from '../formats.ts';
import { said, t } from '../words.ts';
import { GoLink } from './go-link.tsx';

/** What was noticed in one file, each with the way to a line where it is seen; nothing where nothing was. */
export function FileWarnings({
  file: { fileHash, warnings },
}: {
  readonly file: Pick<DataHealth['files'][number], 'fileHash' | 'warnings'>;
}): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <ul className="small">
      {warnings.map((warning) => (
        <li key={warning.sentence.fr}>
          {said(warning.sentence)}{' '}
          {warning.line !== null && (
            <GoLink to={to.file(fileHash, warning.line)}>
              {t(`par exemple ligne ${count(warning.line)}`, `for example line ${count(warning.line)}`)}
            </GoLink>
          )}
        </li>
      ))}
    </ul>
  );
}
