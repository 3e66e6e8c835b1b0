import { type ReactElement, useCallback } from 'react';
import type { Segments } from '../../../src/api/contract/segments.ts';
import { to, withFilters } from '../addresses.ts';
import { rhythmNames, rhythmWord, segmentMeaning, segmentNames, segmentWord } from '../estate-words.ts';
import { count, day, roundEuros, share } from '../formats.ts';
import { Chart, type ChartProps } from '../parts/chart.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { GoLink } from '../parts/go-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Answer, Empty } from '../parts/states.tsx';
import { listOf, useApi } from '../queries.ts';
import { counted, currentLanguage, t } from '../words.ts';
import './segments.css';

export function SegmentsPage(): ReactElement {
  const segments = useApi<Segments>('/segments');
  return (
    <>
      <PageTitle
        question={t('Où sont vos clients, et où vont-ils ?', 'Where are your clients, and where are they going?')}
        answer={segments.data && lead(segments.data)}
      />
      <Answer of={segments} lines={14}>
        {(found) =>
          found.clientCount === 0 ? (
            <Empty title={t('Pas encore de segments', 'No segments yet')}>
              {t('Ils se forment après le premier import des ventes.', 'They form after the first import of sales.')}
            </Empty>
          ) : (
            <>
              <BySegment found={found} />
              <HeatMap found={found} />
              <Movement found={found} />
              <Groups found={found} />
              <Rhythms found={found} />
            </>
          )
        }
      </Answer>
    </>
  );
}

function lead({ asOf, clientCount }: Segments): string | undefined {
  if (asOf === null) return undefined;
  const clients = counted(clientCount, ['client'], ['client']);
  return t(
    `${clients} au ${day(asOf)}. Chaque nombre mène à la liste ; là, « Enregistrer comme audience » les garde pour une campagne.`,
    `${clients} on ${day(asOf)}. Each number leads to the list; there, "Save as audience" keeps them for a campaign.`,
  );
}

