import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Received } from '../../../../src/api/contract/exports.ts';
import { to, withFilters } from '../../addresses.ts';
import { datasetNames, datasetWord } from '../../import-words.ts';
import { optionsOf } from '../../parts/filters.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { StateWord, type Tone } from '../../parts/state-word.tsx';
import { said, t } from '../../words.ts';

/** A file that was sent, and what became of it. */
export interface Sent {
  readonly file: File;
  readonly answer: Received;
}

/** What became of each file that was dropped, and what a person has to say of it. */
export function SentFiles({
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
                ...optionsOf(datasetNames, datasetWord),
              ]}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

const toneOfReceived: Readonly<Record<Received['state'], Tone>> = {
  received: 'done',
  known: 'quiet',
  refused: 'stopped',
  unknown_dataset: 'waits',
};

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
