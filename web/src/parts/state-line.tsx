import type { ReactElement, ReactNode } from 'react';
import { Shape, type Tone } from './state-word.tsx';
import './state-line.css';

/** A whole sentence with the shape of its tone before it: what `StateWord` is for a word or two. */
export function StateLine({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactElement {
  return (
    <p className="state-line">
      <Shape tone={tone} />
      <span>{children}</span>
    </p>
  );
}
