import type { ReactElement, ReactNode } from 'react';

/** One line of a `<dl className="facts">`: what it is called, and what it is. */
export function Fact({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
