/** Links that lead nowhere, the same for every letter: for previews and for the linter, whose verdict must not depend on ids. */
import type { LinkMaker } from '../links/link-maker.ts';

const base = 'https://lien.invalid';

export const sampleLinks: LinkMaker = {
  unsubscribe: () => `${base}/u/apercu-de-la-lettre`,
  oneClick: () => `${base}/u/apercu-de-la-lettre`,
  click: (_letterId, rank) => ({ url: `${base}/c/apercu-du-vin-${rank}`, token: `apercu-du-vin-${rank}` }),
  stay: () => `${base}/r/apercu-de-la-lettre`,
};
