/** The settings of an estate as the database keeps them: only what differs from the defaults, each change journaled. */
import { Document, parse as parseYaml, stringify as toYaml } from 'yaml';
import { ZodError } from 'zod';
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import { stableHash, stableJson } from '../values/stable-json.ts';
import {
  draftName,
  inFrench,
  parseSettings,
  readProfile,
  type Settings,
  type SourceProfile,
  type Wording,
} from './settings.ts';

const selectChanges = loadSql(import.meta.url, './select-settings.sql');
const upsertChanges = loadSql(import.meta.url, './upsert-settings.sql');

type Changes = Readonly<Record<string, unknown>>;

export interface StoredSettings {
  readonly settings: Settings;
  /** What the estate changed, as it wrote it. */
  readonly changes: Changes;
  readonly configHash: string;
}

/** The whole settings of an estate. Throws a Failure naming each wrong value if what is stored no longer holds. */
export async function readSettings(session: Session, estate: string): Promise<StoredSettings> {
  const row = await session.one<{ changes: Changes }>(selectChanges, { estate });
  return settingsFrom(row?.changes ?? {});
}

/** Which writing of the settings stands: 0 before the first. */
export async function readSettingsVersion(
  session: Session,
  estate: string,
): Promise<{ readonly version: number; readonly updatedBy: string | null; readonly updatedAt: Date | null }> {
  const row = await session.one<{ version: number; updatedBy: string; updatedAt: Date }>(selectChanges, { estate });
  return row
    ? { version: row.version, updatedBy: row.updatedBy, updatedAt: row.updatedAt }
    : { version: 0, updatedBy: null, updatedAt: null };
}

/** Validates changes and gives the whole they lead to. Throws a Failure with one line per wrong value. */
export function settingsFrom(changes: Changes): StoredSettings {
  const settings = explained((wording) => parseSettings(changes, wording));
  return { settings, changes, configHash: stableHash(countedSettings(settings)) };
}

/** A source profile as a person wrote it in YAML. Throws a Failure on bad YAML, or with one line per wrong value. */
export function profileFromYaml(text: string): SourceProfile {
  const document = documentOf(text);
  return explained((wording) => readProfile(document, wording));
}

/** What `parse` gives; a ZodError becomes a Failure that says each wrong value in both languages. */
function explained<Parsed>(parse: (wording?: Wording) => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw wrongSettings(error, frenchOf(() => parse(inFrench)) ?? error);
  }
}

function frenchOf(parse: () => unknown): ZodError | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof ZodError ? error : undefined;
  }
}

/**
 * Replaces what the estate changed, in one transaction with its journal entry; nothing is written when nothing changes. With the
 * `version` the changes were made from, throws a Failure('CHANGED_MEANWHILE') if somebody else wrote since.
 */
export async function writeSettings(
  database: Database,
  options: { estate: string; actor: string; changes: Changes; reason?: string; version?: number },
): Promise<StoredSettings> {
  const stored = settingsFrom(options.changes);
  await database.transaction(async (session) => {
    const before = (await session.one<{ changes: Changes }>(selectChanges, { estate: options.estate }))?.changes ?? {};
    if (stableJson(before) === stableJson(options.changes)) return;
    const written = await session.execute(upsertChanges, {
      estate: options.estate,
      changes: JSON.stringify(options.changes),
      actor: options.actor,
      version: options.version ?? null,
    });
    if (written === 0) throw changedMeanwhile();
    await writeJournal(session, {
      estate: options.estate,
      actor: options.actor,
      action: 'settings.changed',
      subject: 'settings',
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      before,
      after: options.changes,
    });
  });
  return stored;
}

/** Keeps a source profile under a name (`draftName` for a proposal); a confirmed one takes the place of its draft. */
export async function saveProfile(
  database: Database,
  options: { estate: string; actor: string; name: string; profile: SourceProfile },
): Promise<void> {
  const { changes } = await readSettings(database, options.estate);
  const { [draftName(options.name)]: _, ...profiles } = asRecord(changes.profiles);
  await writeSettings(database, {
    estate: options.estate,
    actor: options.actor,
    changes: { ...changes, profiles: { ...profiles, [options.name]: options.profile } },
  });
}

/** The whole settings as the YAML document a person edits. */
export function settingsToYaml(settings: Settings): string {
  const document = new Document(settings);
  document.commentBefore =
    " Réglages du domaine. Chaque valeur par défaut est écrite ; changez ce qu'il faut, le reste suit.";
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}

