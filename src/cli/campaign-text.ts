/** A campaign as a person reads it in a terminal: its figures, who gets no letter and why, what the linter says. */
import pico from 'picocolors';
import type { ApprovalState } from '../7-audit/approvals/approval.ts';
import type { CampaignCounts } from '../8-campaign/campaigns/campaign-counts.ts';
import { exclusionSentence } from '../8-campaign/campaigns/exclusion-sentence.ts';
import type { CampaignRow } from '../8-campaign/campaigns/campaign-row.ts';
import { stateWords } from '../8-campaign/campaign.ts';
import type { CampaignVerdict } from '../8-campaign/campaigns/verdict.ts';
import type { CampaignKind } from '../8-campaign/letters-of/letter-kind.ts';
import { localTimeOf } from '../8-campaign/outbox/estate-clock.ts';
import { formatDayFr } from '../values/french.ts';
import { countEn, countFr, type Language, type Sentence, sentence } from '../values/sentence.ts';

/** What a kind of letter is called at the estate. */
export const kindWords: Readonly<Record<CampaignKind, Sentence>> = {
  mixed: sentence('selon chaque client', 'as each client'),
  rebuy: sentence('réachat', 'rebuy'),
  cross_sell: sentence('découverte', 'cross-sell'),
  upsell: sentence('montée en gamme', 'upsell'),
  winback: sentence('reconquête', 'winback'),
  nurture: sentence('premier pas', 'nurture'),
  selection: sentence('sélection', 'selection'),
  thank_you: sentence('remerciement', 'thank-you'),
  vip_offer: sentence('offre aux fidèles', 'VIP offer'),
  stay: sentence('« Restez-vous ? »', '"Will you stay?"'),
};

/** What an approval is worth now. */
export const approvalWords: Readonly<Record<ApprovalState, Sentence>> = {
  pending: sentence('à valider', 'to be approved'),
  waiting: sentence('validée, prend effet après le délai', 'approved, takes effect after the delay'),
  effective: sentence('validée', 'approved'),
  rejected: sentence('refusée', 'rejected'),
  flagged: sentence('mise de côté', 'flagged'),
  void: sentence('à refaire : quelque chose a changé', 'to be made again: something changed'),
  expired: sentence('validation expirée', 'approval expired'),
};

/** `mar. 24 nov. 2026 à 10:00`, on the estate's clock. */
export function instantInWords(at: Date, timezone: string, language: Language): string {
  const { day, weekday, minutes } = localTimeOf(at, timezone);
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return language === 'fr' ? `${weekdaysFr[weekday]} ${formatDayFr(day)} à ${time}` : `${weekday} ${day}, ${time}`;
}

const weekdaysFr = {
  monday: 'lundi',
  tuesday: 'mardi',
  wednesday: 'mercredi',
  thursday: 'jeudi',
  friday: 'vendredi',
  saturday: 'samedi',
  sunday: 'dimanche',
} as const;

/** The name, the kind, the state and the window of a campaign. */
export function campaignHead(
  campaign: CampaignRow,
  approval: ApprovalState,
  timezone: string,
  language: Language,
): string {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const { name, kind, state, author, sendAfter, sendBefore, isDryRun, stopReason } = campaign;
  const window =
    sendAfter === null || sendBefore === null
      ? []
      : [
          t(
            `Période d’envoi : du ${instantInWords(sendAfter, timezone, 'fr')} au ${instantInWords(sendBefore, timezone, 'fr')}.`,
            `Sending window: from ${instantInWords(sendAfter, timezone, 'en')} to ${instantInWords(sendBefore, timezone, 'en')}.`,
          ),
        ];
  const stood =
    state === 'draft'
      ? `${stateWords.draft[language]}, ${approvalWords[approval][language]}`
      : stateWords[state][language];
  return [
    `${pico.bold(name)} ${pico.dim(`(${kindWords[kind][language]}, ${t('par', 'by')} ${author})`)}`,
    `${t('État : ', 'State: ')}${stood}.${isDryRun ? '' : t(' Envoi réel.', ' Live.')}`,
    ...window,
    ...(stopReason === null ? [] : [stopReason]),
  ].join('\n');
}

/** The figures of a campaign, which add up, and who gets no letter. */
export function countsText(counts: CampaignCounts, language: Language): string {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const { audience, accepted, excluded, waiting, unknown, failed, held } = counts;
  const parts = [
    [accepted, t('acceptée', 'accepted'), t('acceptées', 'accepted')],
    [waiting, t('en attente', 'waiting'), t('en attente', 'waiting')],
    [unknown, t('inconnue', 'unknown'), t('inconnues', 'unknown')],
    [
      failed,
      t('refusée par le serveur', 'refused by the server'),
      t('refusées par le serveur', 'refused by the server'),
    ],
    [held, t('retenue', 'held'), t('retenues', 'held')],
    [excluded, t('exclue', 'excluded'), t('exclues', 'excluded')],
  ] as const;
  const shown = parts.filter(([count], index) => count > 0 || index === 1 || index === 5);
  const sum = shown.map(([count, one, many]) => t(countFr(count, one, many), countEn(count, one, many))).join(' + ');
  const lines = counts.exclusions.map(({ code, clients, example, exampleClient }) => {
    const reason = exclusionSentence(code);
    // What is said of one client is French; it is told where it adds to the reason.
    const said = language === 'en' || example === '' || example === reason.fr ? '' : ` : ${example}`;
    return `  ${String(clients).padStart(5)}  ${reason[language]}${pico.dim(` · ${exampleClient}${said}`)}`;
  });
  const broken = counts.isWhole
    ? []
    : [t('Le compte ne tombe pas juste : rien ne partira.', 'The figures do not add up: nothing will leave.')];
  return [`${t(countFr(audience, 'destinataire'), countEn(audience, 'client'))} = ${sum}`, ...lines, ...broken].join(
    '\n',
  );
}

/** What the linter says of the letters, or that it says nothing. */
export function verdictText(verdict: CampaignVerdict, language: Language): string {
  const t = (fr: string, en: string): string => (language === 'fr' ? fr : en);
  const { findings, letterCount, isBlocked } = verdict;
  if (letterCount === 0) return t('Relecture : aucune lettre à lire.', 'Linter: no letter to read.');
  if (findings.length === 0)
    return t(
      `Relecture : ${countFr(letterCount, 'lettre')}, rien à redire.`,
      `Linter: ${countEn(letterCount, 'letter')}, nothing to say.`,
    );
  const lines = findings.map(({ severity, letterCount: count, exampleClient, sentence: said }) => {
    const mark = severity === 'block' ? pico.red(t('bloque', 'blocks')) : pico.yellow(t('attention', 'warns'));
    return `  ${mark} · ${t(countFr(count, 'lettre'), countEn(count, 'letter'))} · ${exampleClient} : ${said[language]}`;
  });
  const head = isBlocked
    ? t('Relecture : ces lettres ne peuvent pas partir.', 'Linter: these letters cannot leave.')
    : t('Relecture : à lire avant de valider.', 'Linter: to be read before approving.');
  return [head, ...lines].join('\n');
}
