import type { ReactElement } from 'react';
import type { Column } from './table-column.ts';

export interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
}

/** The titles of a table; those that may be sorted are buttons. */
export function TableHead<Row>({ columns, sort, onSort }: TableHeadProps<Row>): ReactElement {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th
            key={column.id}
            role="columnheader"
            scope="col"
            data-align={column.align}
            aria-sort={column.sort && onSort ? sortWord(column, sort) : undefined}
          >
            {column.sort && onSort ? (
              <button type="button" onClick={() => onSort(nextSort(column, sort))}>
                {column.title}
                <span aria-hidden="true">{sortArrow(column, sort)}</span>
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sortWord<Row>(column: Column<Row>, sort: string | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === column.id) return 'ascending';
  return sort === `-${column.id}` ? 'descending' : 'none';
}

function sortArrow<Row>(column: Column<Row>, sort: string | undefined): string {
  if (sort === column.id) return '↑';
  return sort === `-${column.id}` ? '↓' : '';
}

function nextSort<Row>(column: Column<Row>, sort: string | undefined): string {
  const first = column.sort === 'down' ? `-${column.id}` : column.id;
  const second = column.sort === 'down' ? column.id : `-${column.id}`;
  return sort === first ? second : first;
}
