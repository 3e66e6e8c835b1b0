/** The journey as navigation, and where Monday's run is on it. */
import type { Journey } from '../../../src/api/contract/journey.ts';
import type { Tone } from '../parts/state-word.tsx';
import { to } from '../addresses.ts';
import { t } from '../words.ts';

export type RoomState = Journey['rooms'][number];

export interface Stop {
  readonly to: string;
  readonly title: string;
  /** The rooms of data whose work this page shows, by the number their name begins with. */
  readonly rooms: readonly number[];
}

/** The stops of a bottle's way from the export to the client, in order. */
export function stops(): readonly Stop[] {
  return [
    { to: to.imports(), title: t('Imports', 'Imports'), rooms: [1, 2] },
    { to: to.data(), title: t('Données', 'Data'), rooms: [3] },
    { to: to.clients(), title: t('Clients', 'Clients'), rooms: [5] },
    { to: to.wines(), title: t('Vins', 'Wines'), rooms: [4] },
    { to: to.recommendations(), title: t('Recommandations', 'Recommendations'), rooms: [6] },
    { to: to.validation(), title: t('Validation', 'Approval'), rooms: [7] },
    { to: to.campaigns(), title: t('Campagnes', 'Campaigns'), rooms: [8] },
    { to: to.results(), title: t('Résultats', 'Results'), rooms: [9] },
  ];
}

export function otherPages(): readonly Pick<Stop, 'to' | 'title'>[] {
  return [
    { to: to.segments(), title: t('Segments', 'Segments') },
    { to: to.tasks(), title: t('À faire', 'To do') },
    { to: to.rules(), title: t('Règles', 'Rules') },
    { to: to.quality(), title: t('Qualité', 'Quality') },
    { to: to.compliance(), title: t('Conformité', 'Compliance') },
    { to: to.week(), title: t('La semaine sur papier', 'The week on paper') },
    { to: to.journal(), title: t('Journal', 'Journal') },
    { to: to.settings(), title: t('Réglages', 'Settings') },
  ];
}

/** The tone of a room: what waits for its turn is quiet, what waits for a person is gold. */
export function toneOfRoom(room: RoomState): Tone {
  if (room.state !== 'waiting') return room.state;
  return room.forYou === true ? 'waits' : 'quiet';
}

/** The tone of a stop: that of its room that most needs to be seen. */
export function toneOfStop(stop: Stop, journey: Journey | undefined): Tone {
  const tones = roomsOf(stop, journey).map(toneOfRoom);
  const loudest = (['stopped', 'waits', 'running'] as const).find((tone) => tones.includes(tone));
  if (loudest) return loudest;
  return tones.length > 0 && tones.every((tone) => tone === 'done') ? 'done' : 'quiet';
}

/** What the tone says, for those who do not see it. */
export function wordOfTone(tone: Tone): string {
  const words: Readonly<Record<Tone, string>> = {
    done: t('fait', 'done'),
    running: t('en cours', 'running'),
    waits: t('vous attend', 'waits for you'),
    stopped: t('arrêté', 'stopped'),
    quiet: t('pas encore', 'not yet'),
  };
  return words[tone];
}

function roomsOf(stop: Stop, journey: Journey | undefined): readonly RoomState[] {
  return (journey?.rooms ?? []).filter((room) => stop.rooms.includes(Number.parseInt(room.room, 10)));
}
