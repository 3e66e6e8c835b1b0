/** Every variable of the environment, read once at the door; a wrong one stops the start with a sentence. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Failure } from '../errors.ts';
import { type Language, sentence } from '../values/sentence.ts';

export interface Environment {
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string;
  /** Where the estates' folders and the embedded database live. */
  readonly home: string;
  readonly language: Language;
  /** The estate meant when a command names none. */
  readonly estate?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** A command whose reader is a person: it says its sentence, and the lines of its log stay where they belong, with the servers. */
  readonly isQuiet: boolean;
  readonly actor: string;
  /** Signs links and webhook paths; without it a secret is kept in the home folder. */
  readonly secret?: string;
  readonly brevo: { readonly apiKey?: string; readonly url: string };
  /** `smtp://user:password@host:587`, for estates without Brevo. */
  readonly smtpUrl?: string;
  /** Of the mailbox that exports come to, where one estate lives here; `mailPasswords`: by the variable that names an estate. */
  readonly mailPassword?: string;
  readonly mailPasswords: Readonly<Record<string, string>>;
  /** Where the world reaches this installation: unsubscribe and click links begin with it. */
  readonly publicUrl?: string;
  /** Hosts of the own network that rules may call (`n8n.cave.lan`, `192.168.1.20:5678`); all else private is refused. */
  readonly callHosts: readonly string[];
  /** A person's word that an upgrade may go on though no backup could be made before it. */
  readonly upgradesWithoutBackup: boolean;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** Reads `.env` of the current folder if there is one, then the environment, which wins over it. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  if (variables === process.env && existsSync('.env')) process.loadEnvFile('.env');
  const databaseUrl = given(variables.DATABASE_URL);
  const estate = given(variables.CUVEE_ESTATE);
  return {
    ...(databaseUrl === undefined ? {} : { databaseUrl: checkDatabaseUrl(databaseUrl) }),
    home: resolve(given(variables.CUVEE_HOME) ?? 'data'),
    language: languageOf(variables),
    ...(estate === undefined ? {} : { estate }),
    logLevel: checkLogLevel(given(variables.CUVEE_LOG_LEVEL) ?? 'warn'),
    isQuiet: false,
    actor: given(variables.CUVEE_ACTOR) ?? given(variables.USER) ?? given(variables.USERNAME) ?? 'cuvee',
    upgradesWithoutBackup: isYes(variables.CUVEE_UPGRADE_WITHOUT_BACKUP),
    ...readSending(variables),
  };
}

function readSending(
  variables: NodeJS.ProcessEnv,
): Pick<Environment, 'secret' | 'brevo' | 'smtpUrl' | 'mailPassword' | 'mailPasswords' | 'publicUrl' | 'callHosts'> {
  const secret = given(variables.CUVEE_SECRET);
  const apiKey = given(variables.BREVO_API_KEY);
  const smtpUrl = given(variables.SMTP_URL);
  const publicUrl = given(variables.CUVEE_PUBLIC_URL);
  const mailPassword = given(variables.CUVEE_MAIL_PASSWORD);
  return {
    ...(secret === undefined ? {} : { secret }),
    brevo: {
      ...(apiKey === undefined ? {} : { apiKey }),
      url: checkUrl('BREVO_API_URL', given(variables.BREVO_API_URL) ?? 'https://api.brevo.com/v3', ['https:', 'http:']),
    },
    ...(smtpUrl === undefined ? {} : { smtpUrl: checkUrl('SMTP_URL', smtpUrl, ['smtp:', 'smtps:']) }),
    ...(mailPassword === undefined ? {} : { mailPassword }),
    mailPasswords: mailPasswordsOf(variables),
    callHosts: (given(variables.CUVEE_CALL_HOSTS) ?? '').split(/[\s,;]+/).filter((host) => host !== ''),
    ...(publicUrl === undefined
      ? {}
      : { publicUrl: checkUrl('CUVEE_PUBLIC_URL', publicUrl, ['https:', 'http:']).replace(/\/$/, '') }),
  };
}

/** `CUVEE_MAIL_PASSWORD_DOMAINE_MULLER` and its like. */
function mailPasswordsOf(variables: NodeJS.ProcessEnv): Record<string, string> {
  const named = Object.entries(variables).filter(([name]) => /^CUVEE_MAIL_PASSWORD_[A-Z0-9_]+$/.test(name));
  return Object.fromEntries(
    named.flatMap(([name, value]): [string, string][] => {
      const password = given(value);
      return password === undefined ? [] : [[name, password]];
    }),
  );
}

/** Of a command that answers and ends: its log is for programs (`--json`, no terminal), or for who looks for a fault (`debug`). */
export function commandEnvironment(environment: Environment, isForProgram: boolean): Environment {
  return { ...environment, isQuiet: !isForProgram && environment.logLevel !== 'debug' };
}

/** Of a process that stays: its log is all one has of it. */
export function serverEnvironment(environment: Environment): Environment {
  return { ...environment, isQuiet: false };
}

/** Where the embedded PostgreSQL keeps its files. */
export function embeddedFolder(environment: Environment): string {
  return join(environment.home, '.postgres');
}

/** French unless the environment asks for another language: `CUVEE_LANG` first, then the usual variables. */
export function languageOf(variables: NodeJS.ProcessEnv): Language {
  const asked =
    given(variables.CUVEE_LANG) ?? given(variables.LC_ALL) ?? given(variables.LC_MESSAGES) ?? variables.LANG;
  return asked?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

function checkDatabaseUrl(url: string): string {
  if (/^postgres(ql)?:\/\//.test(url)) return url;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      'DATABASE_URL doit commencer par postgresql://, par exemple postgresql://cuvee:secret@localhost:5432/cuvee.',
      'DATABASE_URL must begin with postgresql://, for example postgresql://cuvee:secret@localhost:5432/cuvee.',
    ),
  );
}

function checkUrl(name: string, url: string, protocols: readonly string[]): string {
  if (URL.canParse(url) && protocols.includes(new URL(url).protocol)) return url;
  const allowed = protocols.map((protocol) => `${protocol}//`);
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `${name} doit être une adresse qui commence par ${allowed.join(' ou ')}.`,
      `${name} must be an address that begins with ${allowed.join(' or ')}.`,
    ),
  );
}

function checkLogLevel(level: string): Environment['logLevel'] {
  const found = logLevels.find((known) => known === level);
  if (found) return found;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `CUVEE_LOG_LEVEL vaut « ${level} » ; valeurs possibles : ${logLevels.join(', ')}.`,
      `CUVEE_LOG_LEVEL is "${level}"; it may be ${logLevels.join(', ')}.`,
    ),
  );
}

function isYes(value: string | undefined): boolean {
  return /^(?:1|oui|yes|true)$/i.test(given(value) ?? '');
}

function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}