/** A YAML document back into changes: only what differs from the defaults is kept. Throws a Failure on bad YAML or values. */
export function changesFromYaml(text: string): Changes {
  const parsed = documentOf(text);
  settingsFrom(parsed);
  return asRecord(differing(parsed, parseSettings({})) ?? {});
}

function documentOf(text: string): Changes {
  let parsed: unknown;
  try {
    parsed = parseYaml(text);
  } catch (error) {
    throw new Failure(
      'WRONG_YAML',
      sentence(
        `Le document n'est pas du YAML lisible : ${String(error)}`,
        `The document is not readable YAML: ${String(error)}`,
      ),
      { cause: error },
    );
  }
  // An emptied document would take back every setting of the estate.
  if (isPlainRecord(parsed)) return parsed;
  throw new Failure(
    'WRONG_YAML',
    sentence(
      "Le document est vide, ou n'est pas fait de réglages ; rien n'a été changé.",
      'The document is empty, or does not hold settings; nothing was changed.',
    ),
  );
}

/** The value at a dotted path (`rfm.recency_days`), as YAML; undefined when there is none. */
export function settingAt(settings: Settings, path: string): string | undefined {
  const value = settingValueAt(settings, path);
  return value === undefined ? undefined : toYaml(value).trimEnd();
}

/** The value at a dotted path; undefined when there is none. */
export function settingValueAt(settings: Settings, path: string): unknown {
  let value: unknown = settings;
  for (const key of path.split('.')) value = asRecord(value)[key];
  return value;
}

/** Changes with the value at a dotted path replaced; the text is read as YAML (`30`, `[1, 2, 3, 4]`, `dmy`). */
export function changesWith(changes: Changes, path: string, text: string): Changes {
  return changesWithValue(changes, path, parseYaml(text));
}

/** Changes with the value at a dotted path replaced, or taken back to the default where it is `undefined`. */
export function changesWithValue(changes: Changes, path: string, value: unknown): Changes {
  const [key = '', ...rest] = path.split('.');
  const { [key]: before, ...others } = changes;
  const after = rest.length === 0 ? value : changesWithValue(asRecord(before), rest.join('.'), value);
  const isNothing = after === undefined || (rest.length > 0 && Object.keys(asRecord(after)).length === 0);
  return isNothing ? others : { ...changes, [key]: after };
}

/**
 * What the figures depend on. A draft profile changes nothing until a person confirms it, and the hours of the week, who is told
 * of what, where backups go or how long things are kept never do: none of these is in the hash of the settings.
 */
function countedSettings(settings: Settings): Record<string, unknown> {
  const { backup: _backup, retention: _retention, alarms: _alarms, week, ...counted } = settings;
  const confirmed = Object.entries(settings.profiles).filter(([, profile]) => profile.status === 'confirmed');
  return { ...counted, week: { timezone: week.timezone }, profiles: Object.fromEntries(confirmed) };
}

function differing(value: unknown, standard: unknown): unknown {
  if (stableJson(value) === stableJson(standard)) return undefined;
  if (!isPlainRecord(value) || !isPlainRecord(standard)) return value;
  const members = Object.keys(value)
    .map((key): [string, unknown] => [key, differing(value[key], standard[key])])
    .filter(([, member]) => member !== undefined);
  return Object.fromEntries(members);
}

function wrongSettings(error: ZodError, french: ZodError): Failure {
  return new Failure(
    'WRONG_SETTINGS',
    sentence(
      `Ces réglages ne sont pas acceptés ; rien n'a été changé.${wrongValues(french)}`,
      `These settings are not accepted; nothing was changed.${wrongValues(error)}`,
    ),
    { facts: { paths: error.issues.map((issue) => issue.path.join('.')) } },
  );
}

function wrongValues({ issues }: ZodError): string {
  return issues.map(({ path, message }) => `\n  ${path.join('.') || '(document)'} : ${message}`).join('');
}

function changedMeanwhile(): Failure {
  return new Failure(
    'CHANGED_MEANWHILE',
    sentence(
      "Quelqu'un d'autre vient de changer les réglages ; rien n'a été écrit.",
      'Somebody else has just changed the settings; nothing was written.',
    ),
  );
}

function asRecord(value: unknown): Changes {
  return isPlainRecord(value) ? value : {};
}

function isPlainRecord(value: unknown): value is Changes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
