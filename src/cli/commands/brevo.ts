import { canBeTold, setWebhooks } from '../../8-campaign/account/set-webhooks.ts';
import { type PushedContacts, pushContacts } from '../../8-campaign/contacts/push-contacts.ts';
import { reconcile, type Reconciliation } from '../../8-campaign/events/reconcile.ts';
import { webhookUrl } from '../../api/webhook-path.ts';
import type { No } from '../../brevo/answer.ts';
import { readSecret } from '../../estate/secret.ts';
import { Failure } from '../../errors.ts';
import { refuseCopy } from '../../scheduler/tasks/refuse-copy.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import { neededBrevo } from '../brevo-accounts.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface EstateChoice {
  readonly estate?: string;
}

/** `cuvee brevo check`: account, credits and sender; says which address to authorise when Brevo refuses this server. */
export async function check(context: CommandContext, options: EstateChoice): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const brevo = await neededBrevo(context.environment, world.estate);
    const account = await brevo.account();
    if (account.outcome !== 'done') return sayNo(context, account);
    const senders = await brevo.senders();
    if (senders.outcome !== 'done') return sayNo(context, senders);
    const { companyName, emailCredits } = account.value;
    const wanted = world.settings.sender.email.toLowerCase();
    const sender = senders.value.find(({ email }) => email === wanted);
    const state =
      wanted === '' ? 'not_set' : sender === undefined ? 'unknown' : sender.isActive ? 'active' : 'inactive';
    context.output.say(accountWords(companyName, emailCredits));
    context.output.say(senderWords[state](wanted));
    const isReady = state === 'active' && emailCredits !== 0;
    context.output.json({
      ok: isReady,
      companyName,
      emailCredits: emailCredits ?? null,
      sender: { state, email: wanted },
    });
    return isReady ? exitCodes.done : exitCodes.failed;
  });
}

/** Whose account it is, and what it may still send. */
export function accountWords(company: string, credits: number | undefined): Sentence {
  return credits === undefined
    ? sentence(`Compte Brevo « ${company} » : la clé est bonne.`, `Brevo account "${company}": the key is good.`)
    : sentence(
        `Compte Brevo « ${company} » : la clé est bonne, ${countFr(credits, 'crédit')} pour des lettres.`,
        `Brevo account "${company}": the key is good, ${countEn(credits, 'credit')} for letters.`,
      );
}

const senderWords: Record<'not_set' | 'unknown' | 'inactive' | 'active', (email: string) => Sentence> = {
  not_set: () =>
    sentence(
      'Aucun expéditeur choisi : cuvee estate settings --set sender.email=offres@votre-domaine.fr',
      'No sender chosen: cuvee estate settings --set sender.email=offers@your-domain.com',
    ),
  unknown: (email) =>
    sentence(
      `Brevo ne connaît pas l'expéditeur ${email}. Ajoutez-le dans Brevo > Expéditeurs, domaines et IP dédiées.`,
      `Brevo does not know the sender ${email}. Add it in Brevo > Senders, domains and dedicated IPs.`,
    ),
  inactive: (email) =>
    sentence(
      `L'expéditeur ${email} n'est pas encore confirmé chez Brevo : confirmez son adresse et authentifiez son domaine.`,
      `The sender ${email} is not confirmed at Brevo yet: confirm its address and authenticate its domain.`,
    ),
  active: (email) => sentence(`L'expéditeur ${email} peut envoyer.`, `The sender ${email} may send.`),
};

/** `cuvee brevo webhooks`: creates, or mends, our two webhooks at Brevo. Doing it twice is doing it once. */
export async function webhooks(context: CommandContext, options: EstateChoice): Promise<number> {
  const { environment, output } = context;
  const { publicUrl } = environment;
  if (publicUrl === undefined || !canBeTold(publicUrl)) throw withoutPublicUrl();
  const secret = await readSecret(environment.home, environment.secret);
  return withWorld(environment, options.estate, async (world) => {
    const { estate } = world;
    await refuseCopy(world);
    const brevo = await neededBrevo(environment, estate);
    const url = webhookUrl(publicUrl, secret, estate);
    const answer = await setWebhooks(brevo, { url, estate });
    if (answer.outcome !== 'done') return sayNo(context, answer);
    output.say(
      sentence(
        `Brevo annoncera rebonds, plaintes et désinscriptions à ${new URL(url).origin}. « cuvee serve » doit y répondre.`,
        `Brevo will announce bounces, complaints and unsubscriptions to ${new URL(url).origin}. "cuvee serve" must answer there.`,
      ),
    );
    output.json({ ok: true, origin: new URL(url).origin });
    return exitCodes.done;
  });
}

