import type { AuditSummary } from '../../7-audit/audit-run.ts';
import { auditRules } from '../../7-audit/rules/all.ts';
import { type DataAudit, lastDataAudit } from '../../7-audit/data/audit-data.ts';
import { dataRules } from '../../7-audit/data/data-rules.ts';
import { runSummary, writeExports } from '../../7-audit/exports/write-exports.ts';
import { auditFindings, lastAudit } from '../../7-audit/last-audit.ts';
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit.ts';
import { withWorld } from '../open-world.ts';

interface AuditOptions {
  readonly estate?: string;
  readonly client?: string;
  readonly out?: string;
}

/** `cuvee audit`: the gate, what was found how often, the score of the data; or one client; or the four files. */
export async function audit(context: CommandContext, options: AuditOptions): Promise<number> {
  return withWorld(context.environment, options.estate, async (world) => {
    if (options.client !== undefined) return sayClient(context, world, options.client);
    const summary = await lastAudit(world.database, world.estate);
    const data = await lastDataAudit(world.database, world.estate);
    if (!summary || !data) {
      context.output.say(
        sentence('Rien à contrôler encore : lancez cuvee run.', 'Nothing to audit yet: run cuvee run.'),
      );
      context.output.json({ ok: false });
      return exitCodes.failed;
    }
    saySummary(context, summary);
    sayData(context, data);
    const files = options.out === undefined ? [] : await writeExports(world, options.out);
    if (files.length > 0) {
      context.output.say(sentence(`Écrits : ${files.join(', ')}.`, `Written: ${files.join(', ')}.`));
    }
    context.output.json({ ok: true, ...(await runSummary(world)), files });
    return exitCodes.done;
  });
}

function saySummary({ output }: CommandContext, { clients, eligible, byCode, gate }: AuditSummary): void {
  const percent = Math.floor(gate.eligibleShare * 100);
  const asked = Math.round(gate.minimumShare * 100);
  output.say(
    sentence(
      `Recommandations : ${countFr(eligible, 'client')} sur ${clients} sans erreur (${percent} %, il en faut ${asked} %) : ${gate.isOpen ? 'le passage peut être validé' : 'le passage ne se valide pas en bloc'}.`,
      `Recommendations: ${countEn(eligible, 'client')} of ${clients} without error (${percent} %, ${asked} % needed): the run ${gate.isOpen ? 'may be approved' : 'is not approved as a whole'}.`,
    ),
  );
  const severities = new Map(auditRules.map(({ code, severity }) => [code, severity]));
  const rows = Object.entries(byCode).map(([code, count]) => [
    severities.get(code) === 'error' ? '✗' : '!',
    code,
    String(count),
  ]);
  if (rows.length > 0) output.table(sentence('|code|fois', '|code|times'), rows);
}

function sayData({ output }: CommandContext, { score, rules }: DataAudit): void {
  const points = String(score).replace('.', ',');
  output.say(sentence(`Données : ${points} sur 100.`, `Data: ${score} out of 100.`));
  const titles = new Map(dataRules.map(({ code, title }) => [code, title]));
  const rows = rules
    .filter(({ rowsFlagged }) => rowsFlagged > 0)
    .map(({ code, severity, rowsChecked, rowsFlagged, worst }) => {
      const title = titles.get(code);
      const sign = { error: '✗', warning: '!', information: 'i' }[severity];
      return [sign, title ? output.words(title) : code, `${rowsFlagged} / ${rowsChecked}`, worst[0]?.subject ?? ''];
    });
  if (rows.length > 0) output.table(sentence('|règle|lignes|par exemple', '|rule|rows|for example'), rows);
}

async function sayClient({ output }: CommandContext, world: World, clientCode: string): Promise<number> {
  const findings = await auditFindings(world.database, { estate: world.estate, clientCode });
  if (findings.length === 0) {
    output.say(sentence(`${clientCode} : rien à redire.`, `${clientCode}: nothing to say.`));
  }
  for (const { severity, rank, fr, en } of findings) {
    const sign = severity === 'error' ? '✗' : '!';
    const place = rank === 0 ? '' : `${rank}. `;
    output.say(sentence(`${sign} ${place}${fr}`, `${sign} ${place}${en}`));
  }
  output.json({ ok: true, client: clientCode, findings });
  return exitCodes.done;
}
