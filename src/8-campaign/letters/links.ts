/** The addresses in a letter: the estate's own pages with their origin written behind, and our click links in their place. */
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { Letter, Utm } from './letter.ts';

/** A click link of one letter: what its token stands for, to be kept beside the outbox row. */
export interface ClickLink {
  readonly token: string;
  /** 1 to 3, as the wine is shown. */
  readonly rank: number;
  /** Where the click leads, with its UTM parameters. */
  readonly target: string;
}

/** `https://lettres.domaine.fr/c/<token>`. The token says nothing by itself: it is looked up. */
export function clickUrl(base: string, token: string): string {
  if (!/^[A-Za-z0-9_-]{8,128}$/.test(token)) {
    throw new Failure(
      'CLICK_TOKEN_INVALID',
      sentence(
        "Le jeton du lien de clic n'est pas valable : 8 à 128 lettres, chiffres, « - » ou « _ ».",
        'The token of the click link is not valid: 8 to 128 letters, figures, "-" or "_".',
      ),
    );
  }
  return `${base.replace(/\/+$/, '')}/c/${token}`;
}

/** A page of the estate with its origin behind it; parameters already there stay, and an address that is none is left alone. */
export function withUtm(link: string, utm: Utm, content = ''): string {
  if (!URL.canParse(link)) return link;
  const url = new URL(link);
  const parameters = {
    utm_source: utm.source,
    utm_medium: utm.medium,
    utm_campaign: utm.campaign,
    utm_content: content,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== '' && !url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return url.href;
}

/** The letter with UTM parameters behind the pages of its wines and of the shop, for an estate that counts clicks itself. */
export function withOrigin(letter: Letter, utm: Utm): Letter {
  return {
    ...letter,
    links: { ...letter.links, shop: letter.links.shop === null ? null : withUtm(letter.links.shop, utm) },
    wines: letter.wines.map((wine, index) =>
      wine.link === null ? wine : { ...wine, link: withUtm(wine.link, utm, `vin-${index + 1}`) },
    ),
  };
}

/**
 * The letter with our click links in place of its wines' pages, and what each token stands for. `tokenOf` gives the token of
 * a rank (1 to 3); wines without a page keep none.
 */
export function withClickLinks(
  letter: Letter,
  options: { readonly base: string; readonly utm: Utm; readonly tokenOf: (rank: number) => string },
): { readonly letter: Letter; readonly clicks: readonly ClickLink[] } {
  const originated = withOrigin(letter, options.utm);
  const clicks = originated.wines.flatMap(({ link }, index) =>
    link === null ? [] : [{ token: options.tokenOf(index + 1), rank: index + 1, target: link }],
  );
  const wines = originated.wines.map((wine, index) => {
    const click = clicks.find(({ rank }) => rank === index + 1);
    return click === undefined ? wine : { ...wine, link: clickUrl(options.base, click.token) };
  });
  return { letter: { ...originated, wines }, clicks };
}
