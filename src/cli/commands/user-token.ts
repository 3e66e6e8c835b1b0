import { createToken, listTokens, revokeToken } from '../../people/tokens.ts';
import { type Scope, scopes } from '../../people/scopes.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface EstateChoice {
  readonly estate?: string;
}

const dayMs = 86_400_000;

/** `cuvee user token create NAME --scope …`: prints the token, this once. */
export async function create(
  { environment, output }: CommandContext,
  options: EstateChoice & { readonly scope: readonly string[]; readonly days: string },
  name: string,
): Promise<number> {
  const wanted = options.scope.map(readScope);
  const days = readCount('--days', options.days);
  return withWorld(environment, options.estate, async ({ database, estate, actor: by, clock }) => {
    const now = clock();
    const expiresAt = new Date(now.getTime() + days * dayMs);
    const made = await createToken(database, { estate, name, scopes: wanted, expiresAt, by, now });
    output.say(
      sentence(
        `Jeton « ${name} », affiché cette seule fois :\n${made.token}`,
        `Token "${name}", shown only this once:\n${made.token}`,
      ),
    );
    output.json({ ...made, expiresAt });
    return exitCodes.done;
  });
}

/** `cuvee user token list`: the tokens of the estate, without their secrets. */
export async function list({ environment, output }: CommandContext, options: EstateChoice): Promise<number> {
  return withWorld(environment, options.estate, async ({ database, estate }) => {
    const tokens = await listTokens(database, estate);
    const rows = tokens.map((token) => [
      token.tokenId,
      token.name,
      token.scopes.join(' '),
      dayOf(token.expiresAt),
      dayOf(token.lastUsedAt),
      dayOf(token.revokedAt),
    ]);
    output.table(sentence('numéro|nom|droits|expire|utilisé|révoqué', 'number|name|rights|expires|used|revoked'), rows);
    output.json(tokens);
    return exitCodes.done;
  });
}

/** `cuvee user token revoke ID`: for good. */
export async function revoke(
  { environment, output }: CommandContext,
  options: EstateChoice,
  tokenId: string,
): Promise<number> {
  if (!/^[0-9a-f-]{36}$/.test(tokenId))
    throw wrongUsage('Donnez le numéro que montre la liste.', 'Give the id the list shows.');
  return withWorld(environment, options.estate, async ({ database, estate, actor: by, clock }) => {
    await revokeToken(database, { estate, tokenId, by, now: clock() });
    output.say(sentence('Jeton révoqué.', 'Token revoked.'));
    output.json({ ok: true, tokenId });
    return exitCodes.done;
  });
}

function readScope(text: string): Scope {
  const found = scopes.find((known) => known === text);
  if (found) return found;
  throw wrongUsage(
    `Le droit « ${text} » n'existe pas : ${scopes.join(', ')}.`,
    `There is no scope "${text}": ${scopes.join(', ')}.`,
  );
}

function wrongUsage(fr: string, en: string): Failure {
  return new Failure('WRONG_USAGE', sentence(fr, en));
}

function dayOf(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? '';
}
