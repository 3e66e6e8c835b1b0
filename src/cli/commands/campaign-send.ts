/** `cuvee campaign send|test|pause|resume|stop|confirm-instance`: what leaves the house, and what keeps it from leaving. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { campaignCounts } from '../../8-campaign/campaigns/campaign-counts.ts';
import { type CampaignRow, findCampaign } from '../../8-campaign/campaigns/campaign-row.ts';
import { exclusionSentence } from '../../8-campaign/campaigns/exclusion-sentence.ts';
import { goLive } from '../../8-campaign/campaigns/go-live.ts';
import { previewCampaign } from '../../8-campaign/campaigns/preview-campaign.ts';
import { sendTest } from '../../8-campaign/campaigns/send-test.ts';
import { sampleLinks } from '../../8-campaign/letters-of/sample-links.ts';
import { confirmInstance } from '../../8-campaign/instance/sending-instance.ts';
import type { Mailer } from '../../8-campaign/mailer.ts';
import { createDryRunMailer } from '../../8-campaign/mailers/dry-run-mailer.ts';
import {
  type ControlAnswer,
  type ControlBy,
  pauseCampaign,
  resumeCampaign,
  stopCampaign,
} from '../../8-campaign/outbox/control.ts';
import { type Rehearsal, rehearseCampaign } from '../../8-campaign/outbox/rehearse-campaign.ts';
import { type SendReport, sendCampaign } from '../../8-campaign/outbox/send-campaign.ts';
import type { Sending } from '../../8-campaign/outbox/sending.ts';
import { stateWords } from '../../8-campaign/campaign.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { readInstant } from '../campaign-options.ts';
import { approvalWords, countsText, instantInWords } from '../campaign-text.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { openLiveChannel } from '../live-channel.ts';
import { withWorld } from '../open-world.ts';
import { sayRefusal } from './campaign.ts';

interface Signed {
  readonly estate?: string;
  readonly as?: string;
}

interface SendOptions extends Signed {
  readonly live?: boolean;
  readonly wait?: boolean;
}

/** The longest the sender sleeps before it looks whether somebody stopped it. */
const longestSleepMs = 30_000;

/** `cuvee campaign send`: a dry run unless `--live` is there. */
export async function send(context: CommandContext, options: SendOptions, word: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const campaign = await findCampaign(world.database, world.estate, word);
    return options.live === true ? sendLive(context, world, campaign, options) : rehearse(context, world, campaign);
  });
}

async function rehearse({ output }: CommandContext, world: World, campaign: CampaignRow): Promise<number> {
  const { campaignId, name } = campaign;
  const rehearsal = await rehearseCampaign(world, {
    campaignId,
    mailer: createDryRunMailer(),
    links: sampleLinks,
    now: world.clock,
  });
  const counts = await campaignCounts(world.database, { estate: world.estate, campaignId });
  output.say(
    sentence(
      `Essai à blanc de « ${name} » : rien n’est parti, aucune connexion n’a été ouverte.`,
      `Dry run of "${name}": nothing was sent, no connection was opened.`,
    ),
  );
  output.print(countsText(counts, output.language));
  for (const line of rehearsalWords(rehearsal, campaign, world)) output.say(line);
  output.json({ ok: true, live: false, ...rehearsal, counts });
  return exitCodes.done;
}

function rehearsalWords(rehearsal: Rehearsal, { state, name }: CampaignRow, world: World): readonly Sentence[] {
  const { wouldLeave, wouldBeExcluded, approval, changed, window, isInstanceConfirmed } = rehearsal;
  const lines = [leaving(rehearsal)];
  for (const { code, clients } of wouldBeExcluded) {
    lines.push(
      sentence(
        `  ${countFr(clients, 'client serait écarté', 'clients seraient écartés')} au dernier moment. ${exclusionSentence(code).fr}`,
        `  ${countEn(clients, 'client')} would be left out at the last moment. ${exclusionSentence(code).en}`,
      ),
    );
  }
  const inTheWay = obstacles({ approval, changed, window, isInstanceConfirmed }, world);
  if (state === 'draft')
    lines.push(
      sentence(
        'Pour l’envoyer, il faut d’abord la valider : cuvee campaign approve',
        'To send it, approve it first: cuvee campaign approve',
      ),
    );
  else if (!['approved', 'sending'].includes(state))
    lines.push(sentence(`La campagne est ${stateWords[state].fr}.`, `The campaign is ${stateWords[state].en}.`));
  lines.push(...inTheWay);
  if (inTheWay.length === 0 && wouldLeave > 0 && state === 'approved') {
    lines.push(
      sentence(
        `Pour vraiment envoyer : cuvee campaign send "${name}" --live`,
        `To really send: cuvee campaign send "${name}" --live`,
      ),
    );
  }
  return lines;
}

