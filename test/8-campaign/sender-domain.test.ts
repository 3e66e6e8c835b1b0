import { describe, expect, it } from 'vitest';
import { checkDomain, domainOf, type TextResolver } from '../../src/8-campaign/sender-domain/check-domain.ts';

const brevo = { domain: 'domaine.fr', channel: 'brevo' } as const;

function answering(records: Readonly<Record<string, readonly string[]>>): TextResolver {
  return async (name) => records[name] ?? [];
}

async function states(resolve: TextResolver) {
  return (await checkDomain(resolve, brevo)).map(({ check, state }) => `${check} ${state}`);
}

describe('the sender’s domain', () => {
  it('is in order when SPF names Brevo, a key is published and DMARC protects', async () => {
    const records = {
      'domaine.fr': ['google-site-verification=x', 'v=spf1 include:spf.brevo.com mx ~all'],
      'mail._domainkey.domaine.fr': ['k=rsa; p=MIGfMA0GCSq'],
      '_dmarc.domaine.fr': ['v=DMARC1; p=quarantine; rua=mailto:x@domaine.fr'],
    };
    expect(await states(answering(records))).toEqual(['spf good', 'dkim good', 'dmarc good']);
  });

  it('says what to add where there is nothing', async () => {
    const verdicts = await checkDomain(answering({}), brevo);
    expect(verdicts.map(({ state }) => state)).toEqual(['missing', 'missing', 'missing']);
    expect(verdicts[0]?.sentence.fr).toContain('v=spf1 include:spf.brevo.com');
    expect(verdicts[2]?.sentence.fr).toContain('_dmarc.domaine.fr');
  });

  it('counts two SPF records as none, a withdrawn key as none, and p=none as a beginning', async () => {
    const records = {
      'domaine.fr': ['v=spf1 mx ~all', 'v=spf1 include:spf.brevo.com ~all'],
      'brevo1._domainkey.domaine.fr': ['v=DKIM1; k=rsa; p='],
      '_dmarc.domaine.fr': ['v=DMARC1; p=none'],
    };
    expect(await states(answering(records))).toEqual(['spf missing', 'dkim missing', 'dmarc weak']);
  });

  it('knows that it does not know when nobody answers', async () => {
    expect(await states(silent)).toEqual(['spf unknown', 'dkim unknown', 'dmarc unknown']);
  });

  it('is read from the address letters come from', () => {
    expect(domainOf('Offres@Domaine.FR')).toBe('domaine.fr');
    expect(domainOf('')).toBeUndefined();
    expect(domainOf('offres@localhost')).toBeUndefined();
  });
});

const silent: TextResolver = async () => Promise.reject(new Error('timeout'));
