/** `cuvee campaign …`: the draft, from its making to its approval. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { needsFourEyes } from '../../7-audit/approvals/approval.ts';
import { campaignApproval, campaignConfirmation } from '../../7-audit/approvals/decide-campaign.ts';
import { approveCampaign } from '../../8-campaign/campaigns/approve-campaign.ts';
import { campaignCounts } from '../../8-campaign/campaigns/campaign-counts.ts';
import { campaignHashes } from '../../8-campaign/campaigns/campaign-hashes.ts';
import { campaignsWithResults } from '../../8-campaign/campaigns/campaign-results.ts';
import { findCampaign } from '../../8-campaign/campaigns/campaign-row.ts';
import { type CampaignMade, createCampaign, rebuildCampaign } from '../../8-campaign/campaigns/create-campaign.ts';
import { previewCampaign } from '../../8-campaign/campaigns/preview-campaign.ts';
import { stateWords } from '../../8-campaign/campaign.ts';
import type { CampaignRefusal } from '../../8-campaign/campaigns/refusal.ts';
import { scheduleCampaign } from '../../8-campaign/campaigns/schedule-campaign.ts';
import { sampleLinks } from '../../8-campaign/letters-of/sample-links.ts';
import { Failure } from '../../errors.ts';
import { isDay } from '../../values/day.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import {
  type FilterOptions,
  readCampaignKind,
  readChannel,
  readFilter,
  readInstant,
  readLanguage,
} from '../campaign-options.ts';
import { campaignHead, countsText, instantInWords, kindWords, verdictText } from '../campaign-text.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface EstateChoice {
  readonly estate?: string;
}

interface Signed extends EstateChoice {
  readonly as?: string;
}

interface CreateOptions extends Signed, FilterOptions {
  readonly kind?: string;
  readonly audience?: string;
  readonly language?: string;
  readonly channel?: string;
  readonly after?: string;
  readonly days?: string;
  readonly offer?: string;
  readonly offerUntil?: string;
}

/** `cuvee campaign list`: every campaign, the newest first. */
export async function list({ environment, output }: CommandContext, options: EstateChoice): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate }) => {
    const rows = await campaignsWithResults(database, estate);
    const heads =
      output.language === 'fr'
        ? ['campagne', 'genre', 'état', 'lettres', 'acceptées', 'reçues', 'cliquées', 'départs', 'retenues']
        : ['campaign', 'kind', 'state', 'letters', 'accepted', 'delivered', 'clicked', 'left', 'held'];
    if (rows.length === 0) {
      output.say(
        sentence(
          'Aucune campagne encore. Validez des recommandations (cuvee approve), puis : cuvee campaign create "Noël 2026"',
          'No campaign yet. Approve recommendations (cuvee approve), then: cuvee campaign create "Christmas 2026"',
        ),
      );
    } else {
      output.print(
        formatTable(
          heads,
          rows.map((row) => [
            row.name,
            kindWords[row.kind][output.language],
            stateWords[row.state][output.language],
            row.results.letters,
            row.results.accepted,
            row.results.delivered,
            row.results.clicked,
            row.results.unsubscribed,
            row.results.held,
          ]),
        ),
      );
    }
    output.json(rows);
    return exitCodes.done;
  });
}

/** `cuvee campaign create`: a draft from what is approved, with everybody who gets no letter and why. */
export async function create(context: CommandContext, options: CreateOptions, name: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const outcome = await createCampaign(world, {
      name,
      filter: {
        ...readFilter(options),
        ...(options.audience === undefined ? {} : { savedAudience: options.audience }),
        ...(options.offer === undefined
          ? {}
          : { offer: { text: options.offer, untilDay: readOfferDay(options.offerUntil) } }),
      },
      author: options.as ?? context.environment.actor,
      now: world.clock(),
      ...(options.kind === undefined ? {} : { kind: readCampaignKind(options.kind) }),
      ...(options.language === undefined ? {} : { language: readLanguage(options.language) }),
      ...(options.channel === undefined ? {} : { channel: readChannel(options.channel) }),
      ...(options.after === undefined
        ? {}
        : { sendAfter: readInstant('--after', options.after, world.settings.week.timezone) }),
      ...(options.days === undefined ? {} : { windowDays: readCount('--days', options.days) }),
    });
    return sayMade(context, world, outcome);
  });
}