function leaving({ wouldLeave, firstLetters, dailyLimit }: Rehearsal): Sentence {
  const first = Math.min(firstLetters, wouldLeave);
  return sentence(
    `${countFr(wouldLeave, 'lettre partirait', 'lettres partiraient')}${first === 0 ? '' : `, dont ${first} d’abord, pour voir ce qu’elles deviennent`}\u00a0; ${dailyLimit} au plus par jour.`,
    `${countEn(wouldLeave, 'letter')} would leave${first === 0 ? '' : `, ${first} of them first, to see what becomes of them`}; at most ${dailyLimit} a day.`,
  );
}

function obstacles(
  {
    approval,
    changed,
    window,
    isInstanceConfirmed,
  }: Pick<Rehearsal, 'approval' | 'changed' | 'window' | 'isInstanceConfirmed'>,
  { settings }: World,
): readonly Sentence[] {
  const lines: Sentence[] = [];
  const { timezone } = settings.week;
  if (changed) lines.push(changed.sentence);
  else if (approval !== 'effective' && approval !== 'pending') {
    lines.push(sentence(`Validation : ${approvalWords[approval].fr}.`, `Approval: ${approvalWords[approval].en}.`));
  }
  if (window.state === 'closed') {
    lines.push(
      sentence(
        `Ce n’est pas l’heure : les lettres partiront à partir de ${instantInWords(window.until, timezone, 'fr')}.`,
        `This is not the time: letters will leave from ${instantInWords(window.until, timezone, 'en')} on.`,
      ),
    );
  }
  if (window.state === 'over') {
    lines.push(
      sentence(
        'La période d’envoi est terminée : cuvee campaign schedule',
        'The sending window is over: cuvee campaign schedule',
      ),
    );
  }
  if (!isInstanceConfirmed) {
    lines.push(
      sentence(
        'Cette installation n’est pas encore celle qui envoie : cuvee campaign confirm-instance --as PRÉNOM',
        'This installation is not the one that sends yet: cuvee campaign confirm-instance --as NAME',
      ),
    );
  }
  return lines;
}

async function sendLive(
  context: CommandContext,
  world: World,
  campaign: CampaignRow,
  options: SendOptions,
): Promise<number> {
  const { environment } = context;
  const { campaignId, channel } = campaign;
  const opened = await openLiveChannel(environment, { channel, estate: world.estate });
  await goLive(world, { campaignId, by: options.as ?? environment.actor });
  const workerId = `cli-${process.pid}-${randomUUID().slice(0, 8)}`;
  const mailer = counting(world, opened.mailer);
  const sending = { campaignId, mailer, links: opened.links, now: world.clock, workerId };
  const report = await sendToTheEnd(context, world, sending, options);
  world.progress.end();
  return sayReport(context, world, campaign, report);
}

/** The mailer, telling the terminal how far it is. */
function counting(world: World, mailer: Mailer): Mailer {
  let accepted = 0;
  return {
    ...mailer,
    send: async (batch) => {
      const answer = await mailer.send(batch);
      if (answer.outcome === 'answered')
        accepted += answer.letters.filter(({ outcome }) => outcome === 'accepted').length;
      world.progress.advance('lettres', accepted);
      return answer;
    },
  };
}

/** Once, or with `--wait` until there is nothing left to wait for. */
async function sendToTheEnd(
  { output }: CommandContext,
  world: World,
  sending: Sending,
  { wait }: SendOptions,
): Promise<SendReport> {
  for (;;) {
    const report = await sendCampaign(world, sending);
    if (wait !== true || report.outcome !== 'waiting' || report.until === undefined) return report;
    output.say(waitingWords(report, world));
    while (world.clock() < report.until) {
      await sleep(Math.min(longestSleepMs, report.until.getTime() - world.clock().getTime()));
    }
  }
}

async function sayReport(
  { output }: CommandContext,
  world: World,
  { campaignId, name }: CampaignRow,
  report: SendReport,
): Promise<number> {
  const counts = await campaignCounts(world.database, { estate: world.estate, campaignId });
  output.say(report.outcome === 'waiting' ? waitingWords(report, world) : endWords(report, name));
  output.print(countsText(counts, output.language));
  output.json({ ok: report.outcome !== 'refused' && report.outcome !== 'held', live: true, ...report, counts });
  return report.outcome === 'refused' || report.outcome === 'held' ? exitCodes.refusedByRule : exitCodes.done;
}

function waitingWords({ sentence: why, until }: SendReport, { settings }: World): Sentence {
  const { timezone } = settings.week;
  const reason = why ?? sentence('', '');
  if (until === undefined) return reason;
  return sentence(
    `${reason.fr} Relancez la même commande à partir de ${instantInWords(until, timezone, 'fr')}.`,
    `${reason.en} Run the same command again from ${instantInWords(until, timezone, 'en')} on.`,
  );
}

