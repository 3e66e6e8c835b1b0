/**
 * Whether the domain letters come from is set up so that Gmail and others believe them: SPF, DKIM, DMARC (law.md, 2). Pure:
 * records in, verdicts out. Sources: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC).
 */
import { type Sentence, sentence } from '../../values/sentence.ts';

/** What the domain's name servers answered; null: they could not be asked. */
export interface DomainRecords {
  /** TXT records of the domain itself. */
  readonly domain: readonly string[] | null;
  /** TXT records of `_dmarc.<domain>`. */
  readonly dmarc: readonly string[] | null;
  /** The first selector that holds a key, with it; an empty key where none does. */
  readonly dkim: { readonly selector: string; readonly key: string } | null;
}

export interface DomainVerdict {
  readonly check: 'spf' | 'dkim' | 'dmarc';
  /** `weak`: letters go, but with a word of advice. */
  readonly state: 'good' | 'weak' | 'missing' | 'unknown';
  readonly sentence: Sentence;
  /** What was read, for who keeps the domain. */
  readonly record: string | null;
}

/** Who hands letters over: what SPF must name. */
export type DomainChannel = 'brevo' | 'smtp';

/** The three verdicts, in the order they are set up. */
export function judgeDomain(records: DomainRecords, domain: string, channel: DomainChannel): readonly DomainVerdict[] {
  return [
    judgeSpf(records.domain, domain, channel),
    judgeDkim(records.dkim, domain),
    judgeDmarc(records.dmarc, domain),
  ];
}

function judgeSpf(texts: readonly string[] | null, domain: string, channel: DomainChannel): DomainVerdict {
  if (texts === null) return unknown('spf', domain);
  const found = texts.filter((text) => /^v=spf1(\s|$)/i.test(text.trim()));
  const [record, ...others] = found;
  if (record === undefined) {
    return verdict('spf', 'missing', null, [
      `${domain} ne dit pas qui peut écrire en son nom (SPF). Ajoutez un enregistrement TXT : v=spf1 include:spf.brevo.com ~all`,
      `${domain} does not say who may write in its name (SPF). Add a TXT record: v=spf1 include:spf.brevo.com ~all`,
    ]);
  }
  if (others.length > 0) {
    return verdict('spf', 'missing', found.join(' | '), [
      `${domain} a ${found.length} enregistrements SPF : il n’en faut qu’un, sinon aucun ne compte. Réunissez-les.`,
      `${domain} has ${found.length} SPF records: only one is allowed, or none counts. Merge them.`,
    ]);
  }
  if (/\+all\b/i.test(record) || /\sall\b/i.test(record)) {
    return verdict('spf', 'weak', record, [
      'Le SPF laisse tout le monde écrire en votre nom (+all) : remplacez par ~all ou -all.',
      'The SPF lets anybody write in your name (+all): replace it by ~all or -all.',
    ]);
  }
  if (channel === 'brevo' && !/spf\.(brevo|sendinblue)\.com/i.test(record)) {
    return verdict('spf', 'weak', record, [
      'Le SPF ne nomme pas Brevo. Avec la signature DKIM, vos lettres passent ; ajoutez include:spf.brevo.com pour être complet.',
      'The SPF does not name Brevo. With the DKIM signature your letters pass; add include:spf.brevo.com to be complete.',
    ]);
  }
  return verdict('spf', 'good', record, [
    'Le SPF dit qui peut écrire en votre nom.',
    'The SPF says who may write in your name.',
  ]);
}

function judgeDkim(dkim: DomainRecords['dkim'], domain: string): DomainVerdict {
  if (dkim === null) return unknown('dkim', domain);
  const key = /(?:^|;)\s*p=([^;]*)/i.exec(dkim.key)?.[1]?.trim();
  if (dkim.key === '' || key === undefined) {
    return verdict('dkim', 'missing', null, [
      `Aucune clé de signature (DKIM) n’a été trouvée sous ${domain}. Dans Brevo > Expéditeurs, domaines et IP dédiées, authentifiez ce domaine et recopiez les enregistrements proposés.`,
      `No signing key (DKIM) was found under ${domain}. In Brevo > Senders, domains and dedicated IPs, authenticate this domain and copy the records it proposes.`,
    ]);
  }
  if (key === '') {
    return verdict('dkim', 'missing', dkim.key, [
      `La clé ${dkim.selector} a été retirée : authentifiez de nouveau le domaine chez Brevo.`,
      `The key ${dkim.selector} was withdrawn: authenticate the domain at Brevo again.`,
    ]);
  }
  return verdict('dkim', 'good', `${dkim.selector}: ${dkim.key.slice(0, 120)}`, [
    `Vos lettres peuvent être signées (clé ${dkim.selector}).`,
    `Your letters can be signed (key ${dkim.selector}).`,
  ]);
}

function judgeDmarc(texts: readonly string[] | null, domain: string): DomainVerdict {
  if (texts === null) return unknown('dmarc', domain);
  const record = texts.find((text) => /^v=DMARC1\b/i.test(text.trim()));
  const policy = record === undefined ? undefined : /(?:^|;)\s*p=\s*(none|quarantine|reject)/i.exec(record)?.[1];
  if (record === undefined || policy === undefined) {
    return verdict('dmarc', 'missing', record ?? null, [
      `Aucune consigne DMARC sous ${domain}. Ajoutez un TXT à _dmarc.${domain} : v=DMARC1; p=none; rua=mailto:votre-adresse. Gmail l’exige au-delà de 5 000 lettres par jour.`,
      `No DMARC policy under ${domain}. Add a TXT at _dmarc.${domain}: v=DMARC1; p=none; rua=mailto:your-address. Gmail asks for it beyond 5,000 letters a day.`,
    ]);
  }
  if (policy.toLowerCase() === 'none') {
    return verdict('dmarc', 'weak', record, [
      'DMARC observe sans rien refuser (p=none) : c’est suffisant pour commencer. Passez à quarantine quand vos lettres passent toutes.',
      'DMARC watches and refuses nothing (p=none): enough to begin. Move on to quarantine once all your letters pass.',
    ]);
  }
  return verdict('dmarc', 'good', record, [
    `DMARC protège votre nom (p=${policy.toLowerCase()}).`,
    `DMARC protects your name (p=${policy.toLowerCase()}).`,
  ]);
}

function unknown(check: DomainVerdict['check'], domain: string): DomainVerdict {
  return verdict(check, 'unknown', null, [
    `Les serveurs de noms de ${domain} n’ont pas répondu. Réessayez dans un moment.`,
    `The name servers of ${domain} did not answer. Try again in a moment.`,
  ]);
}

function verdict(
  check: DomainVerdict['check'],
  state: DomainVerdict['state'],
  record: string | null,
  [fr, en]: readonly [string, string],
): DomainVerdict {
  return { check, state, record, sentence: sentence(fr, en) };
}
