import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type {
  Correct,
  CorrectableRow,
  CorrectionList,
  Reject,
  RejectReasons,
} from '../../../src/api/contract/rejects.ts';
import { to, withFilters } from '../addresses.ts';
import { oneOf, useFilters } from '../address.ts';
import { apiAddress, send } from '../api.ts';
import { count, day, euros } from '../formats.ts';
import { columnWord, datasetNames, datasetWord, rejectWord } from '../import-words.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Filters, FilterSelect, FilterTick, SearchBox } from '../parts/filters.tsx';
import { Form } from '../parts/form.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Provenance } from '../parts/provenance.tsx';
import { StartRun } from '../parts/start-run.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { toast, toastProblem } from '../parts/toasts.tsx';
import { useApi, useList, useWrite } from '../queries.ts';
import { useMay } from '../session.ts';
import { counted, t } from '../words.ts';

const changedByCorrecting = ['/rejects', '/corrections', '/home'];

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
  const isFiltered = Object.values(asked).some((value) => value);
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
        <Filters
          onClear={
            isFiltered
              ? () => change({ q: undefined, dataset: undefined, code: undefined, file: undefined, run: undefined })
              : undefined
          }
        >
          <SearchBox
            label={t('Chercher une valeur', 'Search a value')}
            value={filters.q}
            onChange={(q) => change({ q })}
          />
          <FilterSelect
            label={t('Fichier', 'File')}
            value={filters.dataset}
            onChange={(dataset) => change({ dataset })}
            options={datasetNames.map((name) => ({ value: name, label: datasetWord(name) }))}
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
          columns={columns(mayCorrect ? setShown : undefined)}
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
              {isFiltered
                ? t('Aucune ligne ne répond à ces filtres.', 'No line answers these filters.')
                : t('Rien à corriger.', 'Nothing to correct.')}
            </Empty>
          }
        />
        <Corrections mayUndo={mayCorrect} />
      </div>
      {corrected && mayCorrect && <CorrectDialog key={rowIdOf(corrected)} reject={corrected} onClose={close} />}
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
  return t(
    `Dans vos derniers exports : ${many}, pour ${euros(euro)} HT. Vous pouvez les corriger ici ; la correction servira aussi aux prochains exports.`,
    `In your latest exports: ${many}, worth ${euros(euro)} net. You may correct them here; the correction also holds for the next exports.`,
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
            {counted(reason.lines, ['ligne'], ['line'])} : {rejectWord(reason.code)}
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

function columns(correct: ((row: Reject) => void) | undefined): readonly Column<Reject>[] {
  return [
    {
      id: 'sentence',
      title: t('Pourquoi', 'Why'),
      cell: (row) => (
        <>
          <strong>{columnWord(row.column)}</strong> : {row.sentence}
        </>
      ),
    },
    {
      id: 'file',
      title: t('Où', 'Where'),
      narrow: 'hide',
      cell: (row) => <Provenance fileName={row.name} fileHash={row.fileHash} line={row.fileLine} />,
    },
    { id: 'mtHt', title: t('Montant HT', 'Amount net'), align: 'end', narrow: 'hide', cell: (row) => euros(row.mtHt) },
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

function CorrectDialog({ reject, onClose }: { readonly reject: Reject; readonly onClose: () => void }): ReactElement {
  const { source, dataset, fileHash, fileLine } = reject;
  const row = useApi<CorrectableRow>('/rejects/row', { source, dataset, fileHash, fileLine });
  return (
    <Dialog
      title={t(
        `Corriger la ligne ${count(fileLine)} de ${reject.name}`,
        `Correct line ${count(fileLine)} of ${reject.name}`,
      )}
      onClose={onClose}
      actions={
        <Button variant="default" onClick={onClose}>
          {t('Ne rien changer', 'Change nothing')}
        </Button>
      }
    >
      <Answer of={row} lines={6}>
        {(found) => <CorrectForm reject={reject} row={found} onDone={onClose} />}
      </Answer>
    </Dialog>
  );
}

function CorrectForm({
  reject,
  row,
  onDone,
}: {
  readonly reject: Reject;
  readonly row: CorrectableRow;
  readonly onDone: () => void;
}): ReactElement {
  const before = Object.fromEntries(row.corrections.map(({ column, value }) => [column, value]));
  const [values, setValues] = useState<Readonly<Record<string, string>>>(before);
  const [isTrusted, setIsTrusted] = useState(false);
  const [reason, setReason] = useState('');
  const save = useWrite((correction: Correct) => send('POST', '/rejects/correct', correction), changedByCorrecting);
  const { source, dataset, fileHash, fileLine } = reject;
  const submit = async () => {
    const known = Object.fromEntries(Object.entries(values).filter(([column]) => column !== 'source_issue'));
    await save.mutateAsync({ source, dataset, fileHash, fileLine, values: known, isTrusted, reason });
    toast(
      t(
        'Corrigé. La ligne entrera avec la prochaine semaine, et dans tous les exports qui la répètent.',
        'Corrected. The line comes in with the next week, and in every export that repeats it.',
      ),
    );
    onDone();
  };
  const wrong = row.cells.filter(({ column }) => column === reject.column || column in before);
  const others = row.cells.filter((cell) => !wrong.includes(cell));
  return (
    <Form action={t('Enregistrer la correction', 'Save the correction')} onSubmit={submit}>
      <p>{reject.sentence}</p>
      {row.issue !== '' && (
        <label className="tick">
          <input type="checkbox" checked={isTrusted} onChange={(event) => setIsTrusted(event.currentTarget.checked)} />{' '}
          {t('Les cellules ci-dessous sont justes : reprendre la ligne', 'The cells below are right: take the line in')}
        </label>
      )}
      {wrong.map((cell, place) => (
        <CellField
          key={cell.column}
          cell={cell}
          isWrong={cell.value !== ''}
          value={values[cell.column] ?? cell.value}
          onChange={(value) => setValues({ ...values, [cell.column]: value })}
          isFirst={place === 0}
        />
      ))}
      <details open={wrong.length === 0}>
        <summary>{t('Les autres cellules de la ligne', 'The other cells of the line')}</summary>
        <div className="stack-tight">
          {others.map((cell) => (
            <CellField
              key={cell.column}
              cell={cell}
              value={values[cell.column] ?? cell.value}
              onChange={(value) => setValues({ ...values, [cell.column]: value })}
            />
          ))}
        </div>
      </details>
      <TextInput
        label={t('D’où vient la bonne valeur (facultatif)', 'Where the right value comes from (optional)')}
        placeholder={t('vu sur le bon de livraison', 'seen on the delivery note')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className="soft small">
        {t(
          'Votre fichier n’est pas modifié : la correction est gardée à côté, avec votre nom.',
          'Your file is not altered: the correction is kept beside it, with your name.',
        )}
      </p>
    </Form>
  );
}

function CellField({
  cell,
  value,
  onChange,
  isWrong = false,
  isFirst = false,
}: {
  readonly cell: CorrectableRow['cells'][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isWrong?: boolean;
  readonly isFirst?: boolean;
}): ReactElement {
  return (
    <TextInput
      label={columnWord(cell.column)}
      description={isWrong ? t(`Dans le fichier : « ${cell.value} »`, `In the file: “${cell.value}”`) : undefined}
      value={value}
      maxLength={500}
      {...(isFirst ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type Corrected = CorrectionList['items'][number];

function Corrections({ mayUndo }: { readonly mayUndo: boolean }): ReactElement | null {
  const { data } = useApi<CorrectionList>('/corrections');
  const undo = useWrite(
    ({ source, dataset, rowHash }: Corrected) => send('POST', '/corrections/undo', { source, dataset, rowHash }),
    changedByCorrecting,
  );
  if (!data || data.items.length === 0) return null;
  const takeBack = async (corrected: Corrected) => {
    await undo.mutateAsync(corrected);
    toast(
      t(
        'Correction retirée : la ligne sera relue telle quelle à la prochaine semaine.',
        'Correction taken back: the line is read as it is next week.',
      ),
    );
  };
  return (
    <section className="stack-tight" aria-labelledby="corrections">
      <h2 id="corrections">{t('Vos corrections', 'Your corrections')}</h2>
      <ul className="plain-list stack-tight">
        {data.items.map((one) => (
          <li key={`${one.source} ${one.dataset} ${one.rowHash}`} className="row-apart">
            <span>
              {datasetWord(one.dataset)} :{' '}
              {one.values
                .map(({ column, value }) => `${columnWord(column)} → ${value || t('vide', 'empty')}`)
                .join(', ')}{' '}
              <span className="soft small">
                {t(`par ${one.author}, le ${day(one.decidedAt)}`, `by ${one.author}, on ${day(one.decidedAt)}`)}
                {one.reason && ` (${one.reason})`}
              </span>
            </span>
            {mayUndo && (
              <button type="button" className="link-button" onClick={() => void takeBack(one).catch(toastProblem)}>
                {t('Retirer la correction', 'Take it back')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
