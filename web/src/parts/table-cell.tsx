import type { ReactElement } from 'react';
import { GoLink } from './go-link.tsx';
import type { Column } from './table-column.ts';

export interface TableCellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isFirst: boolean;
  readonly to: string | undefined;
}

/** What a column says of a row. The first names the row, and leads where the row does. */
export function TableCell<Row>({ column, row, isFirst, to }: TableCellProps<Row>): ReactElement {
  const content = column.cell(row);
  if (isFirst) {
    return (
      <th scope="row" role="rowheader" data-align={column.align}>
        {to ? (
          <GoLink to={to} tabIndex={-1}>
            {content}
          </GoLink>
        ) : (
          content
        )}
      </th>
    );
  }
  return (
    <td role="cell" data-align={column.align} data-title={column.title} data-narrow={column.narrow}>
      {/* One piece, so that on a phone two lines of a cell stay together beside its title. */}
      <div>{content}</div>
    </td>
  );
}
