/** A backup that is too old, failed, or could not be opened again. Source: promises.md 19 (RPO 24 h, weekly drill). */
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import { type AlarmFinding, type AlarmRule, hoursBetween } from './alarm.ts';

export const backupUnsafe: AlarmRule = {
  kind: 'backup_unsafe',
  judge: ({ createdAt, lastBackupAt, latestBackupState, lostFiles, latestDrill }, { now, settings: { alarms } }) => {
    const findings: AlarmFinding[] = [];
    const since = lastBackupAt ?? createdAt;
    const hours = hoursBetween(since, now);
    if (latestBackupState === 'failed') findings.push(failed);
    else if (hours >= alarms.backup_hours) findings.push(tooOld(lastBackupAt === null ? undefined : hours));
    if (lostFiles > 0) findings.push(filesLost(lostFiles));
    if (latestDrill?.ok === false) findings.push(notRestorable);
    else if (latestDrill && hoursBetween(latestDrill.ended_at, now) >= alarms.drill_days * 24) findings.push(notTried);
    return findings;
  },
};

const failed: AlarmFinding = {
  subject: 'failed',
  sentence: sentence('La dernière sauvegarde a échoué.', 'The last backup failed.'),
  nextStep: sentence(
    'Regardez la place et la destination dans Réglages, Sauvegardes, puis relancez-la de là.',
    'Look at the room and the destination in Settings, Backups, then run it again from there.',
  ),
};

function tooOld(hours: number | undefined): AlarmFinding {
  return {
    subject: 'old',
    sentence:
      hours === undefined
        ? sentence('Aucune sauvegarde n’existe encore.', 'There is no backup yet.')
        : sentence(
            `La dernière sauvegarde a ${countFr(hours, 'heure')}.`,
            `The last backup is ${countEn(hours, 'hour')} old.`,
          ),
    nextStep: sentence(
      'Laissez Cuvée allumée la nuit, ou lancez une sauvegarde maintenant : Réglages, Sauvegardes.',
      'Leave Cuvée on at night, or make a backup now: Settings, Backups.',
    ),
  };
}

function filesLost(count: number): AlarmFinding {
  return {
    subject: 'files',
    sentence: sentence(
      `La dernière sauvegarde est incomplète : ${countFr(count, 'fichier absent ou abîmé', 'fichiers absents ou abîmés')} sur le disque de Cuvée.`,
      `The last backup is incomplete: ${countEn(count, 'file')} missing or damaged on Cuvée’s disk.`,
    ),
    nextStep: sentence(
      'Prévenez qui tient Cuvée : « cuvee doctor --verify-raw » dit lesquels ; une sauvegarde plus ancienne les a.',
      'Tell whoever keeps Cuvée: "cuvee doctor --verify-raw" says which; an older backup has them.',
    ),
  };
}

const notRestorable: AlarmFinding = {
  subject: 'drill',
  sentence: sentence(
    'L’essai de restauration a échoué : la dernière sauvegarde ne redonne pas les mêmes données.',
    'The restore drill failed: the last backup does not give the same data back.',
  ),
  nextStep: sentence(
    'Faites une sauvegarde neuve et relancez l’essai ; si cela recommence, prévenez qui tient Cuvée.',
    'Make a new backup and run the drill again; if it fails again, tell whoever keeps Cuvée.',
  ),
};

const notTried: AlarmFinding = {
  subject: 'drill',
  sentence: sentence(
    'Aucun essai de restauration n’a été fait depuis plus d’une semaine.',
    'No restore drill was made for more than a week.',
  ),
  nextStep: sentence('Lancez-le : Réglages, Sauvegardes.', 'Run it: Settings, Backups.'),
};
