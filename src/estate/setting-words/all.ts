/** Every setting's words, by section: the page of settings is drawn from this and from the schema, and from nothing else. */
import { type Sentence, sentence } from '../../values/sentence.ts';
import { cleaningSection, estateSection, intakeSection, safekeepingSection, weekSection } from './estate.ts';
import { guardrailsSection, scenariosSection, segmentsSection } from './recommending.ts';
import { approvalSection, sendingSection } from './sending.ts';
import type { SettingSection } from './setting-word.ts';

export const settingSections: readonly SettingSection[] = [
  estateSection,
  weekSection,
  intakeSection,
  cleaningSection,
  segmentsSection,
  scenariosSection,
  guardrailsSection,
  approvalSection,
  sendingSection,
  safekeepingSection,
];

/** Settings that have a page of their own, and why they are not in a section: sources are mapped, rules are written. */
export const settingsElsewhere: Readonly<Record<string, Sentence>> = {
  profiles: sentence('Les sources se règlent à la page Imports.', 'Sources are set on the page Imports.'),
  'automation.is_on': sentence('Les règles se règlent à la page Règles.', 'Rules are set on the page Rules.'),
  'automation.rules': sentence('Les règles se règlent à la page Règles.', 'Rules are set on the page Rules.'),
};

/** What each value of a choice is called. */
export const choiceWords: Readonly<Record<string, Sentence>> = {
  monday: sentence('lundi', 'Monday'),
  tuesday: sentence('mardi', 'Tuesday'),
  wednesday: sentence('mercredi', 'Wednesday'),
  thursday: sentence('jeudi', 'Thursday'),
  friday: sentence('vendredi', 'Friday'),
  saturday: sentence('samedi', 'Saturday'),
  sunday: sentence('dimanche', 'Sunday'),
  fr: sentence('français', 'French'),
  en: sentence('anglais', 'English'),
  remove: sentence('retirés des ventes', 'dropped from the sales'),
  report: sentence('seulement signalés', 'only reported'),
  bins: sentence('bornes fixes', 'fixed bounds'),
  quantiles: sentence('cinquièmes de mes clients', 'fifths of my clients'),
  auto: sentence('ce qui a servi le plus de clients', 'what served more clients'),
  owner: sentence('mes poids', 'my weights'),
  learned: sentence('ce que les ventes ont appris', 'what the sales taught'),
  strict: sentence('stricte (80 %)', 'strict (80 %)'),
  standard: sentence('normale (60 %)', 'standard (60 %)'),
  permissive: sentence('souple (40 %)', 'permissive (40 %)'),
  own: sentence('la mienne', 'my own'),
  brevo: sentence('Brevo', 'Brevo'),
  smtp: sentence('mon serveur d’envoi (SMTP)', 'my own mail server (SMTP)'),
  by_role: sentence('qui valide ou administre', 'who approves or administers'),
  optional: sentence('personne n’y est tenu', 'nobody has to'),
  required: sentence('tout le monde', 'everybody'),
};
