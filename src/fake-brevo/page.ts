/** The page of the fake: what was "sent", to whom, and what became of it. For people, in French. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FakeControl } from './control.ts';
import type { FakeLetter } from './house.ts';
import { notFound } from './problems.ts';

const lettersShown = 300;
const orderParams = z.object({ order: z.coerce.number().int() });

export function pageRoutes(app: FastifyInstance, control: FakeControl): void {
  app.get('/', (_, reply) => reply.type('text/html; charset=utf-8').headers(ownPage).send(listPage(control)));
  app.get('/lettres/:order', (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers(ownPage)
      .send(letterPage(found(control, request.params))),
  );
  app.get('/lettres/:order/html', (request, reply) =>
    reply.type('text/html; charset=utf-8').headers(letterAlone).send(found(control, request.params).html),
  );
}

const ownPage = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'",
};
// A letter is somebody's text: no script, no form, no origin, and it loads nothing but pictures.
const letterAlone = {
  'content-security-policy':
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:",
};

function found(control: FakeControl, params: unknown): FakeLetter {
  const letter = control.letters()[orderParams.parse(params).order];
  if (!letter) throw notFound('Letter not found');
  return letter;
}

const eventWords: Record<string, string> = {
  request: 'acceptée',
  delivered: 'arrivée',
  deferred: 'différée',
  soft_bounce: 'rejet temporaire',
  hard_bounce: 'adresse inexistante',
  blocked: 'bloquée',
  invalid_email: 'adresse invalide',
  error: 'erreur',
  spam: 'plainte',
  unique_opened: 'ouverte',
  opened: 'rouverte',
  unique_proxy_open: 'images chargées par une machine',
  click: 'lien suivi',
  unsubscribed: 'désinscription',
};
const stateWords: Record<FakeLetter['state'], string> = {
  scheduled: 'programmée',
  cancelled: 'annulée',
  accepted: 'acceptée',
  lost: 'perdue (en-tête illisible)',
};

function listPage(control: FakeControl): string {
  const letters = control.letters();
  const shown = letters.slice(-lettersShown).reverse();
  const counts = control.counts();
  const rows = shown.map(
    (letter) => `<tr>
      <td><time>${moment(letter.acceptedAtMs)}</time></td>
      <td><a href="/lettres/${letter.order}">${escape(letter.subject) || '(sans objet)'}</a></td>
      <td>${recipient(letter)}</td>
      <td>${escape(fate(letter))}</td>
    </tr>`,
  );
  const lead =
    letters.length === 0
      ? '<p>Rien n’a encore été envoyé. Donnez à Cuvée l’adresse de ce serveur comme <code>BREVO_API_URL</code>.</p>'
      : `<table><thead><tr><th>Quand</th><th>Objet</th><th>Destinataire</th><th>Devenir</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const more = letters.length > shown.length ? `<p>Les ${shown.length} dernières sur ${letters.length}.</p>` : '';
  return page(
    'Faux Brevo',
    `<h1>Faux Brevo</h1>
    <p class="note">Aucune de ces lettres n’est partie : ce serveur joue le rôle de Brevo pour les essais.</p>
    <dl>${figure('Lettres', letters.length)}${figure('Destinataires', counts.recipients)}${figure('Arrivées', counts.events.delivered ?? 0)}${figure('Désinscriptions', counts.events.unsubscribed ?? 0)}${figure('Plaintes', counts.events.spam ?? 0)}
      <div><dt>Heure de Brevo</dt><dd>${moment(control.now().getTime())}</dd></div></dl>
    ${lead}${more}`,
  );
}

function letterPage(letter: FakeLetter): string {
  const tags =
    letter.tags.length === 0 ? '' : `<div><dt>Étiquettes</dt><dd>${escape(letter.tags.join(', '))}</dd></div>`;
  return page(
    letter.subject,
    `<p><a href="/">← Toutes les lettres</a></p>
    <h1>${escape(letter.subject) || '(sans objet)'}</h1>
    <dl>
      <div><dt>De</dt><dd>${escape(letter.sender)}</dd></div>
      <div><dt>À</dt><dd>${recipient(letter)}</dd></div>
      <div><dt>Quand</dt><dd>${moment(letter.acceptedAtMs)}</dd></div>
      <div><dt>Devenir</dt><dd>${escape([stateWords[letter.state], ...letter.happened.map((event) => eventWords[event] ?? event)].join(' → '))}</dd></div>
      ${tags}
    </dl>
    <h2>La lettre</h2>
    <iframe sandbox="allow-popups" src="/lettres/${letter.order}/html" title="La lettre telle qu’elle se lit"></iframe>
    <h2>Le texte</h2>
    <pre>${escape(letter.text) || '(pas de version texte)'}</pre>`,
  );
}

function recipient({ name, email }: FakeLetter): string {
  return name === '' ? escape(email) : `${escape(name)} <span class="quiet">${escape(email)}</span>`;
}

function fate({ state, happened }: FakeLetter): string {
  const last = happened.at(-1);
  return last === undefined ? stateWords[state] : (eventWords[last] ?? last);
}

function figure(label: string, value: number): string {
  return `<div><dt>${label}</dt><dd>${value.toLocaleString('fr-FR')}</dd></div>`;
}

function moment(ms: number): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Paris' }).format(
    ms,
  );
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  .note, .quiet { opacity: .7; }
  dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; } dl div { min-width: 6rem; }
  dt { font-size: .85rem; opacity: .7; } dd { margin: 0; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
  iframe { width: 100%; height: 40rem; border: 1px solid #8884; background: #fff; }
  pre { white-space: pre-wrap; border: 1px solid #8884; padding: 1rem; }
</style></head><body>${body}</body></html>`;
}