function endWords({ outcome, sentence: why }: SendReport, name: string): Sentence {
  if (outcome === 'sent') return sentence(`« ${name} » est envoyée.`, `"${name}" is sent.`);
  if (outcome === 'interrupted')
    return sentence(
      'Interrompu en bon ordre : la même commande reprend.',
      'Interrupted in good order: the same command goes on.',
    );
  return why ?? sentence('Rien ne part.', 'Nothing leaves.');
}

interface TestOptions extends Signed {
  readonly to: string;
  readonly client?: string;
  readonly live?: boolean;
}

/** `cuvee campaign test`: one of each letter to an address of the house. */
export async function test(
  { environment, output }: CommandContext,
  options: TestOptions,
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const campaign = await findCampaign(world.database, world.estate, word);
    const { campaignId } = campaign;
    const clientCode = options.client?.toUpperCase();
    const which = clientCode === undefined ? {} : { clientCode };
    if (options.live !== true) {
      const letters = await previewCampaign(world.database, {
        estate: world.estate,
        campaignId,
        letterId: campaignId,
        links: sampleLinks,
        ...which,
      });
      output.say(
        sentence(
          `Essai à blanc : ${countFr(letters.length, 'lettre irait', 'lettres iraient')} à ${options.to}. Pour vraiment l’envoyer : --live`,
          `Dry run: ${countEn(letters.length, 'letter')} would go to ${options.to}. To really send: --live`,
        ),
      );
      output.json({ ok: true, live: false, letterCount: letters.length });
      return exitCodes.done;
    }
    const opened = await openLiveChannel(environment, { channel: campaign.channel, estate: world.estate });
    const by = options.as ?? environment.actor;
    const sent = await sendTest(world, { campaignId, to: options.to, by, now: world.clock(), ...opened, ...which });
    if ('refusedBecause' in sent) return sayRefusal(output, sent);
    const lost = sent.answers.flatMap((answer) =>
      answer.outcome === 'answered'
        ? answer.letters.flatMap((one) => (one.outcome === 'accepted' ? [] : [one.sentence]))
        : [answer.sentence],
    );
    for (const why of lost) output.warn(why);
    const count = sent.letterCount - lost.length;
    output.say(
      sentence(
        `${countFr(count, 'lettre d’essai envoyée', 'lettres d’essai envoyées')} à ${options.to}.`,
        `${countEn(count, 'test letter')} sent to ${options.to}.`,
      ),
    );
    output.json({ ok: lost.length === 0, live: true, ...sent });
    return lost.length === 0 ? exitCodes.done : exitCodes.failed;
  });
}

interface ControlOptions extends Signed {
  readonly reason?: string;
  readonly until?: string;
}

/** `cuvee campaign pause`: nothing leaves after it has returned. */
export async function pause(context: CommandContext, options: ControlOptions, word: string): Promise<number> {
  return control(context, options, word, pauseCampaign);
}

/** `cuvee campaign resume`: it goes on at the next `send`. */
export async function resume(context: CommandContext, options: ControlOptions, word: string): Promise<number> {
  return control(context, options, word, resumeCampaign);
}

/** `cuvee campaign stop`: for good; what waits is held. */
export async function stop(context: CommandContext, options: ControlOptions, word: string): Promise<number> {
  return control(context, options, word, stopCampaign);
}

async function control(
  { environment, output }: CommandContext,
  options: ControlOptions,
  word: string,
  act: (world: World, by: ControlBy & { readonly sendBefore?: Date }) => Promise<ControlAnswer>,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const { campaignId, name } = await findCampaign(world.database, world.estate, word);
    const outcome = await act(world, {
      campaignId,
      by: options.as ?? environment.actor,
      now: world.clock(),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      ...(options.until === undefined
        ? {}
        : { sendBefore: readInstant('--until', options.until, world.settings.week.timezone) }),
    });
    if ('refusedBecause' in outcome) return sayRefusal(output, outcome);
    const counts = await campaignCounts(world.database, { estate: world.estate, campaignId });
    output.say(
      sentence(`« ${name} » est ${stateWords[outcome.state].fr}.`, `"${name}" is ${stateWords[outcome.state].en}.`),
    );
    output.print(countsText(counts, output.language));
    output.json({ ok: true, ...outcome, counts });
    return exitCodes.done;
  });
}

/** `cuvee campaign confirm-instance`: a person says that this installation, and no other, sends for the estate. */
export async function confirmThisInstance({ environment, output }: CommandContext, options: Signed): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const by = options.as ?? environment.actor;
    await confirmInstance(world, by, world.clock());
    output.say(
      sentence(
        `Cette installation envoie désormais pour ${world.estate}, et elle seule (confirmé par ${by}).`,
        `This installation now sends for ${world.estate}, and no other (confirmed by ${by}).`,
      ),
    );
    output.json({ ok: true, by });
    return exitCodes.done;
  });
}