function readOfferDay(day: string | undefined): string | null {
  if (day === undefined) return null;
  const isReal: boolean = isDay(day);
  if (isReal) return day;
  throw new Failure(
    'WRONG_USAGE',
    sentence(
      `--offer-until demande un jour AAAA-MM-JJ ; « ${day} » n’en est pas un.`,
      `--offer-until takes a day YYYY-MM-DD; "${day}" is none.`,
    ),
  );
}

/** `cuvee campaign rebuild`: the draft again, with the prices and the approvals of now. */
export async function rebuild(context: CommandContext, options: Signed, word: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const { campaignId } = await findCampaign(world.database, world.estate, word);
    const by = options.as ?? context.environment.actor;
    return sayMade(context, world, await rebuildCampaign(world, { campaignId, by, now: world.clock() }));
  });
}

function sayMade({ output }: CommandContext, world: World, outcome: CampaignMade | CampaignRefusal): number {
  if ('refusedBecause' in outcome) return sayRefusal(output, outcome);
  const { name, counts, verdict, warnings } = outcome;
  output.say(
    sentence(
      `Brouillon « ${name} » : ${countFr(counts.letters, 'lettre')}. Rien n’est parti.`,
      `Draft "${name}": ${countEn(counts.letters, 'letter')}. Nothing was sent.`,
    ),
  );
  output.print(countsText(counts, output.language));
  output.print(verdictText(verdict, output.language));
  for (const warning of warnings) output.warn(warning);
  if (counts.letters > 0) output.say(nextSteps(name, counts.letters, world));
  output.json({ ok: true, ...outcome });
  return exitCodes.done;
}

function nextSteps(name: string, letterCount: number, { settings }: World): Sentence {
  const confirm = needsFourEyes(settings.approval.people)
    ? ''
    : ` --confirm "${campaignConfirmation({ name, letterCount })}"`;
  return sentence(
    `Pour lire les lettres : cuvee campaign preview "${name}" ; pour valider : cuvee campaign approve "${name}" --as PRÉNOM${confirm}`,
    `To read the letters: cuvee campaign preview "${name}"; to approve: cuvee campaign approve "${name}" --as NAME${confirm}`,
  );
}

/** `cuvee campaign show`: its figures, who gets no letter and why, and what the linter says. */
export async function show(
  { environment, output }: CommandContext,
  options: EstateChoice,
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const campaign = await findCampaign(world.database, world.estate, word);
    const key = { estate: world.estate, campaignId: campaign.campaignId };
    const hashes = await campaignHashes(world.database, key);
    const approval = await campaignApproval(world.database, { ...key, ...hashes, at: world.clock() });
    const counts = await campaignCounts(world.database, key);
    output.print(campaignHead(campaign, approval, world.settings.week.timezone, output.language));
    output.print(countsText(counts, output.language));
    output.print(verdictText(campaign.verdict, output.language));
    output.json({ ...campaign, approval, changes: hashes.changes, counts });
    return exitCodes.done;
  });
}

interface PreviewOptions extends EstateChoice {
  readonly client?: string;
  readonly out: string;
}

/** `cuvee campaign preview`: one letter of each kind, or a client's, as files a browser and an editor open. */
export async function preview(
  { environment, output }: CommandContext,
  options: PreviewOptions,
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const campaign = await findCampaign(world.database, world.estate, word);
    const previews = await previewCampaign(world.database, {
      estate: world.estate,
      campaignId: campaign.campaignId,
      letterId: campaign.campaignId,
      links: sampleLinks,
      ...(options.client === undefined ? {} : { clientCode: options.client.toUpperCase() }),
    });
    if (previews.length === 0) return sayRefusal(output, noLetter(options.client));
    const written: { clientCode: string; subject: string; html: string; text: string }[] = [];
    for (const { clientCode, kind, rendered } of previews) {
      const files = await writeLetter(options.out, `${kind}-${clientCode}`, rendered);
      written.push({ clientCode, subject: rendered.subject, ...files });
      output.say(
        sentence(
          `${clientCode} · ${rendered.subject}\n  ${files.html}\n  ${files.text}`,
          `${clientCode} · ${rendered.subject}\n  ${files.html}\n  ${files.text}`,
        ),
      );
    }
    output.json(written);
    return exitCodes.done;
  });
}

function noLetter(client: string | undefined): CampaignRefusal {
  return {
    refusedBecause: 'NO_LETTER',
    sentence:
      client === undefined
        ? sentence(
            'Cette campagne n’a aucune lettre : cuvee campaign show dit pourquoi.',
            'This campaign has no letter: cuvee campaign show says why.',
          )
        : sentence(
            `${client} ne reçoit pas de lettre de cette campagne : cuvee campaign show dit pourquoi.`,
            `${client} gets no letter of this campaign: cuvee campaign show says why.`,
          ),
  };
}

