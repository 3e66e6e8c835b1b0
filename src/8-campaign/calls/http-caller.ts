/** Calls over the network: one post, bounded in time, no redirection, and only to addresses of the world. */
import type { LookupAddress } from 'node:dns';
import { lookup as lookUpName } from 'node:dns/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AllowedHosts, isAllowedHost, isPublicAddress, privateAddress, refusedAddress } from './call-address.ts';
import type { CallAnswer, Caller, CallRequest } from './call.ts';

const answerWithinMs = 10_000;
/** Longer than a day nobody is asked to wait. */
const longestRetrySeconds = 86_400;

export interface HttpCallerOptions {
  readonly allowedHosts: AllowedHosts;
  readonly answerWithinMs?: number;
  /** All addresses of a name; the system's own unless a test gives another. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
}

/** Never throws: what goes wrong is an answer. */
export function createHttpCaller(options: HttpCallerOptions): Caller {
  return {
    mode: 'live',
    async call(asked) {
      const refusal = refusedAddress(asked.url, options.allowedHosts);
      if (refusal) return { outcome: 'forbidden', ...refusal };
      try {
        return answerOf(await post(asked, options));
      } catch (error) {
        if (isForbidden(error)) return { outcome: 'forbidden', ...privateAddress };
        return { outcome: 'away', code: isTimeout(error) ? 'TIMEOUT' : 'UNREACHABLE' };
      }
    },
  };
}

type Head = Pick<IncomingMessage, 'statusCode' | 'headers'>;

async function post({ url, headers, body }: CallRequest, options: HttpCallerOptions): Promise<Head> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const isFree = isAllowedHost(target, options.allowedHosts);
  return new Promise((resolve, reject) => {
    const call = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      signal: AbortSignal.timeout(options.answerWithinMs ?? answerWithinMs),
      lookup: guardedLookup(options.resolve ?? allAddresses, isFree),
    });
    call.once('error', reject);
    call.once('response', (response) => {
      const { statusCode, headers: answered } = response;
      resolve({ statusCode, headers: answered });
      // What the server says besides concerns nobody, however long it is.
      response.destroy();
    });
    call.end(body);
  });
}

const allAddresses = (name: string) => lookUpName(name, { all: true, verbatim: true });

class ForbiddenAddress extends Error {}

/**
 * Resolves a name for the very connection that is made: an address that was public when asked and private when called (DNS
 * rebinding) finds no gap. One private address among several forbids the name.
 */
function guardedLookup(resolve: NonNullable<HttpCallerOptions['resolve']>, isFree: boolean): LookupFunction {
  return (name, { all }, answer) => {
    publicAddresses(name).then(
      ([first, ...others]) =>
        all === true ? answer(null, [first, ...others]) : answer(null, first.address, first.family),
      (error: unknown) => answer(error instanceof Error ? error : new Error(String(error)), ''),
    );
  };

  async function publicAddresses(name: string): Promise<[LookupAddress, ...LookupAddress[]]> {
    const [first, ...others] = await resolve(name);
    if (!first) throw new Error('a name without an address');
    const found: [LookupAddress, ...LookupAddress[]] = [first, ...others];
    if (!isFree && !found.every(({ address }) => isPublicAddress(address))) throw new ForbiddenAddress();
    return found;
  }
}

function answerOf({ statusCode, headers }: Head): CallAnswer {
  const seconds = Number(headers['retry-after']);
  const isGiven = Number.isInteger(seconds) && seconds > 0;
  return {
    outcome: 'answered',
    status: statusCode ?? 0,
    ...(isGiven ? { retryAfterSeconds: Math.min(seconds, longestRetrySeconds) } : {}),
  };
}

function isForbidden(error: unknown): boolean {
  return error instanceof ForbiddenAddress;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
}
