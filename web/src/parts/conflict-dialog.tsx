import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../words.ts';
import { Dialog } from './dialog.tsx';

export interface ConflictDialogProps {
  /** What both persons changed: « la note de Mme Muller ». */
  readonly subject: string;
  /** Each field written differently. */
  readonly fields: readonly { readonly title: string; readonly mine: string; readonly theirs: string }[];
  /** Saves mine over theirs (with their version as `ifMatch`). */
  readonly onKeepMine: () => void;
  /** Takes theirs; mine stays on the clipboard. */
  readonly onTakeTheirs: () => void;
  readonly onClose: () => void;
}

/** Two people wrote the same thing: both texts side by side, and nobody loses theirs. */
export function ConflictDialog(props: ConflictDialogProps): ReactElement {
  const takeTheirs = () => {
    const mine = props.fields.map((field) => `${field.title} : ${field.mine}`).join('\n');
    void navigator.clipboard?.writeText(mine).catch(() => undefined);
    props.onTakeTheirs();
  };
  return (
    <Dialog
      title={t(
        `Quelqu’un d’autre vient de modifier ${props.subject}`,
        `Somebody else has just changed ${props.subject}`,
      )}
      onClose={props.onClose}
      actions={
        <>
          <Button variant="default" onClick={props.onClose} data-autofocus>
            {t('Revenir à ma saisie', 'Back to what I wrote')}
          </Button>
          <Button variant="default" onClick={takeTheirs}>
            {t('Prendre la leur (la mienne est copiée)', 'Take theirs (mine is copied)')}
          </Button>
          <Button onClick={props.onKeepMine}>{t('Garder la mienne', 'Keep mine')}</Button>
        </>
      }
    >
      <div className="stack">
        {props.fields.map((field) => (
          <section key={field.title} className="stack-tight">
            <h3>{field.title}</h3>
            <div className="conflict-sides">
              <Side title={t('La mienne', 'Mine')} text={field.mine} />
              <Side title={t('La leur, déjà enregistrée', 'Theirs, already saved')} text={field.theirs} />
            </div>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Side({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  return (
    <div>
      <span className="soft small">{title}</span>
      <div className="conflict-side">{text === '' ? t('(vide)', '(empty)') : text}</div>
    </div>
  );
}
