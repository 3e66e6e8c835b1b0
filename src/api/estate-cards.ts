/** How an estate calls itself on its pages, and where it can be written to: read now and then, so that pages cost no query. */
import { findEstate } from '../estate/estates.ts';
import { readSettings } from '../estate/settings-store.ts';
import type { PublicTools } from './public-server.ts';
import { within } from './within.ts';

export interface EstateCard {
  readonly estate: string;
  /** Null while the database does not say it. */
  readonly name: string | null;
  /** An address a person reads; null when the estate gave none. */
  readonly contact: string | null;
  readonly timezone: string;
  /** Its own form is open, and asks whether openings and visits may be noted. */
  readonly hasForm: boolean;
  readonly asksTracking: boolean;
  readonly privacyUrl: string;
}

const keptMs = 60_000;
const waitedMs = 1000;

/** The card of an estate; without the database, the last one known or an empty one. Never throws. */
export type EstateCards = (estate: string) => Promise<EstateCard>;

export function createEstateCards({ database, clock }: Pick<PublicTools, 'database' | 'clock'>): EstateCards {
  const cards = new Map<string, { readonly card: EstateCard; readonly readAtMs: number }>();
  return async (estate) => {
    const known = cards.get(estate);
    if (known && clock().getTime() - known.readAtMs < keptMs) return known.card;
    try {
      const card = await within(waitedMs, readCard(estate));
      cards.set(estate, { card, readAtMs: clock().getTime() });
      return card;
    } catch {
      return known?.card ?? { estate, name: null, contact: null, timezone: 'Europe/Paris', ...noForm };
    }
  };

  async function readCard(estate: string): Promise<EstateCard> {
    const { name } = await findEstate(database, estate);
    const { sender, week, form } = (await readSettings(database, estate)).settings;
    return {
      estate,
      name: sender.legal_name || sender.name || name,
      contact: sender.reply_to || sender.email || null,
      timezone: week.timezone,
      hasForm: form.is_on,
      asksTracking: form.is_on && form.asks_tracking,
      privacyUrl: sender.privacy_url,
    };
  }
}

const noForm = { hasForm: false, asksTracking: false, privacyUrl: '' };
