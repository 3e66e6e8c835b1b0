/** What a cluster is called, read from what its middle client is like. */
import type { Settings } from '../../estate/settings.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';

/** What the middle client of a cluster is like; half of the clients lie on either side of each figure. */
export interface ClusterProfile {
  readonly medianRecencyDays: number;
  readonly medianOrderCount: number;
  /** All they ever bought, net, in euros. */
  readonly medianNetHt: number;
  /** Of a client's mean order, in euros. */
  readonly medianBasketHt: number;
}

const silences = ['active', 'silent', 'gone'] as const;
const habits = ['once', 'few', 'regular', 'loyal'] as const;
const baskets = ['small', 'usual', 'large'] as const;
type Silence = (typeof silences)[number];
type Habit = (typeof habits)[number];
type Basket = (typeof baskets)[number];
/** What a name is made from, `gone loyal large`. */
export type ClusterKind = `${Silence} ${Habit} ${Basket}`;

export interface NamingRules {
  readonly segments: Pick<Settings['segments'], 'at_risk_days' | 'churn_days'>;
  readonly rfm: Pick<Settings['rfm'], 'frequency_orders'>;
  /** The basket in the middle of all the clustered clients: large and small are against it. */
  readonly medianBasketHt: number;
}

export interface NamedCluster {
  readonly clusterId: number;
  readonly kind: ClusterKind;
  readonly profile: ClusterProfile;
  /** What it was called last time, and the kind it was then; null for a new one. */
  readonly before: { readonly kind: string; readonly name: Sentence } | null;
}

/** A basket a quarter above or a fifth below the estate's is large or small: the same ratio either way. */
const largeBasket = 1.25;
/** A cluster keeps its kind until its profile is clearly past a border: by 15 %. */
const slack = 1.15;

/**
 * The kind of a cluster. Silence: within the days of "at risk", within those of "churn", beyond. Orders: the lower bounds of
 * the RFM scores 2, 3 and 4 (2, 3 and 6 orders). Basket: against the estate's median. The kind it had is kept while the
 * profile is within 15 % of it, so that a name does not come and go with one week's sales.
 */
export function clusterKind(profile: ClusterProfile, rules: NamingRules, before: string | null): ClusterKind {
  const plain = kindOf(profile, rules);
  if (before === null || before === plain) return plain;
  const near = scalings.flatMap((recency) =>
    scalings.flatMap((orders) =>
      scalings.map((basket) =>
        kindOf(
          {
            ...profile,
            medianRecencyDays: profile.medianRecencyDays * recency,
            medianOrderCount: profile.medianOrderCount * orders,
            medianBasketHt: profile.medianBasketHt * basket,
          },
          rules,
        ),
      ),
    ),
  );
  return near.find((kind) => kind === before) ?? plain;
}

const scalings = [1 / slack, 1, slack] as const;

function kindOf(profile: ClusterProfile, { segments, rfm, medianBasketHt }: NamingRules): ClusterKind {
  const { medianRecencyDays: days, medianOrderCount: orders } = profile;
  const [few, regular, loyal] = rfm.frequency_orders;
  const silence = days <= segments.at_risk_days ? 'active' : days <= segments.churn_days ? 'silent' : 'gone';
  const habit = orders < few ? 'once' : orders < regular ? 'few' : orders < loyal ? 'regular' : 'loyal';
  const ratio = medianBasketHt > 0 ? profile.medianBasketHt / medianBasketHt : 1;
  const basket = ratio >= largeBasket ? 'large' : ratio <= 1 / largeBasket ? 'small' : 'usual';
  return `${silence} ${habit} ${basket}`;
}

/** The names, in the order given; no two alike. Clusters of one kind are told apart by what separates them most. */
export function nameClusters(clusters: readonly NamedCluster[]): readonly Sentence[] {
  return clusters.map((cluster) => {
    const alike = clusters.filter(({ kind }) => kind === cluster.kind);
    if (alike.length === 1) return nameOf(cluster.kind);
    return knownNames(alike)?.get(cluster.clusterId) ?? nameAmong(cluster, alike);
  });
}

