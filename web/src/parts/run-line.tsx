/** Where Monday's run is: nine dots, one per room of the journey. */
import type { ReactElement } from 'react';
import type { Journey } from '../../../src/api/contract/journey.ts';
import { to } from '../addresses.ts';
import { day } from '../formats.ts';
import { useApi } from '../queries.ts';
import { type RoomState, toneOfRoom, wordOfTone } from '../shell/journey.ts';
import { said, t } from '../words.ts';
import { GoLink } from './go-link.tsx';
import { Shape } from './state-word.tsx';
import './run-line.css';

/** Nine small dots and a few words, for the header; goes to the run. */
export function RunLine(): ReactElement | null {
  const { data } = useApi<Journey>('/journey');
  if (!data?.run) return null;
  return (
    <GoLink to={to.run(data.run.runId)} className="run-line">
      <span className="run-line-dots" aria-hidden="true">
        {data.rooms.map((room) => (
          <span key={room.room}>
            <Shape tone={toneOfRoom(room)} size={12} />
          </span>
        ))}
      </span>
      <span className="run-line-words">{summary(data)}</span>
    </GoLink>
  );
}

/** The nine rooms with their titles and what each says: the first line of the home page and the page of a run. */
export function RunRooms({ rooms }: { readonly rooms: readonly RoomState[] }): ReactElement {
  return (
    <div className="run-rooms-frame">
      <ol className="run-rooms">
        {rooms.map((room) => (
          <li key={room.room}>
            <Shape tone={toneOfRoom(room)} size={18} />
            <strong>{said(room.title)}</strong>
            <span className="run-rooms-state">
              {room.sentence ? said(room.sentence) : wordOfTone(toneOfRoom(room))}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function summary(journey: Journey): string {
  const done = journey.rooms.filter((room) => room.state === 'done').length;
  const stopped = journey.rooms.find((room) => room.state === 'stopped');
  const on = day(journey.run?.asOf);
  if (stopped)
    return t(
      `Semaine du ${on} : arrêtée à « ${said(stopped.title)} »`,
      `Week of ${on}: stopped at “${said(stopped.title)}”`,
    );
  return t(
    `Semaine du ${on} : ${done} étapes sur ${journey.rooms.length}`,
    `Week of ${on}: ${done} of ${journey.rooms.length} steps`,
  );
}
