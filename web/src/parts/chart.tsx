import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { asError } from '../attempt.ts';
import { count } from '../formats.ts';
import { languageTag, t } from '../words.ts';
import { Trouble } from './states.tsx';
import './chart.css';

export type PlotLibrary = typeof import('./plot.ts');

export interface ChartFrame {
  /** Pixels the chart may take. */
  readonly width: number;
  readonly isNarrow: boolean;
  /** CSS colours that follow the theme and the printer: one for the series that matters, one for the others. */
  readonly accent: string;
  readonly others: string;
  readonly ink: string;
  readonly soft: string;
}

export interface ChartProps {
  /** What the chart answers: « Quand vos clients commandent-ils ? » */
  readonly question: string;
  /** The answer in one sentence, read aloud in place of the drawing and shown above it. */
  readonly answer: string;
  /** The exact figures behind: column titles, and rows of texts and numbers. */
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
  };
  /** The name of the file: `commandes-par-mois`. */
  readonly fileName: string;
  /**
   * Draws: `(Plot, { width, accent }) => Plot.plot({ width, marks: […] })`. Direct labels (`Plot.text`), no legend.
   * Keep it stable (`useCallback`) or the chart is drawn again each time.
   */
  readonly draw: (plot: PlotLibrary, frame: ChartFrame) => Element;
  /** Kept free while the library is read, so that nothing jumps; in pixels. */
  readonly height: number;
  readonly children?: ReactNode;
}

/** A chart answers a question, says the answer in words, and has its exact table one click away. */
export function Chart({ question, answer, table, fileName, draw, height, children }: ChartProps): ReactElement {
  const [isTableShown, setIsTableShown] = useState(false);
  const [problem, setProblem] = useState<Error>();
  const tableId = useId();
  const place = useDrawing(draw, setProblem);
  return (
    <figure className="chart">
      <figcaption>
        <h2>{question}</h2>
        <p className="soft">{answer}</p>
      </figcaption>
      {problem ? (
        <Trouble problem={problem} />
      ) : (
        <div className="chart-place" role="img" aria-label={`${question} ${answer}`} style={{ minHeight: height }}>
          <div ref={place} aria-hidden="true" />
        </div>
      )}
      {children}
      <div className="chart-foot no-print">
        <button
          type="button"
          className="link-button"
          aria-expanded={isTableShown}
          aria-controls={tableId}
          onClick={() => setIsTableShown(!isTableShown)}
        >
          {isTableShown ? t('Cacher le tableau', 'Hide the table') : t('Voir le tableau exact', 'See the exact table')}
        </button>
        <button type="button" className="link-button" onClick={() => saveCsv(fileName, table)}>
          {t('Enregistrer en CSV', 'Save as CSV')}
        </button>
      </div>
      <div id={tableId} className="chart-table" hidden={!isTableShown} tabIndex={isTableShown ? 0 : undefined}>
        {isTableShown && <ExactTable question={question} table={table} />}
      </div>
    </figure>
  );
}

/** The library is read when the first chart is shown; the drawing follows the width it is given. */
function useDrawing(draw: ChartProps['draw'], onProblem: (problem: Error) => void) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = place.current;
    if (!shown) return undefined;
    let isGone = false;
    let drawnWidth = 0;
    const drawAt = async (width: number) => {
      if (width < 40 || Math.abs(width - drawnWidth) < 2) return;
      drawnWidth = width;
      try {
        const plot = await import('./plot.ts');
        if (!isGone) shown.replaceChildren(unstyled(draw(plot, frameOf(width))));
      } catch (thrown) {
        if (!isGone) onProblem(asError(thrown));
      }
    };
    const observer = new ResizeObserver(([entry]) => void drawAt(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(shown);
    return () => {
      isGone = true;
      observer.disconnect();
    };
  }, [draw, onProblem]);
  return place;
}

function frameOf(width: number): ChartFrame {
  return {
    width,
    isNarrow: width < 480,
    accent: 'var(--accent)',
    others: 'var(--line-strong)',
    ink: 'var(--ink)',
    soft: 'var(--soft)',
  };
}

/** Plot writes a style element into each drawing; our policy refuses those, and chart.css says the same. */
function unstyled(drawing: Element): Element {
  for (const style of drawing.querySelectorAll('style')) style.remove();
  return drawing;
}

function ExactTable({ question, table }: Pick<ChartProps, 'question' | 'table'>): ReactElement {
  return (
    <table>
      <caption className="only-read-aloud">{question}</caption>
      <thead>
        <tr>
          {table.columns.map((title, place) => (
            <th key={title} scope="col" data-number={typeof table.rows[0]?.[place] === 'number' ? '' : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, line) => (
          <tr key={line}>
            {row.map((value, place) =>
              typeof value === 'number' ? (
                <td key={place} data-number="">
                  {count(value, 2)}
                </td>
              ) : (
                <td key={place}>{value}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function saveCsv(fileName: string, table: ChartProps['table']): void {
  const lines = [table.columns, ...table.rows].map((row) => row.map(csvCell).join(';'));
  const link = document.createElement('a');
  // The mark at the head has Excel read the accents.
  link.href = URL.createObjectURL(new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }));
  link.download = `${fileName}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Figures with the reader's decimal sign; a text that a spreadsheet would take for a formula is defused, as in our exports. */
function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number')
    return value.toLocaleString(languageTag(), { useGrouping: false, maximumFractionDigits: 6 });
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
