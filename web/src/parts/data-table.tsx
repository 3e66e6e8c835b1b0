/** A table for reading: few columns, names first, moved through with ↑ ↓, opened with Enter, continued on demand. */
import { rowSelectionFeature, type RowSelectionState, tableFeatures, useTable } from '@tanstack/react-table';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button } from '@mantine/core';
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
  /** Rows picked, by id; with `onSelect`, a box before each row (Shift picks a range). */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  readonly tone?: (row: Row) => 'waits' | 'stopped' | undefined;
  /** An `Empty`: what to do to have rows here. */
  readonly empty: ReactNode;
  /** The word for the rows, for « 50 sur 1 240 clients ». */
  readonly noun?: { readonly fr: readonly [string, string?]; readonly en: readonly [string, string?] };
}

const features = tableFeatures({ rowSelectionFeature });
const none: ReadonlySet<string> = new Set();
const lines: NonNullable<DataTableProps<unknown>['noun']> = { fr: ['ligne'], en: ['line'] };

export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactElement {
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

function LoadedTable<Row extends object>(props: DataTableProps<Row>): ReactElement {
  const { list, columns, rowId, open, onSelect, selected = none } = props;
  const go = useGo();
  const [activeId, setActiveId] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const rowSelection = useMemo(() => asState(selected), [selected]);
  const data = list.rows;
  const table = useTable({
    features,
    data,
    columns: noColumns,
    getRowId: rowId,
    enableRowSelection: onSelect !== undefined,
    state: { rowSelection },
    onRowSelectionChange: (update: RowSelectionState | ((before: RowSelectionState) => RowSelectionState)) => {
      const after = typeof update === 'function' ? update(rowSelection) : update;
      onSelect?.(new Set(Object.keys(after).filter((id) => after[id])));
    },
  });
  const rows = table.getRowModel().rows;
  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.id === activeId),
  );

  const standOn = (index: number) => {
    const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (!next) return;
    setActiveId(next.id);
    body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
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
    else if (event.key === 'Enter' && onRow && row && open) go(open(row.original));
    else if (event.key === ' ' && onRow && row && onSelect) row.toggleSelected();
    else if (action && row) action(row.original);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useShortcuts({ ArrowDown: () => standOn(activeId === undefined ? 0 : activeIndex) });

  return (
    <table className="data-table" role="table">
      <caption className="only-read-aloud">{props.caption}</caption>
      <TableHead
        columns={columns}
        sort={props.sort}
        onSort={props.onSort}
        picking={onSelect && { isAll: table.getIsAllRowsSelected(), toggle: () => table.toggleAllRowsSelected() }}
      />
      <tbody ref={body} role="rowgroup" onKeyDown={onKeyDown}>
        {rows.map((row, index) => (
          <tr
            key={row.id}
            role="row"
            data-row={row.id}
            data-tone={props.tone?.(row.original)}
            data-opens={open ? '' : undefined}
            aria-selected={onSelect ? row.getIsSelected() : undefined}
            tabIndex={index === activeIndex ? 0 : -1}
            onFocus={() => setActiveId(row.id)}
            onClick={open ? (event) => openUnlessBusy(event, () => go(open(row.original))) : undefined}
          >
            {onSelect && (
              <td className="pick" role="cell">
                <input
                  type="checkbox"
                  aria-label={t('Choisir cette ligne', 'Pick this line')}
                  checked={row.getIsSelected()}
                  onClick={row.getToggleSelectedHandler()}
                  onChange={() => undefined}
                />
              </td>
            )}
            {columns.map((column, place) => (
              <TableCell
                key={column.id}
                column={column}
                row={row.original}
                isFirst={place === 0}
                to={open?.(row.original)}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** TanStack Table keeps rows and their selection; the columns are ours, so it is given none. */
const noColumns: readonly never[] = [];

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

function asState(selected: ReadonlySet<string>): RowSelectionState {
  return Object.fromEntries([...selected].map((id) => [id, true]));
}
