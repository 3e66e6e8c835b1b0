import { decideRuleLetter, unknownRule } from '../../8-campaign/automation/approve-letters.ts';
import { listEvents } from '../../8-campaign/automation/list-events.ts';
import { actionInWords, type ListedRule, listRules, whenInWords } from '../../8-campaign/automation/list-rules.ts';
import { type AutomationPassage, runAutomation } from '../../8-campaign/automation/run-automation.ts';
import { type TriedRule, tryRule } from '../../8-campaign/automation/try-rule.ts';
import { turnAutomation } from '../../8-campaign/automation/turn-automation.ts';
import { leadSentences } from '../../8-campaign/lead-score/lead-score.ts';
import { leadScores, whyUnscored } from '../../8-campaign/lead-score/read-lead-scores.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { Failure, RefusedByRule } from '../../errors.ts';
import { formatDayFr } from '../../values/french.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';
import { formatTable } from '../output.ts';

interface EstateOptions {
  readonly estate?: string;
}

/** `cuvee automation list`: every rule, when it answers, what it does, and how its letter's approval stands. */
export async function listAutomation(context: CommandContext, options: EstateOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const rules = await listRules(world.database, world, world.clock());
    const { is_on: isOn } = world.settings.automation;
    context.output.say(
      isOn
        ? sentence('Les règles sont en marche.', 'The rules are on.')
        : sentence('Les règles sont arrêtées : cuvee automation on', 'The rules are off: cuvee automation on'),
    );
    context.output.print(rules.map(formatRule).join('\n'));
    context.output.json({ isOn, rules });
    return exitCodes.done;
  });
}

/** `cuvee automation on`. */
export async function turnAutomationOn(
  context: CommandContext,
  options: EstateOptions & { readonly reason?: string },
): Promise<number> {
  return turn(context, options, true);
}

/** `cuvee automation off`. */
export async function turnAutomationOff(
  context: CommandContext,
  options: EstateOptions & { readonly reason?: string },
): Promise<number> {
  return turn(context, options, false);
}

/** `cuvee automation run`: one passage of the rules. */
export async function runRules(context: CommandContext, options: EstateOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const passage = await runAutomation(world, { now: world.clock() });
    context.output.say(passageInWords(passage));
    context.output.json({ ok: true, ...passage });
    return exitCodes.done;
  });
}

interface ApproveOptions extends EstateOptions {
  readonly as?: string;
  readonly confirm?: string;
  readonly reject?: string;
  readonly kind?: string;
  readonly live?: boolean;
}

/** `cuvee automation approve`: decides on the letter of a rule in the name of a person. */
export async function approveRule(context: CommandContext, options: ApproveOptions, rule: string): Promise<number> {
  const { as, confirm, reject, kind, live } = options;
  return withWorld(context.environment, options.estate, async (world) => {
    const outcome = await decideRuleLetter(world, {
      ruleName: rule,
      ...(kind === undefined ? {} : { kind }),
      person: {
        decision: reject === undefined ? 'approved' : 'rejected',
        by: as ?? context.environment.actor,
        ...(reject === undefined ? {} : { reason: reject }),
        ...(confirm === undefined ? {} : { confirmation: confirm }),
      },
      isLive: live === true,
      now: world.clock(),
    });
    if ('refusedBecause' in outcome) {
      context.output.say(outcome.sentence);
      context.output.json({ ok: false, ...outcome });
      return exitCodes.refusedByRule;
    }
    context.output.say(
      reject === undefined
        ? sentence(
            `« ${outcome.name} » validée ; les lettres peuvent y être ajoutées jusqu’au ${dayOf(world, outcome.expiresAt)}${outcome.isDryRun ? ', à blanc : rien ne partira (--live pour envoyer vraiment)' : ''}.`,
            `"${outcome.name}" approved; letters may be added until ${dayOf(world, outcome.expiresAt)}${outcome.isDryRun ? ', as a dry run: nothing will leave (--live to really send)' : ''}.`,
          )
        : sentence(`« ${outcome.name} » refusée.`, `"${outcome.name}" rejected.`),
    );
    context.output.json({ ok: true, ...outcome });
    return exitCodes.done;
  });
}

/** `cuvee automation test`: what a rule would do for a client, without doing it. */
export async function testRule(
  context: CommandContext,
  options: EstateOptions & { readonly client: string },
  ruleName: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const { rules } = world.settings.automation;
    const rule = rules.find(({ name }) => name === ruleName);
    if (!rule) {
      throw new Failure('WRONG_USAGE', unknownRule(ruleName, rules.map(({ name }) => name).join(', ')).sentence);
    }
    const now = world.clock();
    const today = localTimeOf(now, world.settings.week.timezone).day;
    const tried = await tryRule(world.database, world, { rule, clientCode: options.client, now, today });
    if (!tried) throw unknownClient(options.client);
    context.output.print(formatTrial(tried));
    context.output.json({ rule: ruleName, ...tried });
    return exitCodes.done;
  });
}

/** `cuvee automation events`: what happened, and what the rules made of it. */
export async function showEvents(
  context: CommandContext,
  options: EstateOptions & { readonly limit: string },
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const limit = readCount('--limit', options.limit);
    const events = await listEvents(world.database, { estate: world.estate, limit });
    if (events.length === 0) context.output.say(sentence('Rien n’est arrivé encore.', 'Nothing happened yet.'));
    else {
      context.output.print(
        events
          .map(({ happenedAt, trigger, clientCode, actions, handledAt }) => {
            const head = `${dayOf(world, happenedAt)}  ${trigger}  ${clientCode}${handledAt === null ? '  (à traiter)' : ''}`;
            const lines = actions.map(({ rule, does, state, outcome }) => `  ${rule} › ${does} : ${outcome ?? state}`);
            return [head, ...lines].join('\n');
          })
          .join('\n'),
      );
    }
    context.output.json(events);
    return exitCodes.done;
  });
}

