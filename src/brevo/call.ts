/** A call to Brevo: waits for its turn, repeats what may be repeated, and says what is known in the end. */
import { createHash } from 'node:crypto';
import { type Answer, done, type No, noCredit, notSent, rateLimited, refusedHere, unknown } from './answer.ts';
import { backoffMs } from './backoff.ts';
import { type Exchange, exchange } from './exchange.ts';
import { jsonBytes } from './json-bytes.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { brevoLimits, type CallLimit, type LimitFamily } from './limits.ts';
import { refusal } from './refusal.ts';
import { sentence } from '../values/sentence.ts';

export interface BrevoLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface BrevoOptions {
  /** `https://api.brevo.com/v3` unless a fake stands in. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly clock: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly fetch?: typeof fetch;
  readonly log?: BrevoLog;
  /** For the draw of the pauses. */
  readonly seed?: number;
  /** How long one request may take, in real time. */
  readonly timeoutMs?: number;
  /** Tries of one call in all. */
  readonly tries?: number;
  /** Longer waits for Brevo's limits are handed back as `rate_limited` instead of being slept. */
  readonly longestWaitMs?: number;
  readonly limits?: Readonly<Record<LimitFamily, readonly CallLimit[]>>;
}

export interface CallRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After the base; parts that are data are already URL-encoded. */
  readonly path: string;
  /** The path without data, for the log: an address must not stand there. */
  readonly route: string;
  readonly family: LimitFamily;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** An object. */
  readonly body?: object;
  /**
   * Whether the call may be made again when its outcome is not known. `until` ends that; `isRepeat` says that an earlier try,
   * of another call, is of unknown outcome already.
   */
  readonly repeat: 'always' | 'never' | { readonly until: Date; readonly isRepeat: boolean };
}

/** What Brevo answered with success: the status and the JSON of the body, if any. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export type Call = (request: CallRequest) => Promise<Answer<Reply>>;

interface Caller extends Required<Pick<BrevoOptions, 'timeoutMs' | 'tries' | 'longestWaitMs'>> {
  readonly options: BrevoOptions;
  readonly limiter: Limiter;
}

/** The way to Brevo for one key: all its calls share one limiter. */
export function createCall(options: BrevoOptions): Call {
  const caller: Caller = {
    options,
    limiter: createLimiter(options.limits ?? brevoLimits.families, options.clock),
    timeoutMs: options.timeoutMs ?? 30_000,
    tries: options.tries ?? 4,
    longestWaitMs: options.longestWaitMs ?? 65_000,
  };
  if (!isSafe(options.baseUrl)) return () => Promise.resolve(unsafeAddress);
  return (request) => callBrevo(caller, request);
}

