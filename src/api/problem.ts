/** Every status the servers answer with, and why; and what an error says (RFC 9457). Nowhere else. */
import { Failure, RefusedByRule } from '../errors.ts';
import { type Language, type Sentence, sentence } from '../values/sentence.ts';

export const statuses = {
  done: 200,
  created: 201,
  /** Work was asked of the house: the answer names the job. */
  accepted: 202,
  nothingToSay: 204,
  /** To the page a click link stands for. */
  elsewhere: 302,
  unchanged: 304,
  wrong: 400,
  nobody: 401,
  forbidden: 403,
  notFound: 404,
  wrongMethod: 405,
  /** A rule of the business said no. */
  refused: 409,
  /** Somebody changed it meanwhile. */
  stale: 412,
  tooLarge: 413,
  wrongType: 415,
  /** The same Idempotency-Key with other words. */
  unprocessable: 422,
  /** A change must say which version it saw. */
  versionNeeded: 428,
  /** "Come again later": the one answer after which Brevo does come again; any 5xx discards the event for good (brevo.md, 5). */
  tryAgain: 429,
  broken: 500,
  /** For people and mail programs, whom 429 would accuse. */
  unavailable: 503,
} as const;

/** Thrown where a caller is told to come again: the database is down, slow, or has enough to do. */
export class Busy extends Error {
  constructor(why: string, options: { readonly cause?: unknown } = {}) {
    super(why, options);
    this.name = 'Busy';
  }
}

type StatusName = keyof typeof statuses;

/** An answer that is no: thrown by a route, worded for whoever asked. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly sentence: Sentence;
  /** More for the page to show: `fields`, `current`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: StatusName, code: string, said: Sentence, extra: Readonly<Record<string, unknown>> = {}) {
    super(said.en);
    this.name = 'Problem';
    this.status = statuses[status];
    this.code = code;
    this.sentence = said;
    this.extra = extra;
  }
}

/** The problem of a thing that is not there, or not for this person: both look the same. */
export function notFound(what: Sentence = sentence('Cette page', 'This page')): Problem {
  return new Problem('notFound', 'NOT_FOUND', sentence(`${what.fr} n’existe pas.`, `${what.en} does not exist.`));
}

/** What an error is to whoever asked; undefined for a bug, which is logged and says nothing of itself. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof RefusedByRule) return new Problem('refused', error.code, error.sentence);
  if (error instanceof Failure) return ofFailure(error);
  if (error instanceof Busy) return busy;
  return undefined;
}

const busy = new Problem(
  'unavailable',
  'BUSY',
  sentence('Le serveur est occupé. Réessayez dans un instant.', 'The server is busy. Try again in a moment.'),
);

function ofFailure(failure: Failure): Problem {
  if (failure.retry === 'later') return new Problem('unavailable', failure.code, failure.sentence);
  const status: StatusName = /^(UNKNOWN|NO)_/.test(failure.code) ? 'notFound' : 'wrong';
  return new Problem(status, failure.code, failure.sentence);
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
}

/** What goes over the wire, in one language. */
export function problemDocument(problem: Problem, language: Language, requestId: string): ProblemDocument {
  return {
    type: `/docs#${problem.code}`,
    title: titleOf(problem.status)[language],
    status: problem.status,
    code: problem.code,
    detail: problem.sentence[language],
    requestId,
    ...problem.extra,
  };
}

const titles: Record<number, Sentence> = {
  [statuses.wrong]: sentence('Demande incomplète', 'Incomplete request'),
  [statuses.nobody]: sentence('Connexion nécessaire', 'Sign-in needed'),
  [statuses.forbidden]: sentence('Non autorisé', 'Not allowed'),
  [statuses.notFound]: sentence('Introuvable', 'Not found'),
  [statuses.wrongMethod]: sentence('Méthode inconnue ici', 'Method unknown here'),
  [statuses.tooLarge]: sentence('Trop volumineux', 'Too large'),
  [statuses.wrongType]: sentence('Type de contenu refusé', 'Content type refused'),
  [statuses.unprocessable]: sentence('Clé déjà utilisée', 'Key already used'),
  [statuses.refused]: sentence('Refusé', 'Refused'),
  [statuses.stale]: sentence('Modifié entre-temps', 'Changed meanwhile'),
  [statuses.versionNeeded]: sentence('Version attendue', 'Version needed'),
  [statuses.tryAgain]: sentence('Trop de demandes', 'Too many requests'),
  [statuses.broken]: sentence('Erreur interne', 'Internal error'),
  [statuses.unavailable]: sentence('Momentanément indisponible', 'Unavailable for the moment'),
};

function titleOf(status: number): Sentence {
  return titles[status] ?? sentence('Demande impossible', 'Impossible request');
}
