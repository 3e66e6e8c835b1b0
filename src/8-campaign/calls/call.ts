/** A call to a server outside that a rule asks for, and whoever makes it: the network, or nobody at all (dry run). */
import type { Sentence } from '../../values/sentence.ts';

/** One post, ready to go. */
export interface CallRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it. Redirections are answers like others: nothing follows them. */
export type CallAnswer =
  | { readonly outcome: 'answered'; readonly status: number; readonly retryAfterSeconds?: number }
  /** It may not be called at all: the address is this machine's or its network's, or none. */
  | { readonly outcome: 'forbidden'; readonly code: string; readonly sentence: Sentence }
  /** No answer: it may have been heard, and is repeated under the same id. */
  | { readonly outcome: 'away'; readonly code: 'TIMEOUT' | 'UNREACHABLE' };

export interface Caller {
  readonly mode: 'live' | 'dry_run';
  /** Never throws. */
  call(request: CallRequest): Promise<CallAnswer>;
}
