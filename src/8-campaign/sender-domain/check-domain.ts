/** Asks the name servers of the sender's domain what they say of it. */
import { Resolver } from 'node:dns/promises';
import { errorCode } from '../../1-raw/write-atomically.ts';
import { type DomainChannel, type DomainRecords, type DomainVerdict, judgeDomain } from './judge-domain.ts';

/** Gives the TXT records of a name, each whole; an empty list where there are none. Throws where nobody answers. */
export type TextResolver = (name: string) => Promise<readonly string[]>;

/** Where Brevo has keys put, newest custom first, and what others use. */
const selectors = ['brevo1', 'brevo2', 'mail', 'sib', 'default', 'selector1', 'google', 'k1'] as const;

/** The domain of an address, lower case; undefined where it has none. */
export function domainOf(email: string): string | undefined {
  const domain = email.split('@')[1]?.trim().toLowerCase();
  return domain !== undefined && /^[a-z0-9.-]+\.[a-z]{2,}$/.test(domain) ? domain : undefined;
}

/** SPF, DKIM and DMARC of a domain, each with a sentence that says what to do. */
export async function checkDomain(
  resolve: TextResolver,
  { domain, channel }: { readonly domain: string; readonly channel: DomainChannel },
): Promise<readonly DomainVerdict[]> {
  const [ofDomain, dmarc, dkim] = await Promise.all([
    orNull(resolve(domain)),
    orNull(resolve(`_dmarc.${domain}`)),
    firstKey(resolve, domain),
  ]);
  return judgeDomain({ domain: ofDomain, dmarc, dkim }, domain, channel);
}

async function firstKey(resolve: TextResolver, domain: string): Promise<DomainRecords['dkim']> {
  const answers = await Promise.all(
    selectors.map(async (selector) => ({
      selector,
      texts: await orNull(resolve(`${selector}._domainkey.${domain}`)),
    })),
  );
  for (const { selector, texts } of answers) {
    const key = texts?.find((text) => /(?:^|;)\s*p=/i.test(text));
    if (key !== undefined) return { selector, key };
  }
  return answers.every(({ texts }) => texts === null) ? null : { selector: '', key: '' };
}

async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  return asked.catch(() => null);
}

/** The system's own name servers, each question with a limit of time. */
export function systemResolver(): TextResolver {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    } catch (error) {
      if (['ENODATA', 'ENOTFOUND'].includes(errorCode(error) ?? '')) return [];
      throw error;
    }
  };
}