/** Writes a letter as `<name>.html` and `<name>.txt`, and gives both paths. */
export async function writeLetter(
  folder: string,
  name: string,
  { html, text }: { readonly html: string; readonly text: string },
): Promise<{ readonly html: string; readonly text: string }> {
  await mkdir(folder, { recursive: true });
  const files = { html: join(folder, `${name}.html`), text: join(folder, `${name}.txt`) };
  await writeFile(files.html, html);
  await writeFile(files.text, text);
  return files;
}

interface ApproveOptions extends Signed {
  readonly confirm?: string;
  readonly reject?: string;
  readonly flag?: string;
}

/** `cuvee campaign approve`: a named person decides on a draft. */
export async function approve(
  { environment, output }: CommandContext,
  options: ApproveOptions,
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const { campaignId, name } = await findCampaign(world.database, world.estate, word);
    const reason = options.reject ?? options.flag;
    const decision = options.reject !== undefined ? 'rejected' : options.flag !== undefined ? 'flagged' : 'approved';
    const by = options.as ?? environment.actor;
    const outcome = await approveCampaign(world, {
      campaignId,
      by,
      decision,
      now: world.clock(),
      ...(options.confirm === undefined ? {} : { confirmation: options.confirm }),
      ...(reason === undefined ? {} : { reason }),
    });
    if ('refusedBecause' in outcome) return sayRefusal(output, outcome);
    const { timezone } = world.settings.week;
    output.say(
      decision === 'approved'
        ? sentence(
            `« ${name} » est validée par ${by}. La validation compte à partir de ${instantInWords(outcome.effectiveAt, timezone, 'fr')}, jusqu’au ${instantInWords(outcome.expiresAt, timezone, 'fr')}. Pour un essai à blanc : cuvee campaign send "${name}"`,
            `"${name}" is approved by ${by}. The approval counts from ${instantInWords(outcome.effectiveAt, timezone, 'en')} to ${instantInWords(outcome.expiresAt, timezone, 'en')}. For a dry run: cuvee campaign send "${name}"`,
          )
        : sentence(
            `« ${name} » est ${decision === 'rejected' ? 'refusée' : 'mise de côté'} par ${by}. Elle reste un brouillon.`,
            `"${name}" is ${decision} by ${by}. It stays a draft.`,
          ),
    );
    output.json({ ok: true, decision, ...outcome });
    return exitCodes.done;
  });
}

interface ScheduleOptions extends Signed {
  readonly after: string;
  readonly until?: string;
}

/** `cuvee campaign schedule`: when letters may go, and until when. */
export async function schedule(
  { environment, output }: CommandContext,
  options: ScheduleOptions,
  word: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const { campaignId, name } = await findCampaign(world.database, world.estate, word);
    const { timezone } = world.settings.week;
    const outcome = await scheduleCampaign(world, {
      campaignId,
      sendAfter: readInstant('--after', options.after, timezone),
      ...(options.until === undefined ? {} : { sendBefore: readInstant('--until', options.until, timezone) }),
      by: options.as ?? environment.actor,
    });
    if ('refusedBecause' in outcome) return sayRefusal(output, outcome);
    const { days, from, until } = world.settings.campaigns;
    output.say(
      sentence(
        `« ${name} » part entre le ${instantInWords(outcome.sendAfter, timezone, 'fr')} et le ${instantInWords(outcome.sendBefore, timezone, 'fr')}, de ${from} à ${until}, les jours réglés (campaigns.days).`,
        `"${name}" goes between ${instantInWords(outcome.sendAfter, timezone, 'en')} and ${instantInWords(outcome.sendBefore, timezone, 'en')}, from ${from} to ${until}, on ${days.join(', ')}.`,
      ),
    );
    output.json({ ok: true, ...outcome });
    return exitCodes.done;
  });
}

/** Says a refusal of the rules, and gives its exit code. */
export function sayRefusal(
  output: CommandContext['output'],
  refused: { readonly refusedBecause: string; readonly sentence: Sentence; readonly expected?: string },
): number {
  output.say(refused.sentence);
  if (refused.expected !== undefined) output.say(confirmHere(refused.expected));
  output.json({ ok: false, ...refused });
  return exitCodes.refusedByRule;
}

function confirmHere(expected: string): Sentence {
  return sentence(
    `Ici, la même commande suivie de : --confirm "${expected}"`,
    `Here, the same command followed by: --confirm "${expected}"`,
  );
}
