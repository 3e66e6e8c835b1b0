import { createFirstLink, createLink, linkUrl } from '../../people/links.ts';
import { type Role, roles } from '../../people/roles.ts';
import { listSessions } from '../../people/sessions.ts';
import {
  changeUser,
  inviteUser,
  listUsers,
  readUserByEmail,
  resetSecondFactor,
  signOutEverywhere,
  type UserChange,
} from '../../people/users.ts';
import { Failure, RefusedByRule } from '../../errors.ts';
import { countEn, countFr, type Language, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface EstateChoice {
  readonly estate?: string;
}

/** `cuvee user list`: the people of the estate. */
export async function list({ environment, output }: CommandContext, options: EstateChoice): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate }) => {
    const users = await listUsers(database, estate);
    const rows = users.map((user) => [
      user.name,
      user.email,
      user.role,
      user.state,
      output.words(user.hasSecondFactor ? sentence('oui', 'yes') : sentence('non', 'no')),
      minuteOf(user.lastSeenAt),
    ]);
    output.table(
      sentence('nom|adresse|rôle|état|second facteur|vu le', 'name|address|role|state|second factor|seen'),
      rows,
    );
    output.json(users);
    return exitCodes.done;
  });
}

/** `cuvee user invite EMAIL --name --role`: prints the link to hand over. */
export async function invite(
  context: CommandContext,
  options: EstateChoice & { readonly name: string; readonly role: string; readonly language: string },
  email: string,
): Promise<number> {
  const role = readRole(options.role);
  return withWorld(context.environment, options.estate, async (world) => {
    const { database, estate, actor: by } = world;
    const invitation = {
      estate,
      name: options.name,
      email: readEmail(email),
      role,
      language: readLanguage(options.language),
    };
    const { linkSecret } = await inviteUser(database, { ...invitation, by, now: world.clock() });
    return sayLink(context, linkUrl(publicUrlOf(context), estate, linkSecret), 72);
  });
}

/** `cuvee user link [EMAIL]`: a link for somebody who forgot their password, or the first link of the estate. */
export async function link(context: CommandContext, options: EstateChoice, email?: string): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    const { database, estate, actor: by } = world;
    const publicUrl = publicUrlOf(context);
    const now = world.clock();
    if (email === undefined) {
      const first = await createFirstLink(database, { estate, publicUrl, by, now });
      if (first === undefined) throw hasAdministrator();
      return sayLink(context, first, 24);
    }
    const { userId, hasPassword } = await readUserByEmail(database, { estate, email });
    const purpose = hasPassword ? 'reset' : 'invitation';
    const secret = await database.transaction((session) => createLink(session, { estate, userId, purpose, by, now }));
    return sayLink(context, linkUrl(publicUrl, estate, secret), hasPassword ? 24 : 72);
  });
}

/** `cuvee user role EMAIL ROLE`. */
export async function role(
  context: CommandContext,
  options: EstateChoice,
  email: string,
  wanted: string,
): Promise<number> {
  return change(context, options, email, { role: readRole(wanted) });
}

/** `cuvee user disable EMAIL`: nobody signs in with this account, and whoever is signed in no longer is. */
export async function disable(context: CommandContext, options: EstateChoice, email: string): Promise<number> {
  return change(context, options, email, { isDisabled: true });
}

/** `cuvee user enable EMAIL`. */
export async function enable(context: CommandContext, options: EstateChoice, email: string): Promise<number> {
  return change(context, options, email, { isDisabled: false });
}

/** `cuvee user reset-second-factor EMAIL`: for a lost telephone. */
export async function resetFactor(
  { environment, output }: CommandContext,
  options: EstateChoice,
  email: string,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const user = await readUserByEmail(world.database, { estate: world.estate, email });
    await resetSecondFactor(world.database, actOn(world, user.userId));
    output.say(
      sentence(
        `${user.name} se connectera avec son seul mot de passe, puis remettra un second facteur si son rôle le demande.`,
        `${user.name} will sign in by password alone, then set a second factor up again where their role asks for it.`,
      ),
    );
    output.json({ ok: true, userId: user.userId });
    return exitCodes.done;
  });
}

