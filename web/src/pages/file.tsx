import { Button, NumberInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { FileLines } from '../../../src/api/contract/files.ts';
import { to } from '../addresses.ts';
import { useFilters } from '../address.ts';
import { count, day, instant } from '../formats.ts';
import { columnWord, datasetWord, rejectsOf } from '../import-words.ts';
import { useParam } from '../params.ts';
import { GoLink } from '../parts/go-link.tsx';
import { PageOf } from '../parts/page-of.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useApi } from '../queries.ts';
import { t } from '../words.ts';
import './file.css';

const span = 8;

/** A received file around one of its lines: as it came, as it was read, as it was cleaned. */
export function FilePage(): ReactElement {
  const hash = useParam('hash');
  const [{ line, source, dataset }, change] = useFilters((search) => ({
    line: Math.max(1, Math.floor(Number(search['line'] ?? 1)) || 1),
    source: search['source'],
    dataset: search['dataset'],
  }));
  const lines = useApi<FileLines>(`/files/${encodeURIComponent(hash)}/lines`, { around: line, span, source, dataset });
  const imports = { to: to.imports(), title: t('Imports', 'Imports') };
  const go = (next: number) => change({ line: String(Math.max(1, next)) });
  return (
    <PageOf of={lines} lines={12} unknown={t('Quel est ce fichier ?', 'Which file is this?')} back={imports}>
      {(found) => (
        <>
          <PageTitle
            question={t(
              `Que dit ${found.file.name}, ligne ${count(line)} ?`,
              `What does ${found.file.name} say, line ${count(line)}?`,
            )}
            answer={answerOf(found)}
            back={imports}
          />
          <div className="stack">
            <LineMover line={line} go={go} />
            <Rejects found={found} />
            <Raw found={found} />
            <Rows
              title={t('Ce que Cuvée a lu', 'What Cuvée read')}
              hint={t(
                'Chaque cellule telle quelle, sous le nom de sa colonne.',
                'Each cell as it is, under the name of its column.',
              )}
              rows={found.staging}
              line={line}
            />
            <Rows
              title={t('Ce que Cuvée en a retenu', 'What Cuvée kept of it')}
              hint={t(
                'Nettoyé : dates, nombres et noms remis en forme. Une ligne absente ici n’a pas été reprise.',
                'Cleaned: dates, numbers and names put in shape. A line that is missing here was left out.',
              )}
              rows={found.curated}
              line={line}
            />
            <Facts found={found} />
          </div>
        </>
      )}
    </PageOf>
  );
}

function answerOf({ file, rejects, line }: FileLines): string {
  const when = t(`Export du ${day(file.exportedAt)}.`, `Export of ${day(file.exportedAt)}.`);
  return rejects.some((reject) => reject.line === line)
    ? t(`${when} Cette ligne n’a pas été reprise.`, `${when} This line was left out.`)
    : when;
}

function LineMover({ line, go }: { readonly line: number; readonly go: (line: number) => void }): ReactElement {
  const [asked, setAsked] = useState<string | number>(line);
  return (
    <form
      className="row no-print"
      onSubmit={(event) => {
        event.preventDefault();
        go(Number(asked) || 1);
      }}
    >
      <Button variant="default" onClick={() => go(line - 2 * span)} disabled={line === 1}>
        {t('Lignes d’avant', 'Lines before')}
      </Button>
      <NumberInput
        aria-label={t('Aller à la ligne', 'Go to line')}
        value={asked}
        onChange={setAsked}
        min={1}
        allowDecimal={false}
        hideControls
        w="8rem"
      />
      <Button variant="default" type="submit">
        {t('Aller à cette ligne', 'Go to this line')}
      </Button>
      <Button variant="default" onClick={() => go(line + 2 * span)}>
        {t('Lignes d’après', 'Lines after')}
      </Button>
    </form>
  );
}

function Rejects({ found }: { readonly found: FileLines }): ReactElement | null {
  const here = found.rejects.filter((reject) => reject.line === found.line);
  if (here.length === 0) return null;
  return (
    <section className="sheet" aria-label={t('Pourquoi cette ligne n’a pas été reprise', 'Why this line was left out')}>
      {here.map((reject) => (
        <p key={`${reject.column} ${reject.code}`}>
          <strong>
            {columnWord(reject.column)}
            {t(' : ', ': ')}
          </strong>
          <span lang="fr">{reject.sentence}</span>
        </p>
      ))}
      <p className="no-print">
        <GoLink to={`${rejectsOf({ file: found.file.fileHash })}&corriger=${found.line}`}>
          {t('Corriger ici', 'Correct here')}
        </GoLink>
      </p>
    </section>
  );
}

function Raw({ found }: { readonly found: FileLines }): ReactElement {
  return (
    <section className="stack-tight">
      <h2>{t('Le fichier tel que vous l’avez donné', 'The file as you gave it')}</h2>
      {found.raw === null ? (
        <p className="soft">
          {found.staging === null
            ? t('Ce fichier n’a pas encore été lu.', 'This file was not read yet.')
            : t(
                'C’est un classeur : ses lignes sont montrées ci-dessous.',
                'This is a workbook: its rows are shown below.',
              )}
        </p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
        <div className="raw-lines" tabIndex={0} role="region" aria-label={t('Lignes du fichier', 'Lines of the file')}>
          <table>
            <tbody>
              {found.raw.map(({ line, text }) => (
                <tr key={line} data-here={line === found.line ? '' : undefined}>
                  <th scope="row">{line}</th>
                  <td>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Rows({
  title,
  hint,
  rows,
  line,
}: {
  readonly title: string;
  readonly hint: string;
  readonly rows: FileLines['staging'];
  readonly line: number;
}): ReactElement | null {
  if (rows === null || rows.rows.length === 0) return null;
  // Columns with nothing in them here would push the others out of sight.
  const places = rows.columns.flatMap((_, place) => (rows.rows.some(({ cells }) => cells[place]) ? [place] : []));
  return (
    <section className="stack-tight">
      <h2>{title}</h2>
      <p className="soft small">{hint}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <div className="raw-lines" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Ligne', 'Line')}</th>
              {places.map((place) => (
                <th key={place} scope="col">
                  {columnWord(rows.columns[place] ?? '')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.rows.map((row) => (
              <tr key={row.line} data-here={row.line === line ? '' : undefined}>
                <th scope="row">{row.line}</th>
                {places.map((place) => (
                  <td key={place}>{row.cells[place]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Facts({ found: { file } }: { readonly found: FileLines }): ReactElement {
  const facts: readonly (readonly [string, string])[] = [
    [t('Contenu', 'Content'), datasetWord(file.dataset)],
    [t('Reçu le', 'Received on'), instant(file.receivedAt)],
    [t('Taille', 'Size'), t(`${count(file.bytes / 1024, 1)} ko`, `${count(file.bytes / 1024, 1)} kB`)],
    [t('Lignes lues', 'Lines read'), count(file.rowsRead)],
    [t('Lignes reprises', 'Lines taken in'), count(file.rowsKept)],
    [t('Lignes non reprises', 'Lines left out'), count(file.rowsRejected)],
    [t('Empreinte (SHA-256)', 'Fingerprint (SHA-256)'), file.fileHash],
  ];
  return (
    <section className="stack-tight">
      <h2>{t('Ce fichier', 'This file')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{name.startsWith('Empreinte') || name.startsWith('Finger') ? <code>{value}</code> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
