import type { ReactElement } from 'react';
import './state-word.css';

/** done: over and well. running: at work. waits: for a person. stopped: something to repair. quiet: nothing to say. */
export type Tone = 'done' | 'running' | 'waits' | 'stopped' | 'quiet';

export interface StateWordProps {
  readonly tone: Tone;
  readonly children: string;
}

/** A state as a word, a shape and a colour: each alone is enough to read it. */
export function StateWord({ tone, children }: StateWordProps): ReactElement {
  return (
    <span className="state-word" data-tone={tone}>
      <Shape tone={tone} />
      {children}
    </span>
  );
}

/** The shape alone, where the word stands elsewhere: disc with a tick, half disc, ring with hands, square with a bar, small ring. */
export function Shape({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" data-tone={tone}>
      {drawing[tone]}
    </svg>
  );
}

const drawing: Readonly<Record<Tone, ReactElement>> = {
  done: (
    <>
      <circle cx="8" cy="8" r="7" fill="var(--done-fill)" />
      <path d="M4.5 8.3 7 10.8l4.6-5.2" fill="none" stroke="var(--raised)" strokeWidth="1.8" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="var(--accent)" strokeWidth="1.6" />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="var(--accent)" />
    </>
  ),
  waits: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8z" fill="var(--waits-fill)" />
      <path d="M8 4.5v4M8 10.3v1.4" stroke="#1f1a17" strokeWidth="1.7" />
    </>
  ),
  stopped: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="2" fill="var(--stopped-fill)" />
      <path d="m5 5 6 6m0-6-6 6" stroke="var(--raised)" strokeWidth="1.8" />
    </>
  ),
  quiet: <circle cx="8" cy="8" r="5" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />,
};
