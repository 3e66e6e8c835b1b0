import { TextInput } from '@mantine/core';
import type { ReactElement } from 'react';

/** A number typed by hand; undefined while the field is empty. */
export function NumberField({
  label,
  value,
  onValue,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}): ReactElement {
  return (
    <TextInput
      label={label}
      type="number"
      value={value ?? ''}
      onChange={(event) => onValue(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
    />
  );
}
