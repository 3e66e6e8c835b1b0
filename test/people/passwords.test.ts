import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { passwordFault } from '../../src/people/password-rules.ts';
import { argon2id } from '../../src/people/passwords.ts';

const around = {
  estate: 'domaine-muller',
  estateName: 'Domaine Müller & Fils',
  name: 'Anne Weber',
  email: 'anne.weber@example.org',
};

describe('a password', () => {
  it.each([
    'quatre chevaux sous la neige',
    'tracteur-rouge-hublot',
    'kf83 mz01 pq77',
    'Anne aime les chevaux gris',
    'œufs brouillés à midi',
  ])('such as « %s » is taken, whatever it is made of', (password) => {
    expect(passwordFault(password, around)).toBeUndefined();
  });

  it.each([
    ['onze lettre', 'Choisissez au moins 12'],
    ['x'.repeat(257), '256 caractères au plus'],
    ['aaaaaaaaaaaaaaaa', 'parmi les plus utilisés'],
    ['1qaz2wsx3edc', 'parmi les plus utilisés'],
    ['QwertyQwerty', 'parmi les plus utilisés'],
    ['DomaineMuller2026', 'ressemble trop'],
    ['domaine-müller-68', 'ressemble trop'],
    ['anne.weber@example.org', 'ressemble trop'],
    ['MotDePasse123!', 'ressemble trop'],
    ['Azertyuiop2026', 'ressemble trop'],
  ])('such as « %s » is refused with its reason', (password, reason) => {
    expect(passwordFault(password, around)?.fr).toContain(reason);
  });
});

describe('argon2id', () => {
  it('knows its own hash again, refuses another password, and says when a hash has become too cheap', async () => {
    const kept = await argon2id.hash('quatre chevaux');
    const cheap = await hash('quatre chevaux', { memoryCost: 19_456, timeCost: 2 });
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=65536,t=2,p=1\$/);
    expect(await argon2id.verify(kept, 'quatre chevaux')).toBe(true);
    expect(await argon2id.verify(kept, 'quatre cheveux')).toBe(false);
    expect(await argon2id.verify(undefined, 'quatre chevaux')).toBe(false);
    expect([argon2id.isOutdated(kept), argon2id.isOutdated(cheap)]).toEqual([false, true]);
  });
});
