/** Who writes: the settings of the sender as letters print them, and what is still missing before any letter can be made. */
import type { Settings } from '../../estate/settings.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { LetterEstate } from '../letters/letter.ts';

/** The house as its settings name it. */
export function letterEstateOf({ sender, name }: Settings): LetterEstate {
  const estateName = sender.legal_name || name || sender.name;
  return {
    name: estateName,
    addressLines: sender.postal_address.map((line) => line.trim()).filter((line) => line !== ''),
    registration: sender.registration || null,
    website: sender.website === '' ? null : secure(sender.website),
    phone: sender.phone || null,
    sender: { name: sender.name || estateName, email: sender.email },
    replyTo: sender.reply_to || sender.email,
    logo: sender.logo_url === '' ? null : { url: secure(sender.logo_url), widthPx: sender.logo_width_px },
    deliveryTerms: sender.delivery_terms || null,
  };
}

/** The estate's pages a letter links to. `{produit}` of the shop's address stands for a product: the shop itself has none. */
export function estatePages({ sender }: Settings): { readonly privacy: string; readonly shop: string | null } {
  const shop = sender.shop_url.includes(produitMark) ? sender.website : sender.shop_url || sender.website;
  return {
    privacy: secure(sender.privacy_url || sender.website),
    shop: shop === '' ? null : secure(shop),
  };
}

/** The page where a wine is bought; null for an estate without one. */
export function winePage({ sender }: Settings, produitKey: string): string | null {
  const page = sender.shop_url || sender.website;
  return page === '' ? null : secure(page.replaceAll(produitMark, encodeURIComponent(produitKey)));
}

const produitMark = '{produit}';

/** `www.domaine.fr` as a person types it; an address that says http stays as it is, and the linter says so. */
function secure(address: string): string {
  return address === '' || /^[a-z]+:/i.test(address) ? address : `https://${address}`;
}

/** Everything the law wants printed that the settings do not say yet; undefined when a letter can be made. */
export function missingSender(settings: Settings): Sentence | undefined {
  const { sender } = settings;
  const missing = [
    [sender.email, 'sender.email'],
    [sender.legal_name || settings.name || sender.name, 'sender.legal_name'],
    [sender.postal_address.join(''), 'sender.postal_address'],
    [sender.privacy_url || sender.website, 'sender.privacy_url'],
  ].flatMap(([value, path]) => ((value ?? '').trim() === '' ? [path] : []));
  if (missing.length === 0) return undefined;
  const paths = missing.join(', ');
  return sentence(
    `Toute lettre dit qui écrit, d’où, et comment s’y opposer. Il manque : ${paths}. Pour l’écrire : cuvee estate settings --edit`,
    `Every letter says who writes, from where, and how to object. Missing: ${paths}. To write it: cuvee estate settings --edit`,
  );
}
