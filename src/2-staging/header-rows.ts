/** The names of columns where the header takes two rows, as a merged cell of a spreadsheet leaves it, or has a delimiter too many. */
import { commonWidth, isDataCell } from './table.ts';

type Cells = readonly string[];

/** The header of a table: the row below which its rows begin, and a name for each column as far as the header has any. */
export interface HeaderRows {
  readonly index: number;
  readonly names: Cells;
  /** The rows it stands on, as written, where they are two. */
  readonly written: readonly Cells[];
}

/**
 * The header whose main row is `rows[index]`. A row below it that only fills what the main row leaves blank or groups goes with it; a row
 * of groups above it lends its words to names that stand twice or say nothing alone. `isKnown`: whether a name is one of our columns.
 */
export function headerRows(rows: readonly Cells[], index: number, isKnown: (name: string) => boolean): HeaderRows {
  const main = rows[index] ?? [];
  const below = [index + 1, index + 2].find((place) => rows[place]?.some(isFilled));
  const after = below === undefined ? undefined : rows[below + 1];
  if (below !== undefined && after?.some(isDataCell) && continues(main, rows[below] ?? [])) {
    const second = rows[below] ?? [];
    return { index: below, names: joined(main, second, isKnown), written: [main, second] };
  }
  const above = rows[index - 1] ?? [];
  if (!isGroups(above, main)) return { index, names: main, written: [] };
  return { index, names: joined(above, main, isKnown, 'sparing'), written: [above, main] };
}

// A first row of data would stand below names as well; a second row of names stands below merged cells and in holes alone.
function continues(main: Cells, below: Cells): boolean {
  const places = [...below.keys()].filter((place) => isFilled(below[place]));
  const fitsIn = (place: number): boolean =>
    !isFilled(main[place]) || (place + 1 < main.length && !isFilled(main[place + 1]));
  if (main.filter(isFilled).length < 2 || below.some(isDataCell)) return false;
  return places.every(fitsIn) && places.some((place) => !isFilled(main[place]));
}

// A title is one cell, or two at the ends; groups are fewer than the names below them, and every name's place is that of a name.
function isGroups(above: Cells, main: Cells): boolean {
  const filled = above.filter(isFilled).length;
  return filled >= 2 && filled < main.filter(isFilled).length && !above.some(isDataCell) && above.length <= main.length;
}

function joined(groups: Cells, names: Cells, isKnown: (name: string) => boolean, mode?: 'sparing'): string[] {
  let group = '';
  const width = Math.max(groups.length, names.length);
  return Array.from({ length: width }, (_, place) => {
    const own = groups[place] ?? '';
    const name = names[place] ?? '';
    if (isFilled(own)) group = own;
    if (!isFilled(name)) return own;
    const both = `${group} ${name}`.trim();
    const saysEnough = isUnique(name, names) && (mode === 'sparing' || isKnown(name));
    return saysEnough && !isKnown(both) ? name : both;
  });
}

function isUnique(name: string, names: Cells): boolean {
  return names.indexOf(name) === names.lastIndexOf(name);
}

/** The names without blank ones between them, where the rows of the table have just as many cells as there are names, and none has more. */
export function withoutHoles(names: Cells, rows: readonly Cells[]): Cells {
  const filled = names.filter(isFilled);
  const hasHole = filled.length < names.length && rows.every((row) => row.length <= filled.length);
  return hasHole && commonWidth(rows) === filled.length ? filled : names;
}

function isFilled(cell: string | undefined): boolean {
  return cell !== undefined && cell.trim() !== '';
}
