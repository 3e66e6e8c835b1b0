/** A small estate after its first Monday, with a home to keep backups in. */
import { dirname } from 'node:path';
import { openYear, type YearStage } from '../../prove/year/stage.ts';
import { dropExports } from '../../prove/year/week.ts';
import { instantAt } from '../../prove/year/local-time.ts';
import type { Installation } from '../../src/backup/installation.ts';
import type { RestorePlace } from '../../src/backup/restore.ts';
import { quietRecipients } from '../../src/fake-brevo/behaviour.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { testDatabase } from '../support/database.ts';

export interface BackupCase {
  readonly stage: YearStage;
  readonly installation: Installation;
  /** Where archives of the estate are restored: beside it. */
  readonly place: RestorePlace;
  close(): Promise<void>;
}

export async function backupCase(clients = 20): Promise<BackupCase> {
  const server = await testDatabase();
  const stage = await openYear({
    clients,
    weeks: 2,
    seed: 3,
    flaws: true,
    years: 1,
    databaseUrl: server.url,
    behaviour: { recipients: quietRecipients },
  });
  const monday = stage.mondays[0] ?? '';
  await stage.fake.control.advance(instantAt(monday, '06:10').getTime() - stage.now().getTime());
  await dropExports(stage, monday, true);
  const { stoppedBy } = await runWeek(stage.world, { asOf: monday });
  if (stoppedBy) throw stoppedBy;
  const installation = { home: dirname(stage.world.folders.root), secret: 'the secret of an installation of tests' };
  const { database, codeVersion, actor, clock, log, progress } = stage.world;
  return {
    stage,
    installation,
    place: { database, codeVersion, actor, clock, log, progress, installation },
    async close() {
      await stage.close();
      await server.close();
    },
  };
}
