import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Reject, RejectReasons } from '../../../src/api/contract/rejects.ts';
import { oneOf, useFilters } from '../address.ts';
import { to, withFilters } from '../addresses.ts';
import { apiAddress } from '../api.ts';
import { euros, noValue } from '../formats.ts';
import { columnWord, datasetNames, datasetWord, rejectWord } from '../import-words.ts';
import { DataTable } from '../parts/data-table.tsx';
import { clearer, Filters, FilterSelect, FilterTick, optionsOf, SearchBox } from '../parts/filters.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StartRun } from '../parts/start-run.tsx';
import { Empty } from '../parts/states.tsx';
import type { Column } from '../parts/table-column.ts';
import { useApi, useList } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';
import { CorrectLine } from './rejects/correct-line.tsx';
import { Corrections } from './rejects/corrections.tsx';

/** Lines that were left out, why, and correcting them here so that next week's export is right too. */
export function RejectsPage(): ReactElement {
  const [filters, change] = useFilters((search) => ({
    q: search['q'] ?? '',
    dataset: oneOf(search['dataset'], datasetNames),
    code: search['code'],
    file: search['file'],
    run: search['run'],
    line: Number(search['corriger'] ?? 0),
    all: search['tous'] === 'oui',
  }));
  const { line, all, ...asked } = filters;
  // A file or a run that is named is shown whole; else the latest export of each kind is what counts.
  const latest = all || asked.file || asked.run ? undefined : 'yes';
  const list = useList<Reject>('/rejects', { ...asked, latest });
  const reasons = useApi<RejectReasons>('/rejects/reasons');
  const [shown, setShown] = useState<Reject>();
  const mayCorrect = useMay('operateur');
  const fromAddress = line > 0 ? list.rows.find(({ fileLine }) => fileLine === line) : undefined;
  const corrected = shown ?? fromAddress;
  const clear = clearer(filters, ['q', 'dataset', 'code', 'file', 'run'], change);
  const close = () => {
    setShown(undefined);
    if (line > 0) change({ corriger: undefined });
  };
  return (
    <>
      <PageTitle
        question={t('Quelles lignes n’ont pas été reprises, et pourquoi ?', 'Which lines were left out, and why?')}
        answer={reasons.data && answerOf(reasons.data)}
        back={{ to: to.imports(), title: t('Imports', 'Imports') }}
        actions={
          <a href={apiAddress('/rejects/export', { format: 'xlsx', run: filters.run })} download>
            {t('Enregistrer en classeur', 'Save as workbook')}
          </a>
        }
      />
      <div className="stack">
        {reasons.data && reasons.data.correctedRows > 0 && <ToTakeIn rows={reasons.data.correctedRows} />}
        {reasons.data && reasons.data.items.length > 0 && <Reasons reasons={reasons.data} />}
        <Filters onClear={clear}>
          <SearchBox
            label={t('Chercher une valeur', 'Search a value')}
            value={filters.q}
            onChange={(q) => change({ q })}
          />
          <FilterSelect
            label={t('Fichier', 'File')}
            value={filters.dataset}
            onChange={(dataset) => change({ dataset })}
            options={optionsOf(datasetNames, datasetWord)}
          />
          <FilterTick
            label={t('Voir aussi les exports d’avant', 'See earlier exports too')}
            on={all}
            onChange={(on) => change({ tous: on ? 'oui' : undefined })}
          />
        </Filters>
        <DataTable
          caption={t('Lignes non reprises', 'Lines left out')}
          list={list}
          columns={rejectColumns(mayCorrect ? setShown : undefined)}
          rowId={rowIdOf}
          noun={{ fr: ['raison'], en: ['reason'] }}
          open={(row) =>
            withFilters(to.file(row.fileHash), { line: row.fileLine, dataset: row.dataset, source: row.source })
          }
          {...(mayCorrect
            ? {
                keys: { c: setShown },
                keysHint: (
                  <>
                    <kbd>c</kbd> {t('corriger', 'correct')} · <kbd>Enter</kbd>{' '}
                    {t('voir dans le fichier', 'see in the file')}
                  </>
                ),
              }
            : {})}
          empty={
            <Empty title={t('Toutes les lignes ont été reprises', 'Every line was taken')}>
              {clear
                ? t('Aucune ligne ne répond à ces filtres.', 'No line answers these filters.')
                : t('Rien à corriger.', 'Nothing to correct.')}
            </Empty>
          }
        />
        <Corrections mayUndo={mayCorrect} />
      </div>
      {corrected && mayCorrect && <CorrectLine key={rowIdOf(corrected)} reject={corrected} onClose={close} />}
    </>
  );
}

