import type { ReactNode } from 'react';

/** A column of a `DataTable`. */
export interface Column<Row> {
  /** The API's name for it: it is what `sort` carries. */
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** `end` for numbers. */
  readonly align?: 'end';
  /** May be sorted; the direction of the first press: `down` shows the greatest first. */
  readonly sort?: 'up' | 'down';
  /** On a phone: left out, or `prose`, written from the left below its title. */
  readonly narrow?: 'hide' | 'prose';
}
