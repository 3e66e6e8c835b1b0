/** Correcting by hand what the exports say of a client or of a wine: kept, whatever they say later. */
import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { getVersioned, send } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { isConflict } from '../edited.ts';
import { day } from '../formats.ts';
import { useWrite } from '../queries.ts';
import { t } from '../words.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Form } from './form.tsx';
import { Trouble } from './states.tsx';
import { toast } from './toasts.tsx';

export interface CorrectByHandProps<Thing, Column extends string> {
  /** « Corriger la fiche »: the button, and the dialog it opens. */
  readonly title: string;
  /** What two people may write at once: « cette fiche ». */
  readonly subject: string;
  /** Where it is read and changed: `/clients/C0142`; all below `changes` is read again. */
  readonly address: string;
  readonly changes: string;
  readonly thing: Thing;
  readonly version: string | undefined;
  readonly columns: readonly Column[];
  readonly fieldsOf: (thing: Thing) => Readonly<Record<Column, string>>;
  readonly columnWord: (column: Column) => string;
  readonly typeOf?: (column: Column) => 'text' | 'date' | 'email';
  /** The columns that a person corrected before. */
  readonly corrected: ReadonlySet<string>;
}

/** The button and the form. An emptied field goes back to what the exports say; two who write at once lose nothing. */
export function CorrectByHand<Thing, Column extends string>(props: CorrectByHandProps<Thing, Column>): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {props.title}
      </Button>
      {isOpen && <Corrections {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

type CorrectionsProps<Thing, Column extends string> = CorrectByHandProps<Thing, Column> & {
  readonly onClose: () => void;
};

function Corrections<Thing, Column extends string>(props: CorrectionsProps<Thing, Column>): ReactElement {
  const { title, subject, columns, columnWord, typeOf, corrected, onClose } = props;
  const { mine, write, theirs, forgetTheirs, save, drop } = useCorrections(props);
  const { isBusy, problem, attempt } = useAttempt();
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      leave={t('Ne rien changer', 'Change nothing')}
      also={
        corrected.size > 0 && (
          <Button variant="subtle" loading={isBusy} onClick={() => void attempt(drop)}>
            {t('Revenir aux exports', 'Back to the exports')}
          </Button>
        )
      }
    >
      <Form action={t('Enregistrer les corrections', 'Save the corrections')} onSubmit={save}>
        <p className="soft">
          {t(
            'Un champ vidé revient à ce que disent les exports.',
            'An emptied field goes back to what the exports say.',
          )}
        </p>
        {columns.map((column) => (
          <TextInput
            key={column}
            type={typeOf?.(column) ?? 'text'}
            label={columnWord(column)}
            description={corrected.has(column) ? t('corrigé par vous', 'corrected by you') : undefined}
            maxLength={300}
            value={mine[column]}
            onChange={(event) => write(column, event.currentTarget.value)}
          />
        ))}
      </Form>
      {problem && <Trouble problem={problem} />}
      {theirs && (
        <ConflictDialog
          subject={subject}
          fields={columns
            .filter((column) => mine[column] !== theirs[column])
            .map((column) => ({ title: columnWord(column), mine: mine[column], theirs: theirs[column] }))}
          onKeepMine={() => {
            forgetTheirs();
            void attempt(save);
          }}
          onTakeTheirs={onClose}
          onClose={forgetTheirs}
        />
      )}
    </FormDialog>
  );
}

/** What was written, what somebody else wrote meanwhile, and the two ways to end it. Both throw what the API refuses. */
function useCorrections<Thing, Column extends string>(props: CorrectionsProps<Thing, Column>) {
  const { address, changes, thing, version, columns, fieldsOf, corrected, onClose } = props;
  const [before] = useState(() => fieldsOf(thing));
  const [seen, setSeen] = useState(version);
  const [mine, setMine] = useState(before);
  const [theirs, setTheirs] = useState<Readonly<Record<Column, string>>>();
  const patch = useWrite(
    (change: Readonly<Record<string, string | null>>) => send('PATCH', address, change, { ifMatch: seen }),
    [changes],
  );
  const change = async (change: Readonly<Record<string, string | null>>, done: string) => {
    try {
      await patch.mutateAsync(change);
      toast(done);
      onClose();
    } catch (problem) {
      if (!isConflict(problem)) throw problem;
      const now = await getVersioned<Thing>(address);
      setSeen(now.version);
      setTheirs(fieldsOf(now.value));
    }
  };
  const save = () => {
    const changed = columns.filter((column) => before[column] !== mine[column]);
    return change(
      Object.fromEntries(changed.map((column) => [column, mine[column].trim() === '' ? null : mine[column].trim()])),
      t(
        'C’est corrigé, et cela le restera malgré les prochains exports.',
        'Corrected, and it stays so whatever the next exports say.',
      ),
    );
  };
  const drop = () =>
    change(
      Object.fromEntries([...corrected].map((column) => [column, null])),
      t('Les corrections sont retirées : les exports font foi.', 'The corrections are dropped: the exports decide.'),
    );
  return {
    mine,
    write: (column: Column, value: string) => setMine({ ...mine, [column]: value }),
    theirs,
    forgetTheirs: () => setTheirs(undefined),
    save,
    drop,
  };
}

export interface CorrectedByHandProps {
  readonly corrections: readonly { readonly column: string; readonly author: string; readonly decidedAt: string }[];
  readonly columnWord: (column: string) => string;
}

/** Which columns a person corrected, who, and when. */
export function CorrectedByHand({ corrections, columnWord }: CorrectedByHandProps): ReactElement | null {
  if (corrections.length === 0) return null;
  return (
    <p className="small soft">
      {t('Corrigé par vous, et gardé malgré les exports :', 'Corrected by you, and kept whatever the exports say:')}{' '}
      {corrections
        .map(({ column, author, decidedAt }) => `${columnWord(column)} (${author}, ${day(decidedAt)})`)
        .join(', ')}
      .
    </p>
  );
}