function withoutPublicUrl(): Failure {
  return new Failure(
    'WRONG_USAGE',
    sentence(
      'Où Brevo peut-il joindre Cuvée ? Donnez CUVEE_PUBLIC_URL, une adresse https, par exemple https://lettres.votre-domaine.fr.',
      'Where can Brevo reach Cuvée? Give CUVEE_PUBLIC_URL, an https address, for example https://letters.your-domain.com.',
    ),
  );
}

/** `cuvee brevo reconcile`: our records and Brevo's agree afterwards, as far as Brevo's report goes. */
export async function reconcileNow(
  context: CommandContext,
  options: EstateChoice & { readonly days: string },
): Promise<number> {
  const days = readCount('--days', options.days);
  return withWorld(context.environment, options.estate, async (world) => {
    await refuseCopy(world);
    const brevo = await neededBrevo(context.environment, world.estate);
    const now = world.clock();
    const told = await reconcile(world, brevo, { since: new Date(now.getTime() - days * 86_400_000), now });
    context.output.say(reconciledWords(told));
    for (const reason of told.incomplete) context.output.warn(reason);
    context.output.json({ ok: told.incomplete.length === 0, ...told });
    return told.incomplete.length === 0 ? exitCodes.done : exitCodes.failed;
  });
}

function reconciledWords({ reported, inbox, learned, confirmed, told, waiting }: Reconciliation): Sentence {
  const refusals = learned + confirmed;
  return sentence(
    `${countFr(reported, 'événement relu', 'événements relus')} chez Brevo, ${countFr(inbox.facts, 'manquait', 'manquaient')} ici. ${countFr(refusals, 'refus appris', 'refus appris')} de Brevo, ${countFr(told, 'refus transmis', 'refus transmis')}${waiting > 0 ? `, ${countFr(waiting, 'à retransmettre', 'à retransmettre')}` : ''}.`,
    `${countEn(reported, 'event')} read again at Brevo, ${inbox.facts} missing here. ${countEn(refusals, 'refusal')} learned from Brevo, ${told} passed on${waiting > 0 ? `, ${waiting} to be passed on again` : ''}.`,
  );
}

/** `cuvee brevo push-contacts`: whom one may write to, with segment, score and last purchase; who left is blocked there first. */
export async function pushContactsNow(context: CommandContext, options: EstateChoice): Promise<number> {
  const { environment, output } = context;
  return withWorld(environment, options.estate, async (world) => {
    await refuseCopy(world);
    const brevo = await neededBrevo(environment, world.estate);
    const pushed = await pushContacts(world, brevo, { now: world.clock(), by: environment.actor });
    world.progress.end();
    output.say(pushedWords(pushed));
    if (pushed.stopped) output.warn(pushed.stopped);
    const isWhole = pushed.stopped === undefined && pushed.unfinished === 0;
    output.json({ ok: isWhole, ...pushed });
    return isWhole ? exitCodes.done : exitCodes.failed;
  });
}

function pushedWords({ pushed, unfinished, removed, leftOut, refusals }: PushedContacts): Sentence {
  const notTold = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  return sentence(
    `${countFr(pushed, 'contact à jour', 'contacts à jour')} chez Brevo${unfinished > 0 ? `, ${unfinished} en cours là-bas` : ''} ; ${countFr(refusals.told, 'refus transmis d’abord', 'refus transmis d’abord')} ; ${countFr(removed, 'contact sorti de la liste', 'contacts sortis de la liste')} ; ${countFr(notTold, 'client laissé de côté', 'clients laissés de côté')} (on ne peut pas leur écrire).`,
    `${countEn(pushed, 'contact')} up to date at Brevo${unfinished > 0 ? `, ${unfinished} under way there` : ''}; ${countEn(refusals.told, 'refusal')} told first; ${countEn(removed, 'contact')} taken off the list; ${countEn(notTold, 'client')} left out (they may not be written to).`,
  );
}

function sayNo({ output }: CommandContext, no: No): number {
  output.say(no.sentence);
  output.json({ ok: false, ...no });
  return exitCodes.failed;
}
