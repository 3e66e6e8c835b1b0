/** A link inside the page: a true `<a href>` (new tab, copy, middle click) that changes page without reading everything again. */
import { useRouter } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, type MouseEvent, type ReactElement, useCallback } from 'react';

export interface GoLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** From `addresses.ts`. */
  readonly to: string;
}

export function GoLink({ to, onClick, children, ...rest }: GoLinkProps): ReactElement {
  const router = useRouter();
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    void router.navigate({ href: to });
  };
  const prepare = () => void router.preloadRoute({ to }).catch(() => undefined);
  return (
    <a href={to} onClick={go} onPointerEnter={prepare} {...rest}>
      {children}
    </a>
  );
}

/** Goes to an address of `addresses.ts` from code. */
export function useGo(): (address: string) => void {
  const router = useRouter();
  return useCallback((address: string) => void router.navigate({ href: address }), [router]);
}
