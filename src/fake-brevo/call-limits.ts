/** The fake's own reading of Brevo's limits, kept apart from the client's so that each checks the other. */

interface Window {
  readonly calls: number;
  readonly seconds: number;
}

const families: readonly { readonly matches: (route: string) => boolean; readonly windows: readonly Window[] }[] = [
  { matches: (route) => route === 'POST /smtp/email', windows: [{ calls: 1000, seconds: 1 }] },
  {
    matches: (route) => route === 'POST /smtp/email (versions)',
    windows: [
      { calls: 100, seconds: 60 },
      { calls: 6000, seconds: 3600 },
    ],
  },
  { matches: (route) => route === 'GET /smtp/blockedContacts', windows: [{ calls: 1000, seconds: 1 }] },
  {
    matches: (route) => route === 'GET /smtp/emails',
    windows: [
      { calls: 2, seconds: 1 },
      { calls: 300, seconds: 3600 },
    ],
  },
  { matches: (route) => route.includes(' /smtp/'), windows: [{ calls: 300, seconds: 3600 }] },
  { matches: (route) => route.includes(' /contacts'), windows: [{ calls: 10, seconds: 1 }] },
  { matches: () => true, windows: [{ calls: 100, seconds: 3600 }] },
];

/** What the three headers say of one call. */
export interface LimitState {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly isOver: boolean;
}

export type CallCounter = (route: string, nowMs: number) => LimitState;

/** Counts calls per family in windows aligned on the clock. */
export function createCallCounter(): CallCounter {
  const used = new Map<string, { index: number; calls: number }>();
  return (route, nowMs) => {
    const family = families.findIndex(({ matches }) => matches(route));
    const states = (families[family]?.windows ?? []).map((window) => {
      const name = `${family}/${window.seconds}`;
      const index = Math.floor(nowMs / 1000 / window.seconds);
      const current = used.get(name);
      const calls = current?.index === index ? current.calls + 1 : 1;
      used.set(name, { index, calls });
      return stateOf(window, calls, nowMs);
    });
    return states.reduce((tightest, state) =>
      state.remaining < tightest.remaining || state.isOver ? state : tightest,
    );
  };
}

function stateOf({ calls: limit, seconds }: Window, calls: number, nowMs: number): LimitState {
  const resetSeconds = Math.max(1, Math.ceil(seconds - ((nowMs / 1000) % seconds)));
  return { limit, remaining: Math.max(0, limit - calls), resetSeconds, isOver: calls > limit };
}
