/** One HTTP request to Brevo, and what surely can be said of it afterwards. */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly apiKey: string;
  /** JSON; the same bytes on every repeat. */
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
}

export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The JSON of the body; undefined when there is none or it is not JSON. */
      readonly body: unknown;
      readonly limit: { readonly remaining: number; readonly resetSeconds: number } | undefined;
    }
  /** The request may have reached Brevo; its answer did not reach us. */
  | { readonly kind: 'lost'; readonly reason: 'timeout' | 'connection_lost' }
  /** Not a byte of the request can have reached Brevo. */
  | { readonly kind: 'unreachable' };

/** Makes one request, without repeating it and without following a redirection (which would hand the key on). Never throws. */
export async function exchange(fetchNow: typeof fetch, request: HttpRequest): Promise<Exchange> {
  try {
    const response = await fetchNow(request.url, {
      method: request.method,
      headers: {
        'api-key': request.apiKey,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await response.text();
    return { kind: 'answered', status: response.status, body: jsonOf(text), limit: limitOf(response.headers) };
  } catch (error) {
    return failureOf(error);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// `x-sib-ratelimit-*` come with every answer; `reset` is in seconds (docs/limit-headers).
function limitOf(headers: Headers): { remaining: number; resetSeconds: number } | undefined {
  const remaining = headers.get('x-sib-ratelimit-remaining');
  const reset = headers.get('x-sib-ratelimit-reset');
  if (remaining === null || reset === null) return undefined;
  const said = { remaining: Number(remaining), resetSeconds: Number(reset) };
  return Number.isFinite(said.remaining) && Number.isFinite(said.resetSeconds) ? said : undefined;
}

function failureOf(error: unknown): Exchange {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return { kind: 'lost', reason: 'timeout' };
  }
  const cause = error instanceof Error ? error.cause : undefined;
  return neverConnected(cause) ? { kind: 'unreachable' } : { kind: 'lost', reason: 'connection_lost' };
}

/** Codes that are only given before a connection stands; every other failure may have come after the request was read. */
const beforeConnection = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);

function neverConnected(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(neverConnected);
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause ? cause.code : undefined;
  if (typeof code === 'string' && beforeConnection.has(code)) return true;
  return 'syscall' in cause && cause.syscall === 'connect';
}
