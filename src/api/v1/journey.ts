/** Where Monday's run is on its way through the nine rooms, and where a person is waited for. */
import { loadSql } from '../../db/sql.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { journeySchema } from '../contract/journey.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';

const selectRooms = loadSql(import.meta.url, './journey-rooms.sql');
const selectWaits = loadSql(import.meta.url, './journey-waits.sql');

type State = 'done' | 'running' | 'waiting' | 'stopped';

interface RoomRow {
  readonly runId: string;
  readonly asOf: string;
  readonly runState: string;
  readonly room: string | null;
  readonly state: string | null;
  readonly sentence: Sentence | null;
}

interface Waits {
  readonly toApprove: boolean;
  readonly toRelease: boolean;
  readonly hasSent: boolean;
}

const rooms: readonly { readonly room: string; readonly title: Sentence }[] = [
  { room: '1-raw', title: sentence('Réception', 'Receiving') },
  { room: '2-staging', title: sentence('Lecture', 'Reading') },
  { room: '3-curated', title: sentence('Nettoyage', 'Cleaning') },
  { room: '4-warehouse', title: sentence('Entrepôt', 'Warehouse') },
  { room: '5-customer360', title: sentence('Fiches clients', 'Client pages') },
  { room: '6-recommend', title: sentence('Recommandations', 'Recommendations') },
  { room: '7-audit', title: sentence('Validation', 'Approval') },
  { room: '8-campaign', title: sentence('Envoi', 'Sending') },
  { room: '9-outcomes', title: sentence('Résultats', 'Results') },
];

/** Adds `/journey`. */
export const journeyRoutes: ApiRoutes = (app, { databaseOf }) => {
  app.get(
    '/journey',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['journey'], summary: 'Where the run is', response: { 200: journeySchema } },
    },
    async (request) => {
      const person = personOf(request);
      const database = databaseOf(person);
      const rows = await database.rows<RoomRow>(selectRooms, { estate: person.estate });
      const waits = await database.one<Waits>(selectWaits, { estate: person.estate });
      const [first] = rows;
      return {
        run: first ? { runId: first.runId, asOf: first.asOf, state: first.runState } : null,
        rooms: rooms.map(({ room, title }) => ({ room, title, ...stateOf(room, rows, waits) })),
      };
    },
  );
};

interface RoomState {
  state: State;
  sentence?: Sentence;
  forYou?: boolean;
}

function stateOf(room: string, rows: readonly RoomRow[], waits: Waits | undefined): RoomState {
  const steps = rows.filter((row) => row.room === room);
  const ran = stateOfSteps(steps);
  if (room === '7-audit' && ran.state === 'done' && waits?.toApprove) return { state: 'waiting', forYou: true };
  if (room === '8-campaign') return afterApproval(waits);
  if (room === '9-outcomes') return { state: 'waiting' };
  return ran;
}

function stateOfSteps(steps: readonly RoomRow[]): RoomState {
  const stopped = steps.find((step) => step.state === 'failed' || step.state === 'refused');
  if (stopped) return { state: 'stopped', ...(stopped.sentence ? { sentence: stopped.sentence } : {}) };
  if (steps.some((step) => step.state === 'running')) return { state: 'running' };
  return { state: steps.length > 0 ? 'done' : 'waiting' };
}

function afterApproval(waits: Waits | undefined): RoomState {
  if (waits?.toRelease) return { state: 'waiting', forYou: true };
  return { state: waits?.hasSent ? 'done' : 'waiting' };
}
