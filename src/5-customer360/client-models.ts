/**
 * What is fitted on all clients before any page is decided: their value, and the groups they form. Pure.
 * Trade clients are fitted apart, and have no value where they are too few: a caviste who orders each month by the hundred
 * bottles would lend private clients his rhythm and his money. They are in no cluster. The till is in neither.
 */
import type { Settings } from '../estate/settings.ts';
import { type Day, daysBetween } from '../values/day.ts';
import {
  type ClientClusters,
  type ClusterFacts,
  clusterClients,
  type LastClusters,
} from './clusters/client-clusters.ts';
import type { HistoryShelf, KeptHistory } from './purchase-history.ts';
import { clientRhythm, type Rhythm } from './rhythm.ts';
import { type ClientValueModel, fitClientValue, type ValueFacts } from './value/client-value.ts';

export interface ClientModels {
  readonly private: ClientValueModel;
  readonly trade: ClientValueModel;
  readonly clusters: ClientClusters;
}

export interface FitOptions {
  readonly asOf: Day;
  readonly settings: Settings;
  readonly estateGapDays: number | null;
  readonly lastClusters: LastClusters;
  /** Whether clients are grouped, too; a page read to judge a past day needs no group. */
  readonly isGrouped: boolean;
}

/** Any other does as well; changing it may renumber the clusters of an estate that has none yet. */
const seed = 20_061;

/** Fits the models on the clients with a net order. */
export function fitClientModels(histories: HistoryShelf, options: FitOptions): ClientModels {
  return {
    private: fitClientValue(valueFacts(histories, false, options), options.asOf),
    trade: fitClientValue(valueFacts(histories, true, options), options.asOf),
    clusters: clusterClients(options.isGrouped ? clusterFacts(histories, options.asOf) : [], {
      settings: options.settings,
      last: options.lastClusters,
      seed,
    }),
  };
}

/** What is kept of the value models, by kind of client. */
export function valueSummary(models: ClientModels): Readonly<Record<'private' | 'trade', unknown>> {
  return { private: summaryOf(models.private), trade: summaryOf(models.trade) };
}

function summaryOf({ status, summary }: ClientValueModel): unknown {
  return { status, ...summary };
}

function* valueFacts(histories: HistoryShelf, isTrade: boolean, options: FitOptions): Generator<ValueFacts> {
  for (const history of netOrders(histories, isTrade)) yield valueFactsOf(history, options);
}

/** The rhythm is read when it is asked for: the fit looks at a sample of the clients, and counts the others. */
function valueFactsOf({ clientCode, orderDays, orderNetHt: netHt }: KeptHistory, options: FitOptions): ValueFacts {
  const { estateGapDays, settings } = options;
  let known: Rhythm | undefined;
  const rhythm = (): Rhythm =>
    (known ??= clientRhythm({ orderDays, estateGapDays, gapShrinkage: settings.segments.gap_shrinkage }));
  return {
    clientCode,
    orderDays,
    netHt,
    get usualMonth() {
      return rhythm().usualMonth;
    },
    get gapDays() {
      return rhythm().gapDays;
    },
    get rhythm() {
      return rhythm().name;
    },
  };
}

function* clusterFacts(histories: HistoryShelf, asOf: Day): Generator<ClusterFacts> {
  for (const { clientCode, orderDays, orderCount, netHt } of netOrders(histories, false)) {
    const lastOn = orderDays.at(-1);
    if (lastOn !== undefined) yield { clientCode, recencyDays: daysBetween(lastOn, asOf), orderCount, netHt };
  }
}

/** Those of whose purchases something remains, as `hasNetOrder` has it. */
function* netOrders(histories: HistoryShelf, isTrade: boolean): Generator<KeptHistory> {
  for (const history of histories.all()) if (history.isTrade === isTrade && history.netHt > 0) yield history;
}
