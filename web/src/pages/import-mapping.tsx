import { NativeSelect } from '@mantine/core';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { MappingBody, Preview, Proposal, SaidMapping } from '../../../src/api/contract/profiles.ts';
import type { Sentence } from '../words.ts';
import { to } from '../addresses.ts';
import { useFilters } from '../address.ts';
import { send } from '../api.ts';
import { count } from '../formats.ts';
import { columnWord, datasetWord } from '../import-words.ts';
import { useParam } from '../params.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { StartRun } from '../parts/start-run.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { Answer, Trouble } from '../parts/states.tsx';
import { toast } from '../parts/toasts.tsx';
import { useApi, useWrite } from '../queries.ts';
import { said, t } from '../words.ts';
import './file.css';
import './import-mapping.css';

/** The columns of an unknown file, explained by a person: proposed, tried on the file itself, then saved. */
export function ImportMappingPage(): ReactElement {
  const source = useParam('source');
  const dataset = useParam('dataset');
  const [{ file }] = useFilters((search) => ({ file: search['file'] }));
  const path = `/profiles/${encodeURIComponent(source)}/${encodeURIComponent(dataset)}`;
  const proposal = useApi<Proposal>(`${path}/proposal`, { file });
  return (
    <>
      <PageTitle
        question={t('Que veut dire chaque colonne de ce fichier ?', 'What does each column of this file mean?')}
        answer={t(
          `${datasetWord(dataset)} : vérifiez ce que nous proposons, corrigez au besoin, puis enregistrez. Les prochains fichiers se liront tout seuls.`,
          `${datasetWord(dataset)}: check what we propose, correct where needed, then save. The next files will be read by themselves.`,
        )}
        back={{ to: to.imports(), title: t('Imports', 'Imports') }}
      />
      <Answer of={proposal} lines={10}>
        {(found) => <Wizard key={found.file.fileHash} proposal={found} path={path} />}
      </Answer>
    </>
  );
}

function Wizard({ proposal, path }: { readonly proposal: Proposal; readonly path: string }): ReactElement {
  const [mapping, setMapping] = useState<SaidMapping>(() =>
    Object.fromEntries(proposal.headers.map(({ header, column }) => [header, column])),
  );
  const [preview, setPreview] = useState<Preview>(proposal.preview);
  const [isSaved, setIsSaved] = useState(false);
  const body: MappingBody = { fileHash: proposal.file.fileHash, mapping };
  const test = useWrite((said: MappingBody) => send<Preview>('POST', `${path}/test`, said), []);
  const save = useWrite(
    (said: MappingBody) => send<{ sentence: Sentence }>('PUT', path, said),
    ['/profiles', '/files', '/home'],
  );
  const say = (header: string, column: string | null) => {
    const next = { ...mapping, [header]: column };
    setMapping(next);
    setIsSaved(false);
    // Of two answers in a row only the last is shown, whichever comes first.
    test.mutate({ ...body, mapping: next }, { onSuccess: setPreview });
  };
  const keep = async () => {
    const { sentence } = await save.mutateAsync(body);
    setIsSaved(true);
    toast(said(sentence));
  };
  const missing = proposal.columns.filter(
    ({ column, isRequired }) => isRequired && !Object.values(mapping).includes(column),
  );
  const problem = save.error ?? test.error;
  return (
    <div className="stack">
      <p>
        <GoLink to={to.file(proposal.file.fileHash)}>{proposal.file.name}</GoLink>
      </p>
      <table className="mapping">
        <caption className="only-read-aloud">{t('Colonnes du fichier', 'Columns of the file')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Dans le fichier', 'In the file')}</th>
            <th scope="col">{t('Par exemple', 'For example')}</th>
            <th scope="col">{t('C’est', 'It is')}</th>
            <th scope="col">{t('Pourquoi', 'Why')}</th>
          </tr>
        </thead>
        <tbody>
          {proposal.headers.map((head) => (
            <tr key={head.header}>
              <th scope="row">{head.header || t('(sans titre)', '(no title)')}</th>
              <td className="soft">{head.samples.join(' · ')}</td>
              <td>
                <NativeSelect
                  aria-label={t(`Ce que contient la colonne ${head.header}`, `What the column ${head.header} holds`)}
                  value={mapping[head.header] ?? ''}
                  onChange={(event) => say(head.header, event.currentTarget.value || null)}
                  data={choices(proposal, mapping, head.header)}
                />
              </td>
              <td className="soft small">{whyOf(head)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div role="status" className="stack-tight">
        <StateWord tone={preview.ok ? 'done' : 'waits'}>
          {preview.ok
            ? t('Le fichier peut être lu ainsi', 'The file can be read this way')
            : t('Il manque encore quelque chose', 'Something is still missing')}
        </StateWord>
        {missing.length > 0 && !preview.ok && (
          <p>
            {t('À trouver parmi les colonnes :', 'To be found among the columns:')}{' '}
            {missing.map(({ column }) => columnWord(column)).join(', ')}.
          </p>
        )}
        {preview.ok && preview.problems.map((one) => <p key={one.fr}>{said(one)}</p>)}
      </div>
      {problem && <Trouble problem={problem} />}
      <div className="row no-print">
        <Button
          disabled={!preview.ok || isSaved}
          loading={save.isPending}
          onClick={() => void keep().catch(() => undefined)}
        >
          {t('Enregistrer ces colonnes', 'Save these columns')}
        </Button>
      </div>
      {isSaved && <StartRun label={t('Lancer la semaine avec ce fichier', 'Start the week with this file')} />}
      <Rows preview={preview} />
    </div>
  );
}

/** A column of ours is given once: what another header has is not offered again. */
function choices({ columns }: Proposal, mapping: SaidMapping, header: string): { value: string; label: string }[] {
  const taken = new Set(Object.entries(mapping).flatMap(([other, column]) => (other === header ? [] : [column])));
  return [
    { value: '', label: t('rien d’utile ici', 'nothing of use here') },
    ...columns
      .filter(({ column }) => !taken.has(column))
      .map(({ column, isRequired }) => ({ value: column, label: columnWord(column) + (isRequired ? ' *' : '') })),
  ];
}

function whyOf({ from, why, confidence }: Proposal['headers'][number]): string {
  if (from === 'known') return t('déjà connu', 'known already');
  if (from === 'unknown' || !why) return '';
  const sure = (confidence ?? 0) >= 0.8 ? t('presque sûr', 'almost sure') : t('à vérifier', 'to be checked');
  return `${sure} : ${said(why)}`;
}

function Rows({ preview }: { readonly preview: Preview }): ReactElement | null {
  if (preview.rows.length === 0) return null;
  const title = t(
    `Les ${count(preview.rows.length)} premières lignes, lues ainsi`,
    `The first ${count(preview.rows.length)} lines, read this way`,
  );
  return (
    <section className="stack-tight">
      <h2>{title}</h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <div className="raw-lines" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Ligne', 'Line')}</th>
              {preview.columns.map((column) => (
                <th key={column} scope="col">
                  {column.startsWith('x_') ? `(${column.slice(2).replaceAll('_', ' ')})` : columnWord(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row) => (
              <tr key={row.line}>
                <th scope="row">{row.line}</th>
                {row.cells.map((cell, place) => (
                  <td key={preview.columns[place]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
