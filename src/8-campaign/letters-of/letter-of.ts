/** The letter of one client: who writes, to whom, which wines, why, and why we may. Values in, value out. */
import type { ScenarioId } from '../../6-recommend/candidate.ts';
import type { Settings } from '../../estate/settings.ts';
import { produitKey } from '../../values/produit-key.ts';
import type { Language } from '../../values/sentence.ts';
import { withUtm } from '../letters/links.ts';
import { type Letter, type LetterWine, mostWinesPerLetter, type Utm } from '../letters/letter.ts';
import { estatePages, letterEstateOf } from './letter-estate.ts';
import { type CampaignKind, kindOfWines } from './letter-kind.ts';
import type { OutboxLetter } from './outbox-letter.ts';
import { type LetterItem, wineOf } from './wine-of.ts';

/** A client as letters need them. */
export interface LetterClient {
  readonly clientCode: string;
  readonly civilite: string | null;
  readonly nom: string | null;
  readonly prenom: string | null;
  readonly legalBasis: Letter['basis'];
  readonly lastOrderOn: string | null;
  readonly lastOrderBottles: number | null;
}

/** What is the same for all letters of a campaign. */
export interface LetterContext {
  readonly settings: Settings;
  readonly campaignName: string;
  readonly kind: CampaignKind;
  readonly language: Language;
  /** What a VIP offer grants; null for other kinds. */
  readonly offer: Letter['offer'];
}

/** The letter of a client from the items that may be proposed to them; undefined when it needs wines and none can be printed. */
export function letterOf(
  client: LetterClient,
  items: readonly (LetterItem & { readonly scenario: ScenarioId })[],
  context: LetterContext,
): OutboxLetter | undefined {
  const { settings, kind, language, campaignName } = context;
  const utm = utmOf(settings, campaignName);
  const printed = items
    .slice(0, mostWinesPerLetter)
    .flatMap((item, index): { item: LetterItem & { scenario: ScenarioId }; wine: LetterWine }[] => {
      const wine = wineOf(item, { settings, language, utm, place: index + 1 });
      return wine === undefined ? [] : [{ item, wine }];
    });
  const ownKind = kind === 'mixed' ? kindOfWines(printed.map(({ item }) => item.scenario)) : kind;
  if (ownKind === undefined || (items.length > 0 && printed.length === 0)) return undefined;
  const { privacy, shop } = estatePages(settings);
  return {
    kind: ownKind,
    language,
    audience: 'private',
    campaignName,
    estate: letterEstateOf(settings),
    client: { civilite: client.civilite ?? '', nom: client.nom ?? '', prenom: client.prenom ?? '' },
    wines: printed.map(({ wine }) => wine),
    purchase: ownKind === 'thank_you' ? purchaseOf(client) : null,
    offer: ownKind === 'vip_offer' ? context.offer : null,
    basis: client.legalBasis,
    pages: { privacy, shop: shop === null ? null : withUtm(shop, utm) },
    items: printed.map(({ item: { rank, scenario, produitKey: key, wineKey, contentHash } }) => ({
      rank,
      scenario,
      produitKey: key,
      wineKey,
      contentHash,
    })),
  };
}

function purchaseOf({ lastOrderOn, lastOrderBottles }: LetterClient): Letter['purchase'] {
  if (lastOrderOn === null || lastOrderBottles === null || lastOrderBottles < 1) return null;
  return { day: lastOrderOn, bottles: Math.round(lastOrderBottles) };
}

/** The campaign's name as an address may hold it: `noel-2026`. */
function utmOf({ campaigns }: Settings, campaignName: string): Utm {
  const campaign = produitKey(campaignName).toLowerCase().replaceAll(' ', '-');
  return { source: campaigns.utm_source, medium: 'email', campaign };
}
