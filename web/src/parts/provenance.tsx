import type { ReactElement } from 'react';
import { to } from '../addresses.ts';
import { count } from '../formats.ts';
import { t } from '../words.ts';
import { GoLink } from './go-link.tsx';

export interface ProvenanceProps {
  /** The file as it was received. */
  readonly fileName: string;
  readonly fileHash: string;
  readonly line?: number | undefined;
}

/** The end of the click: the file and the line a figure was read from. */
export function Provenance({ fileName, fileHash, line }: ProvenanceProps): ReactElement {
  return (
    <GoLink to={to.file(fileHash, line)} className="small">
      {line === undefined ? fileName : t(`${fileName}, ligne ${count(line)}`, `${fileName}, line ${count(line)}`)}
    </GoLink>
  );
}
