/** Somebody touched up the journal: its chain of hashes does not hold. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';

export const journalBroken: AlarmRule = {
  kind: 'journal_broken',
  judge: ({ isJournalWhole }) => {
    if (isJournalWhole === undefined) return undefined;
    if (isJournalWhole) return [];
    return [
      {
        subject: '',
        sentence: sentence(
          'Le journal de qui a fait quoi a été modifié en dehors de Cuvée.',
          'The journal of who did what was changed outside Cuvée.',
        ),
        nextStep: sentence(
          'Prévenez qui tient Cuvée : « cuvee doctor --verify-journal » dit où. Une sauvegarde garde le journal d’origine.',
          'Tell whoever keeps Cuvée: "cuvee doctor --verify-journal" says where. A backup keeps the original journal.',
        ),
      },
    ];
  },
};
