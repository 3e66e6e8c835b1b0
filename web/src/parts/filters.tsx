/** Filters bound to the address: `const [filters, change] = useFilters(read)` of address.ts, drawn by these. */
import { NativeSelect, TextInput } from '@mantine/core';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SearchChanges } from '../address.ts';
import { useShortcuts } from '../shortcuts.ts';
import { t } from '../words.ts';
import './filters.css';

/** The row of filters above a list. `onClear` shows « Tout effacer » when something is filtered. */
export function Filters({
  children,
  onClear,
}: {
  readonly children: ReactNode;
  readonly onClear?: (() => void) | undefined;
}): ReactElement {
  return (
    <search className="filters no-print">
      {children}
      {onClear && (
        <button type="button" className="link-button" onClick={onClear}>
          {t('Effacer les filtres', 'Clear filters')}
        </button>
      )}
    </search>
  );
}

/** How to clear these filters; undefined while none of them is set. */
export function clearer<Filters extends object>(
  filters: Filters,
  names: readonly (keyof Filters & string)[],
  change: (changes: SearchChanges) => void,
): (() => void) | undefined {
  const isSet = names.some((name) => filters[name] !== undefined && filters[name] !== '');
  return isSet ? () => change(Object.fromEntries(names.map((name) => [name, undefined]))) : undefined;
}

export interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
}

/** Searches a moment after the last letter; `/` comes here from anywhere on the page, Escape empties it. */
export function SearchBox({ label, value, onChange, placeholder }: SearchBoxProps): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    // The address changed under us: "back", or the filters were cleared.
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (text === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  useShortcuts({ '/': () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      type="search"
      className="search-box"
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && setText('')}
      rightSection={<kbd aria-hidden="true">/</kbd>}
    />
  );
}

export interface FilterSelectProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Without the "all" choice, which comes first by itself. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
  readonly all?: string;
}

/** The choices of a list, each with its word: `optionsOf(segmentNames, segmentWord)`. */
export function optionsOf<Value extends string>(
  values: readonly Value[],
  word: (value: Value) => string,
): { value: Value; label: string }[] {
  return values.map((value) => ({ value, label: word(value) }));
}

/** One of a few; the system's own list, which every keyboard, phone and screen reader knows. */
export function FilterSelect({ label, value, options, onChange, all }: FilterSelectProps): ReactElement {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data={[{ value: '', label: all ?? t('Tous', 'All') }, ...options]}
    />
  );
}

/** Yes or not asked. */
export function FilterTick({
  label,
  on,
  onChange,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}): ReactElement {
  return (
    <label className="tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
