/** Reading and writing through react-query: the key of an answer is its address, so live events know what to read again. */
import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { apiAddress, ApiProblem, get, getVersioned, type Query, type Versioned } from './api.ts';

/** A page of a list, as every list of the API answers. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  readonly total?: number | undefined;
}

/** A list as `DataTable` takes it. */
export interface List<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly isLoading: boolean;
  readonly problem: Error | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly readMore: () => void;
  readonly retry: () => void;
  /** Where the whole list, as it is filtered and sorted now, is fetched as a file; undefined where it is not. */
  readonly exportAddress?: (format: 'csv' | 'xlsx') => string;
}

/** One memory of answers for the page. Nothing is read again behind the reader's back unless an event says it changed. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: retryWorthIt },
      mutations: { retry: false },
    },
  });
}

function retryWorthIt(failures: number, problem: Error): boolean {
  const canHelp = !(problem instanceof ApiProblem) || problem.status === 0 || problem.status === 503;
  return canHelp && failures < 2;
}

/** Reads `/api/v1<path>?query`; the last answer stays in view while the next one is read. `path` undefined reads nothing. */
export function useApi<T>(path: string | undefined, query: Query = {}): UseQueryResult<T> {
  return useQuery<T>({
    queryKey: keyOf(path ?? '', query),
    queryFn: () => get<T>(path ?? '', query),
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** The same, with the version to give back as `ifMatch` when changing it. */
export function useVersioned<T>(path: string): UseQueryResult<Versioned<T>> {
  return useQuery<Versioned<T>>({ queryKey: keyOf(path, {}), queryFn: () => getVersioned<T>(path) });
}

/** Lists whose page has its own way to take them away. */
const ownExports = ['/clients', '/rejects'];

/** Reads a keyset list, page after page; filters and sort are in `query`. */
export function useList<Row>(path: string, query: Query = {}): List<Row> {
  const answer = useInfiniteQuery({
    queryKey: [...keyOf(path, query), 'list'],
    queryFn: ({ pageParam }) => get<Page<Row>>(path, { limit: 50, ...query, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = answer.data?.pages;
  // The same pages give the same array, so that a table does not draw itself anew for nothing.
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages]);
  return {
    rows,
    total: pages?.[0]?.total,
    isLoading: answer.isPending,
    problem: answer.error,
    hasMore: answer.hasNextPage,
    isLoadingMore: answer.isFetchingNextPage,
    readMore: () => void answer.fetchNextPage(),
    retry: () => void answer.refetch(),
    ...(ownExports.includes(path) ? {} : { exportAddress: (format) => exportOf(path, query, format) }),
  };
}

function exportOf(path: string, { limit: _limit, ...filters }: Query, format: 'csv' | 'xlsx'): string {
  return apiAddress(`${path}/export`, { ...filters, format });
}

/** A list that is already here, for `DataTable`. */
export function listOf<Row>(rows: readonly Row[]): List<Row> {
  return {
    rows,
    total: rows.length,
    isLoading: false,
    problem: null,
    hasMore: false,
    isLoadingMore: false,
    readMore() {},
    retry() {},
  };
}

/**
 * A write, then everything under `changes` is read again (`['/clients', '/home']`: what begins with these addresses).
 * `const approve = useWrite((id: string) => send('POST', `/approvals/${id}`), ['/approvals'])`.
 */
export function useWrite<Input, Output>(
  write: (input: Input) => Promise<Output>,
  changes: readonly string[],
): UseMutationResult<Output, Error, Input> {
  const queries = useQueryClient();
  return useMutation<Output, Error, Input>({
    mutationFn: write,
    onSuccess: () => readAgain(queries, changes),
  });
}

/** Reads again what begins with one of these addresses. */
export async function readAgain(queries: QueryClient, addresses: readonly string[]): Promise<void> {
  await queries.invalidateQueries({
    predicate: (query) => addresses.some((address) => begins(query.queryKey, address)),
  });
}

function begins(key: QueryKey, address: string): boolean {
  const first = key[0];
  return typeof first === 'string' && (first === address || first.startsWith(`${address}/`));
}

function keyOf(path: string, query: Query): readonly unknown[] {
  return [path, query];
}
