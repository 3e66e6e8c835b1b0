import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseLetters } from '../../4-warehouse/consent/refuse-letters.ts';
import { sayProfiling } from '../../4-warehouse/consent/say-profiling.ts';
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { clientExportCsv, exportClient } from '../../erasure/export-client.ts';
import { eraseClient } from '../../erasure/erase-client.ts';
import { RefusedByRule } from '../../errors.ts';
import { parseClientCode } from '../../values/client-code.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import { brevoAccounts } from '../brevo-accounts.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface EstateOption {
  readonly estate?: string;
}

/** `cuvee client export`: one JSON and one CSV with everything known of a person. */
export async function exportOne(
  context: CommandContext,
  options: EstateOption & { readonly out: string },
  code: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const known = await exportClient(world, code);
    await mkdir(options.out, { recursive: true });
    const [json, csv] = ['json', 'csv'].map((ending) => join(options.out, `client-${known.client}.${ending}`));
    await writeFile(json ?? '', `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 });
    await writeFile(csv ?? '', clientExportCsv(known), { mode: 0o600 });
    context.output.say(sentence(`Écrits : ${json} et ${csv}.`, `Written: ${json} and ${csv}.`));
    context.output.json(known);
    return exitCodes.done;
  });
}

/** `cuvee client opt-out`: no letter leaves to this person any more. */
export async function optOut(
  context: CommandContext,
  options: EstateOption & { readonly reason: string },
  code: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const read = parseClientCode(code);
    const client = typeof read === 'string' ? read : code;
    const on = localTimeOf(world.clock(), world.settings.week.timezone).day;
    await refuseLetters(world, { client, why: options.reason, on });
    context.output.say(
      sentence(
        `${client} : plus aucune lettre. Aucun export ne peut y revenir.`,
        `${client}: no more letters. No export can undo it.`,
      ),
    );
    context.output.json({ ok: true, client });
    return exitCodes.done;
  });
}

/** `cuvee client profiling`: the person objects to being profiled, or takes it back. */
export async function profiling(
  context: CommandContext,
  options: EstateOption & { readonly reason: string; readonly allow?: boolean },
  code: string,
): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const read = parseClientCode(code);
    const client = typeof read === 'string' ? read : code;
    const refuses = options.allow !== true;
    const on = localTimeOf(world.clock(), world.settings.week.timezone).day;
    await sayProfiling(world, { client, refuses, why: options.reason, on });
    context.output.say(
      refuses
        ? sentence(
            `${client} : plus de profilage. Ses recommandations disparaissent au prochain passage ; aucune lettre qui en porte ne part plus.`,
            `${client}: no more profiling. Their recommendations go with the next run; no letter that bears one leaves any more.`,
          )
        : sentence(
            `${client} : profilage de nouveau accepté, dès le prochain passage.`,
            `${client}: profiling accepted again, from the next run on.`,
          ),
    );
    context.output.json({ ok: true, client, refuses });
    return exitCodes.done;
  });
}

/** `cuvee client erase`: for good; the code is typed twice. */
export async function erase(
  context: CommandContext,
  options: EstateOption & { readonly reason: string; readonly confirm: string; readonly withoutBrevo?: boolean },
  code: string,
): Promise<number> {
  if (options.confirm !== code) throw notConfirmed(code);
  const { environment } = context;
  return withWorld(environment, options.estate, async (world) => {
    const isCopy = (await sendingInstance(world.database, world)).state === 'other';
    const brevo = isCopy || options.withoutBrevo ? undefined : await brevoAccounts(environment)(world.estate);
    const erased = await eraseClient(world, {
      client: code,
      reason: 'asked',
      requestedBy: environment.actor,
      now: world.clock(),
      why: options.reason,
      ...(brevo ? { brevo } : {}),
    });
    context.output.say(
      sentence(
        `${code} est oublié : ses ventes restent sous ${erased.pseudonym}. ${countFr(erased.files.rewritten, 'fichier réécrit', 'fichiers réécrits')}, ${brevo ? `${countFr(erased.brevoContacts, 'contact effacé', 'contacts effacés')} chez Brevo` : "rien n'a été demandé à Brevo"}. Effacez aussi la personne dans le logiciel de cave : un export qui la nomme encore sera lu sans elle.`,
        `${code} is forgotten: their sales stay under ${erased.pseudonym}. ${countEn(erased.files.rewritten, 'file')} rewritten, ${brevo ? `${countEn(erased.brevoContacts, 'contact')} deleted at Brevo` : 'Brevo was not asked'}. Delete the person in the cellar software too: an export that still names them is read without them.`,
      ),
    );
    for (const path of erased.files.unreadable) {
      context.output.warn(
        sentence(
          `${path} ne se lit pas : nul ne sait si la personne y est. Supprimez-le s'il ne sert plus.`,
          `${path} cannot be read: nobody knows whether the person is in it. Delete it if it is of no use.`,
        ),
      );
    }
    context.output.json({ ok: true, ...erased });
    return exitCodes.done;
  });
}

function notConfirmed(code: string): RefusedByRule {
  return new RefusedByRule(
    'CONFIRMATION_NEEDED',
    sentence(
      `Effacer une personne ne se défait pas : écrivez son code une seconde fois, --confirm ${code}.`,
      `Forgetting a person cannot be undone: type their code a second time, --confirm ${code}.`,
    ),
  );
}
