/** What the name of a dropped file tells: whether we take it, when it was exported, and how the archive calls it. */

/** What to do with a file by its name alone. Its content is looked at later, by 2-staging. */
export type NameVerdict = 'take' | 'ignore' | 'arriving' | 'unsupported';

/** Extensions we take, each also with `.gz`. The content decides how it is read, never the extension. */
const takenNames = /\.(csv|tsv|tab|txt|xlsx|xlsm|xls|ods)(\.gz)?$/i;
/** Downloads and copies that programs rename once they are whole. */
const arrivingNames = /\.(part|partial|crdownload|download|filepart|tmp|tmp-\d+)$/i;
/** What Office, LibreOffice, Windows and macOS leave beside files. */
const strayNames = /^(\.|~\$|~.*\.tmp$)|^(thumbs\.db|desktop\.ini)$/i;

/** `ignore` is for files nobody wrote on purpose; `arriving` and `unsupported` deserve a sentence. */
export function judgeName(name: string): NameVerdict {
  if (strayNames.test(name)) return 'ignore';
  if (arrivingNames.test(name)) return 'arriving';
  return takenNames.test(name) ? 'take' : 'unsupported';
}

const year = String.raw`(?<year>20\d\d)`;
const month = String.raw`(?<month>0[1-9]|1[0-2])`;
const day = String.raw`(?<day>0[1-9]|[12]\d|3[01])`;
const time = String.raw`(?<hour>[01]\d|2[0-3])[-_:.h]?(?<minute>[0-5]\d)(?:[-_:.m]?(?<second>[0-5]\d)s?)?`;
const optionalTime = `(?:[-_ T]{1,3}(?:a|à)?[-_ ]?${time})?`;
const dates = [
  `${year}${month}${day}${optionalTime}`,
  `${year}${month}${day}${time}`,
  String.raw`${year}(?<separator>[-_.])${month}\k<separator>${day}${optionalTime}`,
  String.raw`${day}(?<separator>[-_.])${month}\k<separator>${year}${optionalTime}`,
  `${day}${month}${year}${optionalTime}`,
].map((shape) => new RegExp(`(?<!\\d)${shape}(?!\\d)`, 'g'));

/**
 * The instant a file was exported, when its name says so, read as UTC as it is written: `ventes_20251229_060000.csv`,
 * `clients 2025-12-29.xlsx`, `29-12-2025`, `29122025` (day before month, as in France). Undefined when the name holds no
 * day, or several (`du 2025-01-01 au 2025-12-31` is a period, not an instant) unless one alone has a time.
 */
export function exportedAtInName(name: string): Date | undefined {
  const found = dates.flatMap((shape) => instantsIn(name, shape));
  const timed = found.filter((instant) => instant.hasTime);
  const chosen = found.length === 1 ? found : timed;
  return chosen.length === 1 ? chosen[0]?.at : undefined;
}

interface Instant {
  readonly at: Date;
  readonly hasTime: boolean;
}

function instantsIn(name: string, shape: RegExp): Instant[] {
  const instants: Instant[] = [];
  for (const { groups = {} } of name.matchAll(shape)) {
    const iso = `${groups['year']}-${groups['month']}-${groups['day']}`;
    const at = new Date(`${iso}T${groups['hour'] ?? '00'}:${groups['minute'] ?? '00'}:${groups['second'] ?? '00'}Z`);
    // The 31st of February rolls over to March: no day of the calendar, so no date.
    const isDay = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso);
    if (isDay) instants.push({ at, hasTime: groups['hour'] !== undefined });
  }
  return instants;
}

/** `YYYYMMDD_HHMMSS` in UTC: the stamp in the name of every file we write. */
export function stampOf(instant: Date): string {
  return instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');
}

/** File systems admit 255 bytes a name; the stamp, the hash and `.tmp-<pid>` need some of them. */
const longestNameBytes = 180;

/** The name a file has in the archive: `<stamp>_<hash8>_<its own name>`, without what a file system may refuse. */
export function archiveName(originalName: string, exportedAt: Date, fileHash: string): string {
  return `${stampOf(exportedAt)}_${fileHash.slice(0, 8)}_${portableName(originalName)}`;
}

/** A name every system accepts: composed accents, no `<>:"/\|?*` nor control characters, short, its extension kept. */
export function portableName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '_')
    .replace(/[ .]+$/, '');
  const extension = takenNames.exec(clean)?.[0] ?? '';
  let stem = clean.slice(0, clean.length - extension.length);
  while (Buffer.byteLength(stem) > longestNameBytes - extension.length) {
    stem = stem.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '');
  }
  return `${stem || 'export'}${extension}`;
}
