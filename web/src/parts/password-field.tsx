import { PasswordInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../words.ts';

export interface PasswordFieldProps {
  readonly label?: string;
  /** A password being chosen, or the one that is. */
  readonly kind: 'new' | 'current';
  readonly value: string;
  readonly onChange: (password: string) => void;
}

/** A password, which may be looked at while it is typed, and which password managers know. */
export function PasswordField({ label, kind, value, onChange }: PasswordFieldProps): ReactElement {
  return (
    <PasswordInput
      label={label ?? t('Mot de passe', 'Password')}
      description={
        kind === 'new'
          ? t(
              'Douze signes au moins : une phrase convient très bien.',
              'Twelve characters at least: a sentence does very well.',
            )
          : undefined
      }
      autoComplete={kind === 'new' ? 'new-password' : 'current-password'}
      required
      visibilityToggleButtonProps={{ 'aria-label': t('Montrer le mot de passe', 'Show the password'), tabIndex: 0 }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
