/** What the address of a page names: `const code = useParam('code')`. */
import { useParams } from '@tanstack/react-router';

/** The named piece of the address, decoded; `''` when the address has none. */
export function useParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name] ?? '';
}
