/** The one door to the API: typed calls, the forgery token, and every refusal as an `ApiProblem` with its sentence. */
import { t } from './words.ts';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface SendOptions {
  /** The `version` the person saw; the API answers 412 when somebody changed it since. */
  readonly ifMatch?: string | undefined;
  /** Nothing stands there yet, as far as the person knows; the API answers 412 when something does. */
  readonly isNew?: boolean;
  /** The same key twice does the thing once. */
  readonly idempotencyKey?: string | undefined;
}

/** A resource with the version to give back when changing it. */
export interface Versioned<T> {
  readonly value: T;
  readonly version: string | undefined;
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly etag?: string;
  readonly fields?: readonly { readonly path: string; readonly detail: string }[];
}

/** A refusal or a breakdown, as the API tells it: `message` is the sentence to show. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** 0 when nobody answered. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly fields: readonly { readonly path: string; readonly detail: string }[];
  readonly requestId: string | undefined;
  /** Of a 412: the version that stands now. */
  readonly version: string | undefined;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? t('Le serveur n’a pas pu répondre.', 'The server could not answer.'));
    this.status = status;
    this.code = body.code ?? 'UNKNOWN';
    this.title = body.title ?? '';
    this.fields = body.fields ?? [];
    this.requestId = body.requestId;
    this.version = body.etag;
  }
}

let csrf = '';
let onSignedOut: (code: string) => void = () => {};
let askPassword: () => Promise<boolean> = async () => false;

/** The token of the session, sent with every write. */
export function keepCsrf(token: string): void {
  csrf = token;
}

/** What happens when the API says nobody is signed in any more, or that a code is still owed: the page that mends it. */
export function whenSignedOut(action: (code: string) => void): void {
  onSignedOut = action;
}

/** Who asks for the password again before a dangerous act; true when it was given. The write is then sent once more. */
export function whenPasswordAsked(ask: () => Promise<boolean>): void {
  askPassword = ask;
}

/** Reads `/api/v1<path>`. Throws `ApiProblem`. */
export async function get<T>(path: string, query: Query = {}): Promise<T> {
  return (await call<T>('GET', path + queryString(query))).value;
}

/** The same, with its version (`ETag`). */
export async function getVersioned<T>(path: string): Promise<Versioned<T>> {
  return await call<T>('GET', path);
}

/** Writes. Gives back the answer's body, `undefined` for 204. Throws `ApiProblem`; 412 is for `ConflictDialog`. */
export async function send<T = void>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: SendOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-csrf-token': csrf };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (options.ifMatch) headers['if-match'] = options.ifMatch;
  if (options.isNew) headers['if-none-match'] = '*';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  const sent = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  try {
    return (await call<T>(method, path, sent)).value;
  } catch (problem) {
    const isAsked = problem instanceof ApiProblem && problem.code === 'CONFIRM_PASSWORD';
    if (!isAsked || !(await askPassword())) throw problem;
    return (await call<T>(method, path, sent)).value;
  }
}

/** Sends files as a form, telling how far it is (0 to 1). `fetch` cannot tell, hence the older way. */
export function upload<T>(path: string, form: FormData, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiAddress(path));
    request.setRequestHeader('x-csrf-token', csrf);
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('error', () => reject(nobodyAnswered()));
    request.addEventListener('load', () => {
      const body = readJson(request.responseText);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the server answers by the contract T comes from
      if (request.status < 300) resolve(body as T);
      else reject(new ApiProblem(request.status, readProblem(body)));
    });
    request.send(form);
  });
}

/** The address of a download (`/clients/export?format=csv`), for a plain link: the browser saves it itself. */
export function apiAddress(path: string, query: Query = {}): string {
  return `/api/v1${path}${queryString(query)}`;
}

/** A new key for a write that must happen once, kept by the form until it is done. */
export function newIdempotencyKey(): string {
  // Not randomUUID: a cellar's http address on the local network is no "secure context", and has none.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call<T>(
  method: string,
  path: string,
  init: RequestInit = { headers: { accept: 'application/json' } },
): Promise<Versioned<T>> {
  const response = await reach(apiAddress(path), init);
  const body = readJson(await response.text());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border: the server answers by the contract T comes from
  if (response.ok) return { value: body as T, version: response.headers.get('etag') ?? undefined };
  const problem = new ApiProblem(response.status, { ...fallback(response.status, method), ...readProblem(body) });
  if (response.status === 401 && !path.startsWith('/sign-in')) onSignedOut(problem.code);
  throw problem;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch {
    throw nobodyAnswered();
  }
}

function nobodyAnswered(): ApiProblem {
  return new ApiProblem(0, {
    code: 'UNREACHABLE',
    title: t('Le serveur ne répond pas', 'The server does not answer'),
    detail: t(
      'Le serveur ne répond pas. Vérifiez qu’il est démarré, puis réessayez : rien de ce que vous avez écrit n’est perdu.',
      'The server does not answer. Check that it is started, then try again: nothing you wrote is lost.',
    ),
  });
}

function fallback(status: number, method: string): ProblemBody {
  if (status === 403) return { detail: t('Votre rôle ne permet pas cela.', 'Your role does not allow this.') };
  if (status === 404)
    return { detail: t('Cette page n’existe pas ou n’existe plus.', 'This does not exist, or no longer.') };
  if (status === 429)
    return { detail: t('Trop d’essais : patientez un instant.', 'Too many attempts: wait a moment.') };
  if (method === 'GET')
    return { detail: t('La lecture n’a pas abouti. Réessayez.', 'Reading did not succeed. Try again.') };
  return {
    detail: t(
      'Rien n’a été changé : le serveur a rencontré une erreur.',
      'Nothing was changed: the server met an error.',
    ),
  };
}

function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readProblem(body: unknown): ProblemBody {
  return typeof body === 'object' && body !== null ? body : {};
}
