/**
 * The caller of a dry run. It holds no address, no key and no way out, and imports nothing that does: it cannot reach the
 * network, whatever a caller asks of it.
 */
import type { Caller, CallRequest } from './call.ts';

/** `onCall` sees what would have been posted. */
export function createDryRunCaller(onCall: (request: CallRequest) => void = () => {}): Caller {
  return {
    mode: 'dry_run',
    call: (request) => {
      onCall(request);
      return Promise.resolve({ outcome: 'away', code: 'UNREACHABLE' });
    },
  };
}
