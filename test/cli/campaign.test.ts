/** Campaigns from the command line, as a person at the estate writes and reads them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { approvedEstate } from '../8-campaign/campaigns/approved-estate.ts';
import type { TestEstate } from '../support/estate-world.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');

describe('cuvee campaign', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await approvedEstate({ approve: ['NOELLE', 'VICTOIRE'] });
    // The machine's clock may stand after the approvals of the story.
    await estate.world.database.execute(
      sql(`update crm.approval_items set expires_at = now() + interval '10 days' where estate_id = 'petit-domaine'`),
    );
  });
  afterAll(() => estate.close());

  const call = (variables: Record<string, string>, ...args: string[]) =>
    spawnSync(process.execPath, [cuvee, 'campaign', ...args], {
      encoding: 'utf8',
      env: {
        ...process.env,
        DATABASE_URL: estate.world.database.url,
        CUVEE_HOME: estate.home,
        CUVEE_LANG: 'fr',
        CUVEE_ACTOR: 'Marc',
        BREVO_API_KEY: '',
        CUVEE_PUBLIC_URL: '',
        ...variables,
      },
    });

  it('writes a draft, shows its letters, and approves it once its name and its size are typed', () => {
    const created = call({}, 'create', 'Noël 2026');
    const [, letters = ''] = /Brouillon « Noël 2026 » : (\d+) lettres?\. Rien n’est parti\./.exec(created.stdout) ?? [];
    expect(Number(letters)).toBeGreaterThan(0);
    call({}, 'preview', 'Noël 2026', '--client', 'noelle', '--out', estate.home);
    expect(existsSync(join(estate.home, 'selection-NOELLE.html'))).toBe(true);
    expect(call({}, 'approve', 'Noël 2026', '--as', 'Claire')).toMatchObject({ status: 3 });
    expect(call({}, 'approve', 'Noël 2026', '--as', 'Claire', '--confirm', `Noël 2026 ${letters}`)).toMatchObject({
      status: 0,
    });
  });

  it('sends nothing unless it is told to, and says what a real sending still needs', async () => {
    const dry = call({}, 'send', 'Noël 2026');
    expect(dry.stdout).toContain('rien n’est parti');
    expect(dry.status).toBe(0);
    expect(call({}, 'send', 'Noël 2026', '--live')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('BREVO_API_KEY'),
    });
    const abroad = {
      BREVO_API_KEY: 'k',
      BREVO_API_URL: 'https://brevo.example/v3',
      CUVEE_PUBLIC_URL: 'http://localhost:4000',
    };
    expect(call(abroad, 'send', 'Noël 2026', '--live')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('personne d’autre ne pourrait se désinscrire'),
    });
    const left = await estate.world.database.rows(
      sql(`select state from crm.outbox where estate_id = 'petit-domaine' and state <> 'queued'`),
    );
    expect(left).toEqual([]);
  });

  it('shows a letter whose outcome nobody knows, and puts it back on the word of a person', async () => {
    await estate.world.database.execute(
      sql(`update crm.outbox set state = 'held', state_code = 'UNKNOWN', first_tried_at = now() - interval '2 hours'
           where estate_id = 'petit-domaine' and client_code = 'NOELLE'`),
    );
    const held = call({}, 'held', 'Noël 2026');
    expect(held.stdout).toContain('NOELLE');
    expect(held.stdout).toContain('Personne ne sait si cette lettre est partie');
    const release = ['release', 'Noël 2026', '--verdict', 'not-sent', '--reason', 'absente de Brevo', '--as', 'Claire'];
    expect(call({}, ...release)).toMatchObject({ status: 2 });
    expect(call({}, ...release, '--client', 'victoire')).toMatchObject({ status: 3 });
    expect(call({}, ...release, '--client', 'noelle')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 lettre remise en attente'),
    });
  });

  it('ends with 2 on words it does not know', () => {
    expect(call({}, 'create', 'X', '--kind', 'poème')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('thank_you'),
    });
  });
});