/** `cuvee user sessions [EMAIL] [--end]`: who is signed in; `--end` signs one person out everywhere. */
export async function sessions(
  { environment, output }: CommandContext,
  options: EstateChoice & { readonly end?: boolean },
  email?: string,
): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate, actor: by, clock }) => {
    const user = email === undefined ? undefined : await readUserByEmail(database, { estate, email });
    if (options.end === true) {
      if (!user) throw whoseSessions();
      const ended = await signOutEverywhere(database, { estate, userId: user.userId, by });
      output.say(
        sentence(`${countFr(ended, 'session terminée', 'sessions terminées')}.`, `${countEn(ended, 'session')} ended.`),
      );
      output.json({ ok: true, ended });
      return exitCodes.done;
    }
    const found = await listSessions(database, { estate, ...(user ? { userId: user.userId } : {}), now: clock() });
    const rows = found.map(({ userName, startedAt, seenAt }) => [userName, minuteOf(startedAt), minuteOf(seenAt)]);
    output.table(sentence('nom|depuis|vu le', 'name|since|seen'), rows);
    output.json(found);
    return exitCodes.done;
  });
}

async function change(
  { environment, output }: CommandContext,
  options: EstateChoice,
  email: string,
  wanted: UserChange,
): Promise<number> {
  return withWorld(environment, options.estate, async (world) => {
    const { userId } = await readUserByEmail(world.database, { estate: world.estate, email });
    const user = await changeUser(world.database, actOn(world, userId), wanted);
    if (!user) throw new Error('a change without a version was told it was stale');
    output.say(
      sentence(`${user.name} : ${user.role}, ${stateFr[user.state]}.`, `${user.name}: ${user.role}, ${user.state}.`),
    );
    output.json(user);
    return exitCodes.done;
  });
}

const stateFr = { invited: 'invité', active: 'actif', disabled: 'désactivé' } as const;

function actOn({ estate, actor, clock }: World, userId: string): Parameters<typeof changeUser>[1] {
  return { estate, userId, by: actor, now: clock() };
}

function sayLink({ output }: CommandContext, url: string, hours: number): number {
  output.say(
    sentence(
      `À ouvrir une fois, dans les ${hours} heures, par la personne seule :\n${url}`,
      `To be opened once, within ${hours} hours, by that person only:\n${url}`,
    ),
  );
  output.json({ link: url, hours });
  return exitCodes.done;
}

function publicUrlOf({ environment }: CommandContext): string {
  return environment.publicUrl ?? 'http://127.0.0.1:4000';
}

function readRole(text: string): Role {
  const found = roles.find((known) => known === text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase());
  if (found) return found;
  throw wrongUsage(
    `Le rôle « ${text} » n'existe pas : ${roles.join(', ')}.`,
    `There is no role "${text}": ${roles.join(', ')}.`,
  );
}

function readLanguage(text: string): Language {
  if (text === 'fr' || text === 'en') return text;
  throw wrongUsage('La langue est fr ou en.', 'The language is fr or en.');
}

function readEmail(text: string): string {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) return text.trim();
  throw wrongUsage(`« ${text} » n'est pas une adresse e-mail.`, `"${text}" is not an e-mail address.`);
}

function whoseSessions(): Failure {
  return wrongUsage('Qui déconnecter ? Donnez son adresse.', 'Sign whom out? Give their address.');
}

function hasAdministrator(): RefusedByRule {
  return new RefusedByRule(
    'HAS_ADMINISTRATOR',
    sentence(
      'Ce domaine a déjà un administrateur. Pour lui donner un nouveau lien : cuvee user link SON-ADRESSE',
      'This estate has an administrator already. To give them a new link: cuvee user link THEIR-ADDRESS',
    ),
  );
}

function wrongUsage(fr: string, en: string): Failure {
  return new Failure('WRONG_USAGE', sentence(fr, en));
}

function minuteOf(at: Date | null): string {
  return at?.toISOString().slice(0, 16).replace('T', ' ') ?? '';
}
