import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { t } from '../words.ts';
import { Dialog, type DialogProps } from './dialog.tsx';

export interface FormDialogProps extends Omit<DialogProps, 'actions'> {
  /** The words of the way out: « Ne rien changer ». */
  readonly leave?: string;
  /** Other buttons, before it. */
  readonly also?: ReactNode;
}

/** A dialog around a form, whose own button does the work: its foot only leaves. */
export function FormDialog({ leave, also, onClose, ...dialog }: FormDialogProps): ReactElement {
  return (
    <Dialog
      {...dialog}
      onClose={onClose}
      actions={
        <>
          {also}
          <Button variant="default" onClick={onClose}>
            {leave ?? t('Ne rien faire', 'Do nothing')}
          </Button>
        </>
      }
    />
  );
}
