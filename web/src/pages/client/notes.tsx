import { Button, Textarea } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type { Client, ClientNote } from '../../../../src/api/contract/clients.ts';
import { send } from '../../api.ts';
import { isConflict } from '../../edited.ts';
import { instant } from '../../formats.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { Form } from '../../parts/form.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { toastProblem } from '../../parts/toasts.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { t } from '../../words.ts';

/** What people wrote about the client; two who write at once lose nothing. */
export function Notes({ client }: { readonly client: Client }): ReactElement {
  const mayWork = useMay('operateur');
  const address = `/clients/${encodeURIComponent(client.clientCode)}`;
  const [words, setWords] = useState('');
  const add = useWrite(() => send('POST', `${address}/notes`, { words }), [address]);
  const submit = async () => {
    await add.mutateAsync();
    setWords('');
  };
  return (
    <Sheet title={t('Qu’en savez-vous ?', 'What do you know?')}>
      {client.notes.length === 0 && <p className="soft">{t('Aucune note encore.', 'No note yet.')}</p>}
      {client.notes.map((note) => (
        <Note key={note.noteId} note={note} address={address} mayWork={mayWork} />
      ))}
      {mayWork && (
        <Form action={t('Enregistrer la note', 'Save the note')} onSubmit={submit}>
          <Textarea
            label={t('Nouvelle note', 'New note')}
            required
            autosize
            minRows={2}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </Form>
      )}
    </Sheet>
  );
}

interface NoteProps {
  readonly note: ClientNote;
  readonly address: string;
  readonly mayWork: boolean;
}

function Note({ note, address, mayWork }: NoteProps): ReactElement {
  const [draft, setDraft] = useState<string>();
  const remove = useWrite(
    () => send('DELETE', `${address}/notes/${note.noteId}`, undefined, { ifMatch: `"${note.version}"` }),
    [address],
  );
  return (
    <article className="stack-tight">
      {draft === undefined ? (
        <div className="note" lang="fr">
          {note.words}
        </div>
      ) : (
        <Rewrite note={note} address={address} draft={draft} onDraft={setDraft} />
      )}
      <span className="row-apart small soft">
        <span>
          {note.author}, {instant(note.changedAt ?? note.writtenAt)}
        </span>
        {mayWork && draft === undefined && (
          <span className="row">
            <Button size="xs" variant="subtle" onClick={() => setDraft(note.words)}>
              {t('Modifier', 'Change')}
            </Button>
            <ConfirmButton
              danger
              effect={t('Retirer la note', 'Take the note away')}
              consequence={t(
                'Elle disparaît de la fiche ; le journal en garde la trace.',
                'It leaves the page; the journal keeps a trace.',
              )}
              onConfirm={() => remove.mutateAsync()}
            />
          </span>
        )}
      </span>
    </article>
  );
}

interface RewriteProps {
  readonly note: ClientNote;
  readonly address: string;
  readonly draft: string;
  readonly onDraft: (draft: string | undefined) => void;
}

function Rewrite({ note, address, draft, onDraft }: RewriteProps): ReactElement {
  // The version the person began from: what is read again meanwhile does not change it.
  const [seen, setSeen] = useState(note.version);
  const [isTorn, setIsTorn] = useState(false);
  const now = useApi<Client>(isTorn ? address : undefined);
  const theirs = now.data?.notes.find(({ noteId }) => noteId === note.noteId);
  const save = useWrite(
    (version: number) =>
      send('PATCH', `${address}/notes/${note.noteId}`, { words: draft }, { ifMatch: `"${version}"` }),
    [address],
  );
  const submit = async (version: number) => {
    try {
      await save.mutateAsync(version);
      onDraft(undefined);
    } catch (problem) {
      if (!isConflict(problem)) throw problem;
      setIsTorn(true);
    }
  };
  return (
    <>
      <Form action={t('Enregistrer', 'Save')} onSubmit={() => submit(seen)}>
        <Textarea
          label={t('La note', 'The note')}
          required
          autosize
          minRows={2}
          maxLength={4000}
          value={draft}
          onChange={(event) => onDraft(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => onDraft(undefined)}>
          {t('Ne rien changer', 'Change nothing')}
        </Button>
      </Form>
      {isTorn && theirs && (
        <ConflictDialog
          subject={t('cette note', 'this note')}
          fields={[{ title: t('Note', 'Note'), mine: draft, theirs: theirs.words }]}
          onKeepMine={() => {
            setSeen(theirs.version);
            setIsTorn(false);
            void submit(theirs.version).catch(toastProblem);
          }}
          onTakeTheirs={() => onDraft(undefined)}
          onClose={() => setIsTorn(false)}
        />
      )}
    </>
  );
}
