import { type ReactElement, useCallback } from 'react';
import type { Segments } from '../../../../src/api/contract/segments.ts';
import { segmentNames, segmentWord } from '../../estate-words.ts';
import { count, day } from '../../formats.ts';
import { Chart, type ChartProps } from '../../parts/chart.tsx';
import { Sheet } from '../../parts/sheet.tsx';
import { counted, t } from '../../words.ts';

type Move = Segments['flow'][number];

/** Who changed segment since the computation before. */
export function Movement({ found }: { readonly found: Segments }): ReactElement {
  const { flow, before, asOf } = found;
  const draw = useCallback<ChartProps['draw']>((plot, frame) => drawFlow(plot, frame, flow), [flow]);
  if (before === null || asOf === null) {
    return (
      <Sheet title={t('Où vont-ils ?', 'Where are they going?')}>
        <p className="soft">
          {t(
            'On le verra au prochain traitement : il faut deux semaines à comparer.',
            'It will show after the next run: two weeks are needed to compare.',
          )}
        </p>
      </Sheet>
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
