import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Correct, CorrectableRow, Reject } from '../../../../src/api/contract/rejects.ts';
import { send } from '../../api.ts';
import { count } from '../../formats.ts';
import { columnWord } from '../../import-words.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { Answer } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { t } from '../../words.ts';
import { changedByCorrecting } from './corrections.tsx';

/** The dialog in which a line that was left out is corrected. */
export function CorrectLine({
  reject,
  onClose,
}: {
  readonly reject: Reject;
  readonly onClose: () => void;
}): ReactElement {
  const { source, dataset, fileHash, fileLine } = reject;
  const row = useApi<CorrectableRow>('/rejects/row', { source, dataset, fileHash, fileLine });
  return (
    <FormDialog
      title={t(
        `Corriger la ligne ${count(fileLine)} de ${reject.name}`,
        `Correct line ${count(fileLine)} of ${reject.name}`,
      )}
      onClose={onClose}
      leave={t('Ne rien changer', 'Change nothing')}
    >
      <Answer of={row} lines={6}>
        {(found) => <CorrectForm reject={reject} row={found} onDone={onClose} />}
      </Answer>
    </FormDialog>
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
      <p lang="fr">{reject.sentence}</p>
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
