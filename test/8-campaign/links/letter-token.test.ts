import { describe, expect, it } from 'vitest';
import { clickTokenIn, estateOfClickToken } from '../../../src/8-campaign/links/click-token.ts';
import { readToken, signToken, tokenKeys } from '../../../src/8-campaign/links/letter-token.ts';
import { createLinkMaker } from '../../../src/8-campaign/links/link-maker.ts';

const secret = 'a secret of the tests alone, 32 characters and more';
const keys = tokenKeys(secret);
const letter = { estate: 'petit-domaine', letterId: '018f7c1e-6b5a-7c00-8000-00000000002a' };
const token = signToken(keys, { purpose: 'unsubscribe', ...letter });

describe("the token of a letter's page", () => {
  it('is read back, says nothing of the reader, and is short enough for a line of text', () => {
    expect(readToken(keys, token)).toEqual({ purpose: 'unsubscribe', ...letter });
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}petit-domaine$/);
    expect(signToken(tokenKeys(secret), { purpose: 'unsubscribe', ...letter })).toBe(token);
  });

  it('is worth nothing once any of its characters is changed', () => {
    const tampered = token.split('').map((character, index) => {
      const other = character === 'b' ? 'c' : 'b';
      return token.slice(0, index) + other + token.slice(index + 1);
    });
    expect(tampered.filter((changed) => readToken(keys, changed) !== undefined)).toEqual([]);
  });

  it('is of one installation, one estate and one purpose', () => {
    const stay = signToken(keys, { purpose: 'stay', ...letter });
    expect(readToken(keys, stay)?.purpose).toBe('stay');
    expect(stay).not.toBe(token);
    expect(readToken(keys, token.replace('petit-domaine', 'grand-domaine'))).toBeUndefined();
    expect(readToken(tokenKeys('another secret, of 32 characters and more'), token)).toBeUndefined();
  });

  it.each(['', 'x', `${token}%00`, `${token} `, token.slice(1), '../../etc/passwd', 'é'.repeat(60)])(
    'is none for %j',
    (text) => expect(readToken(keys, text)).toBeUndefined(),
  );
});

describe('the links of a letter', () => {
  const links = createLinkMaker({ secret, publicUrl: 'https://lettres.domaine.test/', estate: letter.estate });

  it('are the same however often the letter is rendered, and differ by wine and by letter', () => {
    const again = createLinkMaker({ secret, publicUrl: 'https://lettres.domaine.test', estate: letter.estate });
    expect(again.click(letter.letterId, 1)).toEqual(links.click(letter.letterId, 1));
    const other = '018f7c1e-6b5a-7c00-8000-00000000002b';
    const tokens = [1, 2, 3].flatMap((rank) => [letter.letterId, other].map((id) => links.click(id, rank).token));
    expect(new Set(tokens).size).toBe(6);
  });

  it('lead to our pages, and a click that Brevo quotes is known for ours', () => {
    const { url, token: click } = links.click(letter.letterId, 1);
    expect(links.unsubscribe(letter.letterId)).toBe(`https://lettres.domaine.test/u/${token}`);
    expect(links.oneClick(letter.letterId)).toBe(links.unsubscribe(letter.letterId));
    expect(clickTokenIn(url)).toBe(click);
    expect(estateOfClickToken(click)).toBe('petit-domaine');
    expect(clickTokenIn('https://domaine.test/c/riesling')).toBeUndefined();
  });
});
