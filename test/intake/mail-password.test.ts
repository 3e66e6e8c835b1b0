/** Each estate has the password of its own mailbox; none is ever handed that of another. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseToolsOf } from '../../src/cli/house-tools.ts';
import { readEnvironment } from '../../src/cli/environment.ts';
import { sql } from '../../src/db/sql.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { Failure } from '../../src/errors.ts';
import { forgetMailPassword, keepMailPassword, mailPassword } from '../../src/intake/mail-password.ts';
import { createCollectRound } from '../../src/scheduler/rounds/collect.ts';
import { openAlarms } from '../../src/scheduler/alarms/watch-alarms.ts';
import { sentence } from '../../src/values/sentence.ts';
import { houseToolsFor } from '../scheduler/house-case.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const secret = 'the secret of an installation of tests';
let estate: TestEstate;

beforeAll(async () => {
  estate = await testEstate({
    slug: 'domaine-muller',
    changes: { intake: { mail: { host: '127.0.0.1', user: 'exports', senders: ['@domaine.test'] } } },
  });
});
afterAll(() => estate.close());

describe('the password of an estate’s mailbox', () => {
  it('is kept sealed in its folder, opens under the installation’s secret alone, and is forgotten on request', async () => {
    const { world } = estate;
    const nothing = { named: {}, secret, shared: undefined };
    expect(await mailPassword(world, nothing)).toBeUndefined();
    await keepMailPassword(world, 'mot de passe é', secret);
    expect(await readFile(join(world.folders.config, 'mail-password.json'), 'utf8')).not.toContain('mot de passe');
    expect(await mailPassword(world, nothing)).toBe('mot de passe é');
    const elsewhere = { ...nothing, secret: 'the secret of some other installation of tests' };
    await expect(mailPassword(world, elsewhere)).rejects.toMatchObject({ code: 'MAILBOX_PASSWORD_SEALED' });
    // Moved to another estate it is worth nothing.
    await expect(mailPassword({ ...world, estate: 'autre' }, nothing)).rejects.toThrow(Failure);
    await forgetMailPassword(world);
    expect(await mailPassword(world, nothing)).toBeUndefined();
    const said = await world.database.rows<{ action: string; entry: string }>(
      sql(`select action, coalesce(after::text, '') as entry from app.journal where estate_id = 'domaine-muller'
           and action like 'intake.%' order by at`),
    );
    expect(said).toEqual([
      { action: 'intake.mail_password_kept', entry: '' },
      { action: 'intake.mail_password_forgotten', entry: '' },
    ]);
  });

  it('comes first from the variable with the estate’s name; the one without a name serves an estate alone', async () => {
    const { world, home } = estate;
    const { database } = world;
    const passwordsBy = (variables: Record<string, string>) => {
      const given = { CUVEE_HOME: home, CUVEE_SECRET: secret, DATABASE_URL: database.url, ...variables };
      return houseToolsOf(readEnvironment(given), database, '').mailPassword;
    };
    const old = { CUVEE_MAIL_PASSWORD: 'ancien' };
    expect(await passwordsBy(old)(world)).toBe('ancien');
    const own = { ...old, CUVEE_MAIL_PASSWORD_DOMAINE_MULLER: 'le sien' };
    expect(await passwordsBy(own)(world)).toBe('le sien');
    await createEstate(database, { slug: 'demo', name: 'Démo', isDemo: true });
    expect(await passwordsBy(old)(world)).toBe('ancien');
    await createEstate(database, { slug: 'autre-domaine', name: 'Autre', isDemo: false });
    expect(await passwordsBy(old)(world)).toBeUndefined();
    expect(await passwordsBy(own)({ ...world, estate: 'autre-domaine' })).toBeUndefined();
    expect(await passwordsBy(own)(world)).toBe('le sien');
  });
});

it('a mailbox that refuses its password is an alarm at once; one that is away, after an hour; it clears when it opens', async () => {
  const { world } = estate;
  let now = new Date('2026-11-16T06:00:00Z');
  let because: Failure | undefined = new Failure('MAILBOX_UNREACHABLE', sentence('Muette.', 'Silent.'), {
    retry: 'later',
  });
  const tools = {
    ...houseToolsFor(world),
    mailPassword: async () => {
      if (because) throw because;
      return undefined;
    },
  };
  const round = createCollectRound();
  const passAt = async (minutes: number): Promise<readonly string[]> => {
    now = new Date(Date.UTC(2026, 10, 16, 6, minutes));
    const without = {
      ...world.settings,
      intake: { ...world.settings.intake, mail: { ...world.settings.intake.mail, host: '' } },
    };
    const settings = because ? world.settings : without;
    await round.pass({ ...world, settings, clock: () => now }, tools).catch(() => {});
    return (await openAlarms(world.database, world.estate)).map(({ sentence: { fr } }) => fr);
  };
  expect(await passAt(0)).toEqual([]);
  expect(await passAt(59)).toEqual([]);
  expect(await passAt(60)).toEqual(['Muette.']);
  because = new Failure('MAILBOX_REFUSED', sentence('Refusée.', 'Refused.'));
  expect(await passAt(65)).toEqual(['Refusée.']);
  expect(await passAt(70)).toEqual(['Refusée.']);
  because = undefined;
  expect(await passAt(75)).toEqual([]);
});
