import type { ReactElement, ReactNode } from 'react';

/** A sheet of paper on the page: one question, and its answer below. */
export function Sheet({
  title,
  className = '',
  children,
}: {
  readonly title: string;
  /** Besides the sheet's own: `no-print`. */
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <section className={`sheet stack ${className}`.trim()}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