// The key travels in a header: in clear it may only go to this machine.
function isSafe(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

const unsafeAddress = refusedHere(
  'UNSAFE_ADDRESS',
  sentence(
    "L'adresse de Brevo (BREVO_API_URL) doit commencer par https:// : la clé ne voyage pas en clair.",
    'The address of Brevo (BREVO_API_URL) must begin with https://: the key does not travel in clear.',
  ),
);

async function callBrevo(caller: Caller, request: CallRequest): Promise<Answer<Reply>> {
  const { options } = caller;
  const body = request.body === undefined ? undefined : jsonBytes(request.body);
  let isDoubtful = typeof request.repeat === 'object' && request.repeat.isRepeat;
  for (let attempt = 0; ; attempt++) {
    const answer = await tryOnce(caller, request, body, isDoubtful);
    log(caller, request, attempt, answer);
    if (answer.outcome === 'done') return answer;
    const isLast = attempt + 1 >= caller.tries || !mayTryAgain(caller, request, answer);
    const pause = pauseBefore(answer, backoffMs(jitterSeed(options.seed ?? 0, request, body), attempt));
    if (isLast || pause > caller.longestWaitMs) return isDoubtful ? doubted(request, answer) : answer;
    if (answer.outcome === 'unknown') isDoubtful = true;
    await options.sleep(pause);
  }
}

async function tryOnce(
  caller: Caller,
  request: CallRequest,
  body: Buffer<ArrayBuffer> | undefined,
  isDoubtful: boolean,
): Promise<Answer<Reply>> {
  const waited = await waitForTurn(caller, request.family);
  if (waited) return waited;
  // Waiting and pauses take time: what was safe to repeat when the call began may no longer be.
  if (isDoubtful && typeof request.repeat === 'object' && isOver(caller, request.repeat.until)) {
    return unknown('window_over');
  }
  const { options, timeoutMs } = caller;
  const exchanged = await exchange(options.fetch ?? fetch, {
    method: request.method,
    url: urlOf(options.baseUrl, request),
    apiKey: options.apiKey,
    timeoutMs,
    ...(body === undefined ? {} : { body }),
  });
  return judge(caller, request.family, exchanged);
}

async function waitForTurn(caller: Caller, family: LimitFamily): Promise<No | undefined> {
  for (;;) {
    const wait = caller.limiter.book(family);
    if (wait === 0) return undefined;
    if (wait > caller.longestWaitMs) return rateLimited(wait / 1000);
    await caller.options.sleep(wait);
  }
}

function judge({ limiter }: Caller, family: LimitFamily, exchanged: Exchange): Answer<Reply> {
  if (exchanged.kind === 'unreachable') return notSent('unreachable');
  if (exchanged.kind === 'lost') return unknown(exchanged.reason);
  const { status, body, limit } = exchanged;
  if (limit) limiter.learn(family, limit);
  if (status === 429) {
    const resetSeconds = limit?.resetSeconds ?? 60;
    limiter.learn(family, { remaining: 0, resetSeconds });
    return rateLimited(resetSeconds);
  }
  if (status === 402) return noCredit();
  if (status >= 500) return unknown('server_error', status);
  return status >= 200 && status < 300 ? done({ status, body }) : refusal(status, body);
}

function mayTryAgain(caller: Caller, { repeat }: CallRequest, answer: Answer<Reply>): boolean {
  if (answer.outcome === 'rate_limited') return true;
  if (answer.outcome === 'not_sent') return answer.reason === 'unreachable';
  if (answer.outcome !== 'unknown' || answer.reason === 'window_over') return false;
  if (typeof repeat === 'string') return repeat === 'always';
  return !isOver(caller, repeat.until);
}

function isOver({ options }: Caller, until: Date): boolean {
  return options.clock().getTime() >= until.getTime();
}

/**
 * What the last try proves when an earlier one is of unknown outcome: a success or a duplicate speaks for both, a "no" only for itself.
 * A send whose reply was lost and whose repeat finds no credit left may well have used that credit.
 */
function doubted({ repeat }: CallRequest, last: Answer<Reply>): Answer<Reply> {
  if (repeat === 'always' || last.outcome === 'done' || last.outcome === 'unknown') return last;
  if (last.outcome === 'refused' && isDuplicateCode(last.code)) return last;
  return unknown('refused_later');
}

/** Whether a refusal of `POST /smtp/email` says that its idempotency key was seen already. */
export function isDuplicateCode(code: string): boolean {
  return code === 'duplicate_parameter' || code === 'duplicate_request';
}

function pauseBefore(answer: Answer<Reply>, backoff: number): number {
  return answer.outcome === 'rate_limited' ? Math.max(backoff, answer.resetSeconds * 1000) : backoff;
}

function urlOf(baseUrl: string, { path, query }: CallRequest): string {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

function jitterSeed(seed: number, { method, path }: CallRequest, body: Buffer<ArrayBuffer> | undefined): string {
  const hash = createHash('sha256').update(`${method} ${path}\n`);
  return `${seed}:${hash.update(body ?? '').digest('hex')}`;
}

function log({ options }: Caller, { method, route }: CallRequest, attempt: number, answer: Answer<Reply>): void {
  if (!options.log || answer.outcome === 'done') return;
  const status = 'httpStatus' in answer ? { status: answer.httpStatus } : {};
  const reason = 'reason' in answer ? { reason: answer.reason } : {};
  options.log.warn('brevo answered no', { method, route, attempt, outcome: answer.outcome, ...reason, ...status });
}
