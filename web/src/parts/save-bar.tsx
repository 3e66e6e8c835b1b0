import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { t } from '../words.ts';
import './save-bar.css';

export interface SaveBarProps {
  /** Shown, and leaving the page asked about, while something is not saved. */
  readonly isChanged: boolean;
  readonly isBusy?: boolean;
  readonly onSave: () => void;
  readonly onUndo: () => void;
  /** « 3 réglages changés » */
  readonly what?: string;
}

/** What was written and is not saved yet: said at the foot of the page, kept from being left by accident. */
export function SaveBar({ isChanged, isBusy = false, onSave, onUndo, what }: SaveBarProps): ReactElement | null {
  useBlocker({
    // A filter or a tab of the same page loses nothing.
    shouldBlockFn: ({ current, next }) =>
      isChanged &&
      current.pathname !== next.pathname &&
      !window.confirm(t('Quitter sans enregistrer vos changements ?', 'Leave without saving your changes?')),
    enableBeforeUnload: isChanged,
    disabled: !isChanged,
  });
  if (!isChanged) return null;
  return (
    <div className="save-bar no-print" role="region" aria-label={t('Changements non enregistrés', 'Unsaved changes')}>
      <span>{what ?? t('Vos changements ne sont pas encore enregistrés.', 'Your changes are not saved yet.')}</span>
      <span className="row">
        <Button variant="default" onClick={onUndo} disabled={isBusy}>
          {t('Revenir en arrière', 'Undo')}
        </Button>
        <Button onClick={onSave} loading={isBusy}>
          {t('Enregistrer', 'Save')}
        </Button>
      </span>
    </div>
  );
}