/** `cuvee automation score`: the lead score of a client and its parts. */
export async function showScore(context: CommandContext, options: EstateOptions, code: string): Promise<number> {
  return withWorld(context.environment, options.estate, async ({ database, estate, settings, clock }) => {
    const asOf = localTimeOf(clock(), settings.week.timezone).day;
    const [scored] = await leadScores(database, { estate, asOf, settings, clientCodes: [code] });
    if (!scored) throw unscored(code, await whyUnscored(database, { estate, clientCode: code }));
    for (const said of leadSentences(scored.facts, scored)) context.output.say(said);
    context.output.json(scored);
    return exitCodes.done;
  });
}

async function turn(
  context: CommandContext,
  options: EstateOptions & { readonly reason?: string },
  isOn: boolean,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    await turnAutomation(world, {
      isOn,
      now: world.clock(),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    });
    context.output.say(
      isOn
        ? sentence(
            'Les règles sont en marche, pour ce qui arrive à partir de maintenant.',
            'The rules are on, for what happens from now on.',
          )
        : sentence('Les règles sont arrêtées : rien ne se fait plus.', 'The rules are off: nothing is done any more.'),
    );
    context.output.json({ ok: true, isOn });
    return exitCodes.done;
  });
}

function formatRule({ rule, letters, waiting, done, refused }: ListedRule): string {
  const approvals = letters.map(({ name, approval }) => `  lettre « ${name} » : ${approvalWords[approval]}`);
  return [
    `${rule.is_on ? '●' : '○'} ${rule.name} (priorité ${rule.priority})`,
    `  quand : ${whenInWords(rule)}`,
    `  alors : ${rule.actions.map(actionInWords).join(' ; ')}`,
    ...approvals,
    `  fait ${done}, refusé ${refused}, en attente ${waiting}`,
  ].join('\n');
}

const approvalWords: Readonly<Record<ListedRule['letters'][number]['approval'], string>> = {
  pending: 'à valider',
  waiting: 'validée, prend effet après le délai',
  effective: 'validée',
  rejected: 'refusée',
  flagged: 'mise de côté',
  void: 'à valider de nouveau',
  expired: 'validation expirée',
};

function formatTrial({ client, unmet, actions }: TriedRule): string {
  const about = `${client.clientCode} : ${client.tier ?? 'sans fiche'}, score ${client.score ?? 'inconnu'}`;
  if (unmet.length > 0)
    return `${about}\nLa règle ne répondrait pas. Il manque : ${unmet.map((condition) => conditionWords[condition]).join(', ')}.`;
  const table = formatTable(
    ['ferait', 'obstacle'],
    actions.map(({ words, obstacle }) => [words, obstacle ?? '']),
  );
  return `${about}\n${table}`;
}

const conditionWords: Readonly<Record<TriedRule['unmet'][number], string>> = {
  tiers: 'le palier du client',
  minimum_ttc: 'le montant de l’achat',
  minimum_score: 'le score',
  needs_tracking_consent: 'l’accord de suivi',
  days_since_order: 'les jours depuis la dernière commande',
};

function passageInWords(passage: AutomationPassage): Sentence {
  const { isOn, events, actions, done, refused, waiting } = passage;
  if (!isOn) {
    return sentence(
      `Les règles sont arrêtées : ${countFr(events, 'événement vu', 'événements vus')}, rien n’a été fait.`,
      `The rules are off: ${countEn(events, 'event')} seen, nothing was done.`,
    );
  }
  return sentence(
    `${countFr(events, 'événement')}, ${countFr(actions, 'action demandée', 'actions demandées')} ; ${done} faites, ${refused} refusées, ${waiting} en attente d’une personne ou d’un délai.`,
    `${countEn(events, 'event')}, ${countEn(actions, 'action')} asked for; ${done} done, ${refused} refused, ${waiting} waiting for a person or a delay.`,
  );
}

function dayOf({ settings }: World, at: Date): string {
  return formatDayFr(localTimeOf(at, settings.week.timezone).day);
}

function unscored(code: string, why: Awaited<ReturnType<typeof whyUnscored>>): Failure | RefusedByRule {
  if (why === 'unknown') return unknownClient(code);
  return new RefusedByRule('NO_LEAD_SCORE', unscoredWords[why](code));
}

const unscoredWords = {
  no_profiling: (code: string) =>
    sentence(
      `Le client « ${code} » s’oppose au profilage : aucun score n’est calculé pour lui. S’il revient sur son choix : cuvee client profiling.`,
      `Client "${code}" objects to profiling: no score is computed for them. If they change their mind: cuvee client profiling.`,
    ),
  till: (code: string) =>
    sentence(
      `« ${code} » est le client de la caisse : derrière lui, personne à qui donner un score.`,
      `"${code}" is the till: there is nobody behind it to score.`,
    ),
  no_page: (code: string) =>
    sentence(
      `Le client « ${code} » n’a pas encore de fiche : lancez cuvee run.`,
      `Client "${code}" has no page yet: run cuvee run.`,
    ),
} as const;

function unknownClient(code: string): Failure {
  return new Failure(
    'UNKNOWN_CLIENT',
    sentence(`Aucun client « ${code} » n’a de fiche.`, `No client "${code}" has a page.`),
  );
}