function rowIdOf(row: Reject): string {
  return [row.source, row.dataset, row.fileHash, row.fileLine, row.column, row.code].join(' ');
}

function answerOf({ items }: RejectReasons): string {
  const lines = items.reduce((sum, reason) => sum + reason.lines, 0);
  if (lines === 0)
    return t('Vos derniers exports ont été repris en entier.', 'Your latest exports were taken in whole.');
  const euro = items.reduce((sum, reason) => sum + reason.mtHt, 0);
  const many = counted(lines, ['ligne', 'lignes'], ['line']);
  const worth = euro === 0 ? '' : t(`, pour ${euros(euro)} HT`, `, worth ${euros(euro)} net`);
  return t(
    `Dans vos derniers exports : ${many}${worth}. Vous pouvez les corriger ici ; la correction servira aussi aux prochains exports.`,
    `In your latest exports: ${many}${worth}. You may correct them here; the correction also holds for the next exports.`,
  );
}

function ToTakeIn({ rows }: { readonly rows: number }): ReactElement {
  return (
    <section className="sheet stack-tight" aria-label={t('Corrections à reprendre', 'Corrections to take in')}>
      <p>
        <strong>{counted(rows, ['ligne corrigée', 'lignes corrigées'], ['corrected line'])}</strong>{' '}
        {t(
          'entreront avec la prochaine semaine. Vous pouvez aussi les reprendre tout de suite.',
          'come in with the next week. You may also take them in right away.',
        )}
      </p>
      <StartRun label={t('Reprendre les lignes corrigées', 'Take the corrected lines in')} fromStep="curate" />
    </section>
  );
}

function Reasons({ reasons }: { readonly reasons: RejectReasons }): ReactElement {
  return (
    <ul className="plain-list cards" aria-label={t('Raisons', 'Reasons')}>
      {reasons.items.map((reason) => (
        <li key={`${reason.dataset} ${reason.code}`} className="stack-tight">
          <GoLink to={withFilters(to.rejects(), { code: reason.code, dataset: reason.dataset })}>
            {counted(reason.lines, ['ligne'], ['line'])}
            {t(' : ', ': ')}
            {rejectWord(reason.code)}
          </GoLink>
          <span className="soft small">
            {datasetWord(reason.dataset)}
            {reason.mtHt !== 0 && `, ${euros(reason.mtHt)} HT`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function rejectColumns(correct: ((row: Reject) => void) | undefined): readonly Column<Reject>[] {
  return [
    {
      id: 'sentence',
      title: t('Pourquoi', 'Why'),
      cell: (row) => (
        <>
          <strong>{columnWord(row.column)}</strong>
          {t(' : ', ': ')}
          <span lang="fr">{row.sentence}</span>
        </>
      ),
    },
    {
      id: 'file',
      title: t('Où', 'Where'),
      narrow: 'hide',
      cell: (row) => <Provenance fileName={row.name} fileHash={row.fileHash} line={row.fileLine} />,
    },
    {
      id: 'mtHt',
      title: t('Montant HT', 'Amount net'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => (row.mtHt === 0 ? noValue : euros(row.mtHt)),
    },
    ...(correct
      ? [
          {
            id: 'correct',
            title: t('Corriger', 'Correct'),
            cell: (row: Reject) => (
              <Button
                variant="default"
                size="compact-md"
                onClick={(event) => {
                  event.stopPropagation();
                  correct(row);
                }}
                aria-label={t(`Corriger ici la ligne ${row.fileLine}`, `Correct line ${row.fileLine} here`)}
              >
                {t('Corriger ici', 'Correct here')}
              </Button>
            ),
          } satisfies Column<Reject>,
        ]
      : []),
  ];
}
