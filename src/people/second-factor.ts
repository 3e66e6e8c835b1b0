/**
 * The second factor: six digits that the telephone's application shows for 30 seconds (RFC 6238). One step of drift is
 * forgiven each way; a code works once (ASVS 6.5.1). Its secret is kept encrypted (sealed.ts).
 */
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Settings } from '../estate/settings.ts';
import { RefusedByRule } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import { looksLikeRecoveryCode, removeRecoveryCodes, replaceRecoveryCodes, useRecoveryCode } from './recovery-codes.ts';
import { isAtLeast, type Role } from './roles.ts';
import { openSealed, sealText } from './sealed.ts';
import { createSession, endSessionsOf } from './sessions.ts';

const selectTotp = loadSql(import.meta.url, './select-totp.sql');
const keepTotp = loadSql(import.meta.url, './keep-totp.sql');
const confirmTotp = loadSql(import.meta.url, './confirm-totp.sql');
const spendTotpStep = loadSql(import.meta.url, './spend-totp-step.sql');
const clearSecondFactor = loadSql(import.meta.url, './clear-second-factor.sql');

const stepSeconds = 30;
const driftSteps = 1;

/** Whether a person of that role must have a second factor: the estate's setting `security.second_factor`. */
export function needsSecondFactor(
  role: Role,
  { mode, isDemo }: { readonly mode: Settings['security']['second_factor']; readonly isDemo: boolean },
): boolean {
  if (mode !== 'by_role') return mode === 'required';
  return isAtLeast(role, 'approbateur') && !isDemo;
}

/** Whose second factor, the installation's secret it is sealed with, and what time it is. */
export interface FactorOwner {
  readonly estate: string;
  readonly userId: string;
  /** What the journal calls them, and the application on their telephone. */
  readonly name: string;
  readonly secret: string;
  readonly now: Date;
}

/** What the person scans, or types where there is no camera. */
export interface FactorSetup {
  /** A picture of the address, as SVG. */
  readonly qrSvg: string;
  /** The key in base32, in groups of four. */
  readonly key: string;
  /** `otpauth://totp/…` */
  readonly address: string;
}

/** Proposes a new second factor; it counts once a first code was given. Throws RefusedByRule('SECOND_FACTOR_ON') when one counts already. */
export async function proposeSecondFactor(session: Session, owner: FactorOwner): Promise<FactorSetup> {
  const { estate, userId, name, now } = owner;
  const key = new Secret({ size: 20 });
  const kept = { estate, user_id: userId, totp_secret: sealText(key.base32, owner), now };
  if ((await session.execute(keepTotp, kept)) === 0) throw alreadyOn();
  const address = new TOTP({ issuer: `Cuvée ${estate}`, label: name, secret: key }).toString();
  return { qrSvg: renderSVG(address, { border: 2 }), key: key.base32.replaceAll(/(.{4})(?=.)/g, '$1 '), address };
}

/**
 * The first code of a proposed second factor: from now on it counts, every session of the person ends, and a new one begins.
 * Gives its secret and ten recovery codes; undefined when the code was wrong or nothing was proposed.
 */
export async function confirmSecondFactor(
  database: Database,
  owner: FactorOwner,
  code: string,
): Promise<{ sessionSecret: string; recoveryCodes: string[] } | undefined> {
  const { estate, userId, name, now } = owner;
  return database.transaction(async (session) => {
    const totp = await session.one<Totp>(selectTotp, { estate, user_id: userId });
    if (!totp?.sealed || totp.isConfirmed || !(await spendCode(session, owner, totp.sealed, code))) return undefined;
    await session.execute(confirmTotp, { estate, user_id: userId, now });
    const recoveryCodes = await replaceRecoveryCodes(session, owner);
    await endSessionsOf(session, owner);
    const sessionSecret = await createSession(session, { estate, userId, isComplete: true, now });
    await writeJournal(session, { estate, actor: name, action: 'user.second_factor_set', subject: `user:${userId}` });
    return { sessionSecret, recoveryCodes };
  });
}

/** Whether a code of the application, or a recovery code, is right; it is used up by that. */
export async function spendSecondFactor(session: Session, owner: FactorOwner, code: string): Promise<boolean> {
  const { estate, userId, name, now } = owner;
  if (looksLikeRecoveryCode(code)) {
    const isRight = await useRecoveryCode(session, owner, code, now);
    const action = 'user.recovery_code_used';
    if (isRight) await writeJournal(session, { estate, actor: name, action, subject: `user:${userId}` });
    return isRight;
  }
  const totp = await session.one<Totp>(selectTotp, { estate, user_id: userId });
  return totp?.sealed != null && totp.isConfirmed && (await spendCode(session, owner, totp.sealed, code));
}

/** Takes the second factor off at its owner's wish; their other sessions end. */
export async function removeSecondFactor(database: Database, owner: FactorOwner, sessionSecret: string): Promise<void> {
  const { estate, userId, name, now } = owner;
  await database.transaction(async (session) => {
    await session.execute(clearSecondFactor, { estate, user_id: userId, now });
    await removeRecoveryCodes(session, owner);
    await endSessionsOf(session, { estate, userId, exceptSecret: sessionSecret });
    await writeJournal(session, {
      estate,
      actor: name,
      action: 'user.second_factor_removed',
      subject: `user:${userId}`,
    });
  });
}

/** Ten new recovery codes in the place of the old ones, journaled. */
export async function renewRecoveryCodes(database: Database, owner: FactorOwner): Promise<string[]> {
  const { estate, userId, name } = owner;
  return database.transaction(async (session) => {
    const codes = await replaceRecoveryCodes(session, owner);
    await writeJournal(session, {
      estate,
      actor: name,
      action: 'user.recovery_codes_renewed',
      subject: `user:${userId}`,
    });
    return codes;
  });
}

interface Totp {
  readonly sealed: string | null;
  readonly isConfirmed: boolean;
}

// The step is spent in one statement: of two requests with the same code, one finds it spent.
async function spendCode(session: Session, owner: FactorOwner, sealed: string, code: string): Promise<boolean> {
  const totp = new TOTP({ secret: Secret.fromBase32(openSealed(sealed, owner)), period: stepSeconds });
  const token = code.replaceAll(/\s/g, '');
  const drift = /^\d{6}$/.test(token)
    ? totp.validate({ token, timestamp: owner.now.getTime(), window: driftSteps })
    : null;
  if (drift === null) return false;
  const step = Math.floor(owner.now.getTime() / 1000 / stepSeconds) + drift;
  return (await session.execute(spendTotpStep, { estate: owner.estate, user_id: owner.userId, step })) > 0;
}

function alreadyOn(): RefusedByRule {
  return new RefusedByRule(
    'SECOND_FACTOR_ON',
    sentence(
      'Un second facteur est déjà en place. Retirez-le d’abord pour en changer.',
      'A second factor is in place already. Take it off first to change it.',
    ),
  );
}
