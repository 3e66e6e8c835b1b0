/**
 * `npm run prove -- restore [--clients 300] [--years 4] [--corruptions 40] [--seed 1] [--short] [--json]`: an estate is backed up
 * and drilled; bytes of its archive are changed at random, and each must be found and named; a copy of an estate with an
 * approved campaign is restored beside it and told to send: not one call may reach the fake Brevo.
 */
import { copyFile, open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { confirmInstance } from '../src/8-campaign/instance/sending-instance.ts';
import { sendCampaign } from '../src/8-campaign/outbox/send-campaign.ts';
import { type BackupResult, backUp } from '../src/backup/back-up.ts';
import type { Installation } from '../src/backup/installation.ts';
import { backupKey } from '../src/backup/key.ts';
import { restore } from '../src/backup/restore.ts';
import { type DrillResult, restoreDrill } from '../src/backup/restore-drill.ts';
import { verifyBackup } from '../src/backup/verify-backup.ts';
import { randomOf } from '../src/demo/random.ts';
import { Failure } from '../src/errors.ts';
import { quietRecipients } from '../src/fake-brevo/behaviour.ts';
import { runWeek } from '../src/run/run-week.ts';
import { fastSettings, seedCampaign, seedEstate, worldOf } from './sending-stage.ts';
import { instantAt } from './year/local-time.ts';
import { openYear, type YearStage } from './year/stage.ts';
import { dropExports } from './year/week.ts';

export interface RestoreProof
  extends Pick<DrillResult, 'rpoHours' | 'rtoSeconds' | 'tables' | 'rows' | 'files' | 'replay'> {
  readonly archiveBytes: number;
  readonly backupSeconds: number;
  readonly drillFindings: readonly string[];
  readonly corruptionsPlanted: number;
  /** Found, and named: the archive, and the part of it. */
  readonly corruptionsFound: number;
  /** Drills of an archive with a changed byte that said so. */
  readonly damagedDrills: number;
  readonly damagedDrillsFound: number;
  /** What the copy said when it was told to send, and what the original did. */
  readonly copySaid: string;
  readonly brevoCalls: number;
  readonly originalSent: number;
}

export interface RestoreProofOptions {
  readonly clients: number;
  readonly years: number;
  readonly corruptions: number;
  readonly seed: number;
  readonly databaseUrl?: string;
}

/** Reads the options, runs the proof, prints its counts; true when it holds. */
export async function proveRestore(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string', default: '300' },
      years: { type: 'string', default: '4' },
      corruptions: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const url = process.env.DATABASE_URL;
  const proof = await restoreProof({
    clients: values.short ? 20 : Number(values.clients),
    years: values.short ? 1 : Number(values.years),
    corruptions: values.short ? 6 : Number(values.corruptions),
    seed: Number(values.seed),
    ...(url === undefined ? {} : { databaseUrl: url }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return restoreHolds(proof);
}

export function restoreHolds(proof: RestoreProof): boolean {
  return (
    proof.drillFindings.length === 0 &&
    proof.replay === 'same' &&
    proof.rpoHours <= 24 &&
    proof.rtoSeconds < 1800 &&
    proof.corruptionsFound === proof.corruptionsPlanted &&
    proof.damagedDrillsFound === proof.damagedDrills &&
    proof.brevoCalls === 0 &&
    proof.originalSent > 0
  );
}

/** The proof itself, without words: also run, short, by the tests. */
export async function restoreProof(options: RestoreProofOptions): Promise<RestoreProof> {
  const stage = await openYear({
    clients: options.clients,
    weeks: 2,
    seed: options.seed,
    flaws: true,
    years: options.years,
    behaviour: { recipients: quietRecipients },
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  });
  try {
    await monday(stage);
    const installation = { home: dirname(stage.world.folders.root), secret: 'an installation of the proof, of nobody' };
    const begun = performance.now();
    const backup = await backUp(stage.world, { reason: 'night', now: stage.now(), installation });
    const backupSeconds = seconds(begun);
    // The morning after the night's backup.
    const now = new Date(stage.now().getTime() + 7 * 3_600_000);
    const { findings, rpoHours, rtoSeconds, tables, rows, files, replay } = await restoreDrill(stage.world, {
      now,
      installation,
    });
    return {
      rpoHours,
      rtoSeconds,
      tables,
      rows,
      files,
      replay,
      backupSeconds,
      archiveBytes: backup.bytes,
      drillFindings: findings.map(({ where }) => where),
      ...(await plantCorruptions(backup, installation, options)),
      ...(await drillDamaged(stage, backup, installation, options)),
      ...(await tryToSend(stage, installation)),
    };
  } finally {
    await stage.close();
  }
}

async function monday(stage: YearStage): Promise<void> {
  const day = stage.mondays[0] ?? '';
  await stage.fake.control.advance(instantAt(day, '06:10').getTime() - stage.now().getTime());
  await dropExports(stage, day, true);
  const { stoppedBy } = await runWeek(stage.world, { asOf: day });
  if (stoppedBy) throw stoppedBy;
}

async function plantCorruptions(
  backup: BackupResult,
  { home }: Installation,
  { corruptions, seed }: RestoreProofOptions,
): Promise<Pick<RestoreProof, 'corruptionsPlanted' | 'corruptionsFound'>> {
  const { identity } = await backupKey(home);
  const random = randomOf(seed, 1801);
  let corruptionsFound = 0;
  for (let planted = 0; planted < corruptions; planted++) {
    const damaged = join(home, `corruption-${planted}.cuvee.age`);
    await copyFile(backup.path, damaged);
    await changeByte(damaged, random.int(0, backup.bytes - 1), 1 + random.int(0, 254));
    const said = await verifyBackup(damaged, identity, backup.sha256).catch((error: unknown) => error);
    if (said instanceof Failure && said.sentence.fr.includes(basename(damaged))) corruptionsFound++;
    await rm(damaged);
  }
  return { corruptionsPlanted: corruptions, corruptionsFound };
}

/** The same by way of the weekly drill, on the archive itself: it must say so, and be well again once the byte is. */
async function drillDamaged(
  stage: YearStage,
  backup: BackupResult,
  installation: Installation,
  { seed }: RestoreProofOptions,
): Promise<Pick<RestoreProof, 'damagedDrills' | 'damagedDrillsFound'>> {
  const at = randomOf(seed, 1802).int(1000, backup.bytes - 1);
  await changeByte(backup.path, at, 0x01);
  const { ok, findings } = await restoreDrill(stage.world, { now: stage.now(), installation });
  await changeByte(backup.path, at, 0x01);
  const isNamed = findings.some(({ sentence }) => sentence.fr.includes(basename(backup.path)));
  return { damagedDrills: 1, damagedDrillsFound: !ok && isNamed ? 1 : 0 };
}

async function changeByte(path: string, at: number, mask: number): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    const place = Math.min(at, size - 1);
    await file.read(byte, 0, 1, place);
    byte.writeUInt8(byte.readUInt8(0) ^ mask, 0);
    await file.write(byte, 0, 1, place);
  } finally {
    await file.close();
  }
}

/** An estate about to send, its copy restored from a backup, and both told to. */
async function tryToSend(
  stage: YearStage,
  installation: Installation,
): Promise<Pick<RestoreProof, 'copySaid' | 'brevoCalls' | 'originalSent'>> {
  const { database, mailer, links, now, fake } = stage;
  const place = { estate: 'domaine', home: installation.home, clock: now };
  await fake.control.advance(instantAt(stage.mondays[0] ?? '', '11:00').getTime() - now().getTime());
  await seedEstate(database, { estate: place.estate, clients: 20, settings: fastSettings });
  const original = await worldOf(database, place);
  await confirmInstance(original, 'Claire', now());
  const { campaignId } = await seedCampaign(original, { letters: 10, now: new Date(now().getTime() - 60_000) });
  const backup = await backUp(original, { reason: 'night', now: now(), installation });
  await restore({ ...original, installation }, { path: backup.path, estate: 'copie' });
  const copy = await worldOf(database, { ...place, estate: 'copie' });
  const before = calls(stage);
  const told = { campaignId, mailer, links, now };
  const said = await sendCampaign(copy, { ...told, workerId: 'copy' });
  const brevoCalls = calls(stage) - before;
  const sent = await sendCampaign(original, { ...told, workerId: 'original' });
  if (sent.outcome === 'refused') throw new Error(`the original was refused too: ${JSON.stringify(sent)}`);
  return {
    copySaid: 'code' in said ? `${said.outcome} ${said.code}` : said.outcome,
    brevoCalls,
    originalSent: fake.control.letters().length,
  };
}

function calls(stage: YearStage): number {
  return Object.values(stage.fake.control.counts().calls).reduce((sum, count) => sum + count, 0);
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 10) / 100;
}

function describe(proof: RestoreProof): string {
  const { tables, rows, files, archiveBytes, rpoHours, rtoSeconds } = proof;
  return `${[
    `${rows} rows of ${tables} tables and ${files} files in ${(archiveBytes / 1e6).toFixed(1)} MB, backed up in ${proof.backupSeconds} s`,
    `drill: the backup is ${rpoHours} h old, the estate is back in ${rtoSeconds} s, its last run done again is the ${proof.replay}`,
    ...proof.drillFindings.map((where) => `  differs: ${where}`),
    `corruptions: ${proof.corruptionsFound} of ${proof.corruptionsPlanted} found and named; drills of a damaged archive: ${proof.damagedDrillsFound} of ${proof.damagedDrills}`,
    `the copy was told to send: ${proof.copySaid}, ${proof.brevoCalls} calls to Brevo; the original sent ${proof.originalSent} letters`,
    restoreHolds(proof) ? 'holds' : 'DOES NOT HOLD',
  ].join('\n')}\n`;
}