function BySegment({ found }: { readonly found: Segments }): ReactElement {
  const known = new Map(found.segments.map((one) => [one.segment, one]));
  return (
    <section className="sheet stack">
      <h2>{t('Combien dans chaque segment ?', 'How many in each segment?')}</h2>
      <ul className="segment-list">
        {segmentNames.map((segment) => {
          const { clientCount = 0, netHt = 0 } = known.get(segment) ?? {};
          return (
            <li key={segment}>
              <strong>{segmentWord(segment)}</strong>
              <span className="soft">
                {segmentMeaning(segment)} · {roundEuros(netHt)} {t('HT en tout', 'net in all')}
              </span>
              <span className="number">
                <GoLink to={withFilters(to.clients(), { segment })}>
                  {counted(clientCount, ['client'], ['client'])}
                </GoLink>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const scores = [1, 2, 3, 4, 5] as const;

/** Recency against frequency. A table, for a count is to be read and pressed; the ground darkens with the number. */
function HeatMap({ found }: { readonly found: Segments }): ReactElement {
  const cells = new Map(found.rfm.map((cell) => [`${cell.recency} ${cell.frequency}`, cell.clientCount]));
  const most = Math.max(1, ...found.rfm.map(({ clientCount }) => clientCount));
  return (
    <section className="stack">
      <h2>{t('Récents, fréquents : où sont-ils ?', 'Recent, frequent: where are they?')}</h2>
      <p className="soft prose">
        {t(
          'De 1 à 5, par rapport à vos autres clients. En haut à droite, ceux qui viennent de commander et commandent souvent.',
          'From 1 to 5, compared with your other clients. At the top right, those who have just ordered and order often.',
        )}
      </p>
      <table className="heat">
        <caption className="only-read-aloud">
          {t('Clients par score de récence et de fréquence', 'Clients by scores of recency and frequency')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('Fréquence ↑ Récence →', 'Frequency ↑ Recency →')}</th>
            {scores.map((recency) => (
              <th key={recency} scope="col">
                {recencyWord(recency)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((frequency) => (
            <tr key={frequency}>
              <th scope="row">{frequencyWord(frequency)}</th>
              {scores.map((recency) => (
                <HeatCell
                  key={recency}
                  clients={cells.get(`${recency} ${frequency}`) ?? 0}
                  most={most}
                  address={withFilters(to.clients(), { recency, frequency })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HeatCell({
  clients,
  most,
  address,
}: {
  readonly clients: number;
  readonly most: number;
  readonly address: string;
}): ReactElement {
  // Up to a third of the accent: beyond, the ink on it would no longer read.
  const depth = Math.round((34 * clients) / most);
  const background = `color-mix(in srgb, var(--accent-fill) ${depth}%, var(--raised))`;
  return (
    <td style={{ background }}>
      {clients === 0 ? (
        <span className="soft" aria-label={t('personne', 'nobody')}>
          ·
        </span>
      ) : (
        <GoLink to={address}>{count(clients)}</GoLink>
      )}
    </td>
  );
}

function recencyWord(score: number): string {
  if (score === 1) return t('1 anciens', '1 long ago');
  return score === 5 ? t('5 récents', '5 recent') : String(score);
}

function frequencyWord(score: number): string {
  if (score === 1) return t('1 rares', '1 seldom');
  return score === 5 ? t('5 souvent', '5 often') : String(score);
}

type Move = Segments['flow'][number];

function Movement({ found }: { readonly found: Segments }): ReactElement {
  const { flow, before, asOf } = found;
  const draw = useCallback<ChartProps['draw']>((plot, frame) => drawFlow(plot, frame, flow), [flow]);
  if (before === null || asOf === null) {
    return (
      <section className="sheet stack">
        <h2>{t('Où vont-ils ?', 'Where are they going?')}</h2>
        <p className="soft">
          {t(
            'On le verra au prochain traitement : il faut deux semaines à comparer.',
            'It will show after the next run: two weeks are needed to compare.',
          )}
        </p>
      </section>
    );
  }
  const moved = flow.filter(({ from, to: after }) => from !== null && from !== after);
  const total = moved.reduce((sum, { clientCount }) => sum + clientCount, 0);
  const largest = moved[0];
  return (
    <Chart
      question={t(`Où sont-ils allés depuis le ${day(before)} ?`, `Where did they go since ${day(before)}?`)}
      answer={movementWords(total, largest)}
      table={{
        columns: [t('Avant', 'Before'), t('Maintenant', 'Now'), t('Clients', 'Clients')],
        rows: flow.map(({ from, to: after, clientCount }) => [fromWord(from), segmentWord(after), clientCount]),
      }}
      fileName="mouvements-entre-segments"
      draw={draw}
      height={360}
    />
  );
}

function movementWords(total: number, largest: Move | undefined): string {
  if (!largest) return t('Personne n’a changé de segment.', 'Nobody changed segment.');
  const moved = counted(total, ['client a changé', 'clients ont changé'], ['client changed', 'clients changed']);
  const way = `${segmentWord(largest.from ?? '')} → ${segmentWord(largest.to)}`;
  return t(
    `${moved} de segment ; le mouvement le plus fort : ${way}, ${counted(largest.clientCount, ['client'], ['client'])}.`,
    `${moved} segment; the strongest move: ${way}, ${counted(largest.clientCount, ['client'], ['client'])}.`,
  );
}

function fromWord(from: string | null): string {
  return from === null ? t('n’étaient pas là', 'were not there') : segmentWord(from);
}

/** Two columns of segments, before and now; those who moved stand out, those who stayed are a pale band. */
function drawFlow(
  plot: Parameters<ChartProps['draw']>[0],
  { width, accent, others, ink, isNarrow }: Parameters<ChartProps['draw']>[1],
  flow: readonly Move[],
): Element {
  const places = segmentNames.map((segment, place) => ({ segment, place: -place }));
  const placeOf = new Map<string, number>(places.map(({ segment, place }) => [segment, place]));
  const known = flow.filter(({ from }) => from !== null);
  const most = Math.max(1, ...known.map(({ clientCount }) => clientCount));
  const mostMoved = Math.max(
    1,
    ...known.filter(({ from, to: after }) => from !== after).map(({ clientCount }) => clientCount),
  );
  const bands = known.map((move) => {
    const isMove = move.from !== move.to;
    return {
      y1: placeOf.get(move.from ?? '') ?? 0,
      y2: placeOf.get(move.to) ?? 0,
      isMove,
      thickness: isMove ? 1.5 + (14 * move.clientCount) / mostMoved : 1 + (22 * move.clientCount) / most,
    };
  });
  const sums = (side: (move: Move) => string | null) =>
    places.map(({ segment, place }) => ({
      place,
      words: `${segmentWord(segment)} ${count(flow.reduce((sum, move) => (side(move) === segment ? sum + move.clientCount : sum), 0))}`,
    }));
  const margin = isNarrow ? 96 : 130;
  const band = (isMove: boolean, stroke: string, opacity: number) =>
    plot.link(
      bands.filter((one) => one.isMove === isMove),
      {
        x1: 0,
        x2: 1,
        y1: 'y1',
        y2: 'y2',
        curve: 'bump-x',
        stroke,
        strokeOpacity: opacity,
        strokeWidth: (one: (typeof bands)[number]) => one.thickness,
      },
    );
  const label = (side: (move: Move) => string | null, x: number) =>
    plot.text(sums(side), {
      x: () => x,
      y: 'place',
      text: 'words',
      textAnchor: x === 0 ? 'end' : 'start',
      dx: x === 0 ? -8 : 8,
      fill: ink,
    });
  return plot.plot({
    width,
    height: 360,
    marginLeft: margin,
    marginRight: margin,
    marginTop: 20,
    marginBottom: 20,
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: [-(places.length - 1), 0] },
    marks: [
      band(false, others, 0.35),
      band(true, accent, 0.75),
      label((move) => move.from, 0),
      label((move) => move.to, 1),
    ],
  });
}

type Group = Segments['clusters'][number];

function Groups({ found }: { readonly found: Segments }): ReactElement {
  const privateClients = found.clusters.reduce((sum, { clientCount }) => sum + clientCount, 0);
  const columns: readonly Column<Group>[] = [
    { id: 'name', title: t('Groupe', 'Group'), cell: (row) => (currentLanguage() === 'fr' ? row.nameFr : row.nameEn) },
    {
      id: 'clients',
      title: t('Clients', 'Clients'),
      align: 'end',
      cell: (row) => (
        <>
          {count(row.clientCount)}
          <br />
          <span className="soft small">{share(row.clientCount, privateClients)}</span>
        </>
      ),
    },
    { id: 'orders', title: t('Commandes', 'Orders'), align: 'end', cell: (row) => count(row.medianOrderCount) },
    { id: 'net', title: t('Acheté, HT', 'Bought, net'), align: 'end', cell: (row) => roundEuros(row.medianNetHt) },
    {
      id: 'silence',
      title: t('Silence', 'Silence'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => counted(Math.round(row.medianRecencyDays), ['jour'], ['day']),
    },
    {
      id: 'turnover',
      title: t('Part des ventes', 'Share of sales'),
      align: 'end',
      narrow: 'hide',
      cell: (row) => `${count(row.turnoverShare * 100)} %`,
    },
  ];
  return (
    <section className="stack">
      <h2>{t('Quels groupes se ressemblent ?', 'Which groups are alike?')}</h2>
      <p className="soft prose">
        {t(
          'Vos particuliers, rapprochés par leur silence, leurs commandes et leurs achats. Les chiffres sont ceux du client du milieu.',
          'Your private clients, brought together by silence, orders and purchases. The figures are those of the client in the middle.',
        )}
      </p>
      <DataTable
        caption={t('Groupes de clients', 'Groups of clients')}
        list={listOf(found.clusters)}
        columns={columns}
        rowId={(row) => String(row.clusterId)}
        open={(row) => withFilters(to.clients(), { cluster: row.clusterId })}
        noun={{ fr: ['groupe'], en: ['group'] }}
        empty={
          <Empty title={t('Pas encore de groupes', 'No groups yet')}>
            {t(
              'Il faut davantage de clients pour que des groupes se dessinent.',
              'More clients are needed for groups to show.',
            )}
          </Empty>
        }
      />
    </section>
  );
}

function Rhythms({ found }: { readonly found: Segments }): ReactElement {
  const known = new Map(found.rhythm.map((one) => [one.rhythm, one.clientCount]));
  return (
    <section className="sheet stack">
      <h2>{t('À quel rythme reviennent-ils ?', 'How often do they come back?')}</h2>
      <ul className="segment-list">
        {rhythmNames.map((rhythm) => (
          <li key={rhythm}>
            <strong>{rhythmWord(rhythm)}</strong>
            <span className="soft">{share(known.get(rhythm) ?? 0, found.clientCount)}</span>
            <span className="number">
              <GoLink to={withFilters(to.clients(), { rhythm })}>
                {counted(known.get(rhythm) ?? 0, ['client'], ['client'])}
              </GoLink>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
