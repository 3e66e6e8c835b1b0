import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../words.ts';

/** Prints the page: navigation and buttons stay out, black on white. */
export function PrintButton({ label }: { readonly label?: string }): ReactElement {
  return (
    <Button variant="default" onClick={() => window.print()}>
      {label ?? t('Imprimer', 'Print')}
    </Button>
  );
}
