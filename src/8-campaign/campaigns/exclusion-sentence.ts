/** Why a client gets no letter, or why theirs waits for a person: each code in one sentence, for the terminal and the page alike. */
import type { GuardrailCode } from '../../6-recommend/guardrails.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';

/** Told when a campaign is made: a guardrail, or one of these. */
type AudienceCode =
  | 'NO_PAGE'
  | 'NO_RECOMMENDATION'
  | 'NOT_ELIGIBLE'
  | 'NOT_APPROVED'
  | 'REJECTED'
  | 'FLAGGED'
  | 'APPROVAL_EXPIRED'
  | 'OTHER_CAMPAIGN'
  | 'NOTHING_TO_PRINT'
  | 'NO_RECENT_PURCHASE'
  | 'ALREADY_THANKED';

/** Told inside the sending: a guardrail, or one of these. */
type ClaimCode = 'ADDRESS_CHANGED' | 'LETTER_CHANGED' | 'CLIENT_GONE' | 'AUTOMATION_STOP';

/** A letter that waits for a person, or that could not be made. */
type HeldCode = 'UNKNOWN' | 'STOPPED' | 'WINDOW_OVER' | 'LETTER_NOT_RENDERED';

export type ExclusionCode = GuardrailCode | AudienceCode | ClaimCode;

const sentences: Readonly<Record<ExclusionCode | HeldCode, Sentence>> = {
  TILL_CLIENT: sentence('Client de la caisse : derrière lui, personne à qui écrire.', 'The till: nobody to write to.'),
  TRADE_CLIENT: sentence(
    'Client professionnel : ces lettres sont pour les particuliers.',
    'Trade client: these letters are for private persons.',
  ),
  NO_PROFILING: sentence(
    "S'oppose au profilage : aucun vin n'est choisi pour lui.",
    'Objects to profiling: no wine is chosen for them.',
  ),
  UNDER_AGE: sentence('Mineur : aucune proposition de vin.', 'Under age: no wine is proposed.'),
  OPTED_OUT: sentence('Ne veut plus recevoir de lettres.', 'Objected to letters.'),
  BOUNCED: sentence(
    'Son adresse e-mail ne reçoit plus : à corriger dans le logiciel de cave.',
    'Their address no longer receives: correct it in the cellar software.',
  ),
  MISSING_EMAIL: sentence(
    "Pas d'adresse e-mail : à demander à sa prochaine visite.",
    'No e-mail address: ask for it at their next visit.',
  ),
  NO_LEGAL_BASIS: sentence(
    'Ni achat ni accord écrit : la loi ne permet pas de lui écrire.',
    'Neither a purchase nor a written consent: the law does not allow to write to them.',
  ),
  SILENCE_WINDOW: sentence(
    'Son foyer a reçu une lettre il y a peu, ou en attend une dont on ne sait si elle est partie : la suivante attend la fin du silence.',
    'Their household had a letter lately, or one of which nobody knows whether it left: the next waits until the silence ends.',
  ),
  FREQUENCY_CAP: sentence(
    "Son foyer a reçu assez de lettres pour l'année.",
    'Their household had enough letters for the year.',
  ),
  DUPLICATE_HOUSEHOLD: sentence(
    'Quelqu’un du même foyer reçoit la lettre : une seule par foyer.',
    'Somebody of the same household gets the letter: one per household.',
  ),
  HOLDOUT: sentence(
    'Foyer témoin, tiré au sort : pas de lettre, afin de mesurer ce que les lettres rapportent.',
    'Held out by lot: no letter, so that what letters bring can be measured.',
  ),
  NO_PAGE: sentence('Pas encore de fiche : lancez cuvee run.', 'No page yet: run cuvee run.'),
  NO_RECOMMENDATION: sentence(
    'Aucune recommandation cette semaine dans ces scénarios.',
    'No recommendation this week in these scenarios.',
  ),
  NOT_ELIGIBLE: sentence(
    'Le contrôle a trouvé une erreur dans ses recommandations : elles ne se valident pas.',
    'The audit found an error in their recommendations: they cannot be approved.',
  ),
  NOT_APPROVED: sentence('Ses recommandations ne sont pas validées.', 'Their recommendations are not approved.'),
  REJECTED: sentence('Ses recommandations ont été refusées.', 'Their recommendations were rejected.'),
  FLAGGED: sentence('Ses recommandations ont été mises de côté.', 'Their recommendations were set aside.'),
  APPROVAL_EXPIRED: sentence(
    'La validation de ses recommandations a expiré : à valider de nouveau.',
    'The approval of their recommendations expired: approve again.',
  ),
  OTHER_CAMPAIGN: sentence(
    'Son foyer attend déjà une lettre d’une autre campagne.',
    'Their household already waits for a letter of another campaign.',
  ),
  NOTHING_TO_PRINT: sentence(
    'Aucun de ses vins n’a de prix à annoncer : complétez le catalogue.',
    'None of their wines has a price to announce: complete the catalogue.',
  ),
  NO_RECENT_PURCHASE: sentence(
    "Pas d'achat récent dont le remercier : une telle lettre serait de la publicité.",
    'No recent purchase to give thanks for: such a letter would be advertising.',
  ),
  ALREADY_THANKED: sentence(
    'Son foyer a déjà été remercié de son dernier achat.',
    'Their household was thanked for its last purchase already.',
  ),
  ADDRESS_CHANGED: sentence(
    "Son adresse e-mail a changé depuis la validation : la lettre n'est pas partie.",
    'Their address changed since the approval: the letter did not leave.',
  ),
  LETTER_CHANGED: sentence(
    "Le texte n'est plus celui qui a été validé : la lettre n'est pas partie.",
    'The text is no longer the one that was approved: the letter did not leave.',
  ),
  CLIENT_GONE: sentence(
    "Le client n'est plus dans les fichiers du domaine : la lettre n'est pas partie.",
    'The client is no longer in the files of the estate: the letter did not leave.',
  ),
  AUTOMATION_STOP: sentence(
    "Une règle a arrêté les lettres automatiques à ce client : la lettre n'est pas partie.",
    'A rule stopped the automatic letters to this client: the letter did not leave.',
  ),
  UNKNOWN: sentence(
    "Personne ne sait si cette lettre est partie : dites ce qu'il en est (cuvee campaign release).",
    'Nobody knows whether this letter left: say what became of it (cuvee campaign release).',
  ),
  STOPPED: sentence('La campagne a été arrêtée avant.', 'The campaign was stopped before.'),
  WINDOW_OVER: sentence(
    "La période d'envoi s'est terminée avant : ouvrez-en une nouvelle pour l'envoyer.",
    'The sending window ended before: open a new one to send it.',
  ),
  LETTER_NOT_RENDERED: sentence(
    "La lettre n'a pas pu être composée : le modèle est à corriger.",
    'The letter could not be made: its template is to be corrected.',
  ),
};

/** What a code of `campaign_audience` or of the outbox means; a code of the channel's own is given as it is. */
export function exclusionSentence(code: string): Sentence {
  return isKnown(code) ? sentences[code] : sentence(code, code);
}

function isKnown(code: string): code is keyof typeof sentences {
  return Object.hasOwn(sentences, code);
}