/** The names clusters of one kind had, when they were of that kind and told apart last time already. */
function knownNames(alike: readonly NamedCluster[]): ReadonlyMap<number, Sentence> | null {
  const names = new Map<number, Sentence>();
  for (const { clusterId, kind, before } of alike) if (before?.kind === kind) names.set(clusterId, before.name);
  return new Set([...names.values()].map(({ fr }) => fr)).size === alike.length ? names : null;
}

function nameOf(kind: ClusterKind): Sentence {
  const silence = silences.find((word) => kind.startsWith(word)) ?? 'active';
  const habit = habits.find((word) => kind.includes(` ${word} `)) ?? 'regular';
  const basket = baskets.find((word) => kind.endsWith(word)) ?? 'usual';
  const who = habitWords[silence][habit];
  const what = basketWords[basket];
  const then = silence === 'gone' ? goneWords[basket] : nothing;
  return sentence(`${who.fr}${what.fr}${then.fr}`, `${who.en}${what.en}${then.en}`);
}

const nothing = sentence('', '');
const habitWords: Readonly<Record<Silence, Readonly<Record<Habit, Sentence>>>> = {
  active: {
    once: sentence('Nouveaux', 'Newcomers'),
    few: sentence('Occasionnels', 'Occasional clients'),
    regular: sentence('Réguliers', 'Regulars'),
    loyal: sentence('Fidèles', 'Loyal clients'),
  },
  silent: {
    once: sentence('Clients d’une commande', 'One-order clients'),
    few: sentence('Occasionnels silencieux', 'Silent occasional clients'),
    regular: sentence('Réguliers silencieux', 'Silent regulars'),
    loyal: sentence('Fidèles silencieux', 'Silent loyal clients'),
  },
  gone: {
    once: sentence('Anciens d’une commande', 'Former one-order clients'),
    few: sentence('Anciens occasionnels', 'Former occasional clients'),
    regular: sentence('Anciens réguliers', 'Former regulars'),
    loyal: sentence('Anciens fidèles', 'Former loyal clients'),
  },
};
const basketWords: Readonly<Record<Basket, Sentence>> = {
  small: sentence(' à petits paniers', ' with small baskets'),
  usual: nothing,
  large: sentence(' à gros paniers', ' with large baskets'),
};
const goneWords: Readonly<Record<Basket, Sentence>> = {
  small: nothing,
  usual: nothing,
  large: sentence(', à reconquérir', ', to win back'),
};

interface Difference {
  readonly of: (profile: ClusterProfile) => number;
  readonly least: Sentence;
  readonly most: Sentence;
}

const differences: readonly Difference[] = [
  {
    of: ({ medianNetHt }) => medianNetHt,
    least: sentence('les moins gros acheteurs', 'the smaller buyers'),
    most: sentence('les plus gros acheteurs', 'the bigger buyers'),
  },
  {
    of: ({ medianRecencyDays }) => medianRecencyDays,
    least: sentence('les plus récents', 'the most recent'),
    most: sentence('les moins récents', 'the least recent'),
  },
  {
    of: ({ medianOrderCount }) => medianOrderCount,
    least: sentence('aux commandes plus rares', 'with fewer orders'),
    most: sentence('aux commandes plus nombreuses', 'with more orders'),
  },
];

/** The name of the kind, with where this one stands among those alike on the figure that sets them furthest apart. */
function nameAmong(cluster: NamedCluster, alike: readonly NamedCluster[]): Sentence {
  const difference = differences.reduce((widest, one) => (spread(alike, one) > spread(alike, widest) ? one : widest));
  const ordered = [...alike].sort(
    (left, right) => difference.of(left.profile) - difference.of(right.profile) || left.clusterId - right.clusterId,
  );
  const place = ordered.indexOf(cluster);
  const word =
    place === 0
      ? difference.least
      : place === ordered.length - 1
        ? difference.most
        : sentence(`entre les deux${rankWord(place, ordered.length)}`, `in between${rankWord(place, ordered.length)}`);
  const name = nameOf(cluster.kind);
  return sentence(`${name.fr} (${word.fr})`, `${name.en} (${word.en})`);
}

/** Only more than one in between need a number. */
function rankWord(place: number, count: number): string {
  return count > 3 ? ` ${place}` : '';
}

function spread(alike: readonly NamedCluster[], { of }: Difference): number {
  const logs = alike.map(({ profile }) => Math.log1p(Math.max(0, of(profile))));
  return Math.max(...logs) - Math.min(...logs);
}
