/** A table for reading: few columns, names first, moved through with ↑ ↓, opened with Enter, continued on demand. */
import { Button } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import { count } from '../formats.ts';
import type { List } from '../queries.ts';
import { useMay } from '../session.ts';
import { isWriting, useShortcuts } from '../shortcuts.ts';
import { counted, t } from '../words.ts';
import { useGo } from './go-link.tsx';
import { Trouble } from './states.tsx';
import { TableCell } from './table-cell.tsx';
import type { Column } from './table-column.ts';
import { TableHead } from './table-head.tsx';
import './data-table.css';

export interface DataTableProps<Row> {
  /** What the table holds, read aloud: « Clients à recontacter ». */
  readonly caption: string;
  readonly list: List<Row>;
  /** The first column names the row. Two to six columns. */
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** Where Enter, or a press on the row, goes. */
  readonly open?: (row: Row) => string;
  /** `turnover` or `-turnover` (greatest first), as the address holds it. */
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  /** What keys do to the row one stands on: `{ e: approve, x: reject, f: flag }`; `keysHint` says it on the screen. */
  readonly keys?: Readonly<Record<string, (row: Row) => void>>;
  readonly keysHint?: ReactNode;
  readonly tone?: (row: Row) => 'waits' | 'stopped' | undefined;
  /** An `Empty`: what to do to have rows here. */
  readonly empty: ReactNode;
  /** The word for the rows, for « 50 sur 1 240 clients ». */
  readonly noun?: { readonly fr: readonly [string, string?]; readonly en: readonly [string, string?] };
}

const lines: NonNullable<DataTableProps<unknown>['noun']> = { fr: ['ligne'], en: ['line'] };

export function DataTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { list, columns, empty, noun = lines } = props;
  if (list.problem && list.rows.length === 0) return <Trouble problem={list.problem} retry={list.retry} />;
  if (!list.isLoading && list.rows.length === 0) return <>{empty}</>;
  return (
    <div>
      {list.isLoading ? <LoadingTable columns={columns} caption={props.caption} /> : <LoadedTable {...props} />}
      <div className="data-table-foot">
        <span className="soft" role="status">
          {list.isLoading ? t('Lecture en cours…', 'Reading…') : shownOf(list, noun)}
        </span>
        {list.hasMore && (
          <Button variant="default" className="no-print" onClick={list.readMore} loading={list.isLoadingMore}>
            {t('Voir la suite', 'Show more')}
          </Button>
        )}
        {!list.isLoading && list.exportAddress && <TakeAway exportAddress={list.exportAddress} />}
        {props.keysHint && <span className="data-table-hint no-print">{props.keysHint}</span>}
      </div>
    </div>
  );
}

function TakeAway({ exportAddress }: Required<Pick<List<unknown>, 'exportAddress'>>): ReactElement | null {
  if (!useMay('operateur')) return null;
  return (
    <span className="row small no-print">
      <a href={exportAddress('xlsx')} download>
        {t('Emporter (Excel)', 'Take away (Excel)')}
      </a>
      <a href={exportAddress('csv')} download>
        CSV
      </a>
    </span>
  );
}

function shownOf<Row>(list: List<Row>, noun: NonNullable<DataTableProps<unknown>['noun']>): string {
  const shown = list.rows.length;
  if (list.total === undefined || list.total === shown) return counted(shown, noun.fr, noun.en);
  const all = counted(list.total, noun.fr, noun.en);
  return t(`${count(shown)} sur ${all}`, `${count(shown)} of ${all}`);
}

function LoadedTable<Row>(props: DataTableProps<Row>): ReactElement {
  const { columns, rowId, open } = props;
  const { rows } = props.list;
  const go = useGo();
  const [activeId, setActiveId] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => rowId(row) === activeId),
  );

  const standOn = (index: number) => {
    const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!next) return;
    setActiveId(rowId(next));
    body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowId(next))}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const row = rows[activeIndex];
    const onRow = event.target instanceof HTMLTableRowElement;
    const action = props.keys?.[event.key];
    if (event.key === 'ArrowDown') standOn(activeIndex + 1);
    else if (event.key === 'ArrowUp') standOn(activeIndex - 1);
    else if (event.key === 'Home') standOn(0);
    else if (event.key === 'End') standOn(rows.length - 1);
    else if (event.key === 'Enter' && onRow && row && open) go(open(row));
    else if (action && row) action(row);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useShortcuts({ ArrowDown: () => standOn(activeId === undefined ? 0 : activeIndex) });

  return (
    <table className="data-table" role="table">
      <caption className="only-read-aloud">{props.caption}</caption>
      <TableHead columns={columns} sort={props.sort} onSort={props.onSort} />
      <tbody ref={body} role="rowgroup" onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <tr
            key={rowId(row)}
            role="row"
            data-row={rowId(row)}
            data-tone={props.tone?.(row)}
            data-opens={open ? '' : undefined}
            tabIndex={index === activeIndex ? 0 : -1}
            onFocus={() => setActiveId(rowId(row))}
            onClick={open ? (event) => openUnlessBusy(event, () => go(open(row))) : undefined}
          >
            {columns.map((column, place) => (
              <TableCell key={column.id} column={column} row={row} isFirst={place === 0} to={open?.(row)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function LoadingTable<Row>({ columns, caption }: Pick<DataTableProps<Row>, 'columns' | 'caption'>): ReactElement {
  return (
    <table className="data-table" aria-busy="true" role="table">
      <caption className="only-read-aloud">{caption}</caption>
      <TableHead columns={columns} />
      <tbody role="rowgroup" aria-hidden="true">
        {Array.from({ length: 8 }, (_, index) => (
          <tr key={index} role="row">
            {columns.map((column) => (
              <td key={column.id} role="cell">
                <span className="skeleton" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function openUnlessBusy(event: MouseEvent, open: () => void): void {
  const isOnControl =
    event.target instanceof Element && event.target.closest('a, button, input, select, textarea, label');
  const isReading = (window.getSelection()?.toString() ?? '') !== '';
  if (!isOnControl && !isReading && event.button === 0) open();
}
