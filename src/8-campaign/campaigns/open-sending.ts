/** Opens the sending of an approved campaign: nothing it says may have changed since, and its templates are made ready. */
import type { DecisionRefusal } from '../../7-audit/approvals/approval.ts';
import type { Session } from '../../db/database.ts';
import type { Template } from '../letters/template.ts';
import type { LetterKind } from '../letters/letter.ts';
import { renderOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import type { LinkMaker } from '../links/link-maker.ts';
import type { RenderLetter } from '../outbox/sending.ts';
import { readTemplate } from '../templates-store/read-template.ts';
import type { World } from '../../world.ts';
import { letterStamps } from './campaign-hashes.ts';
import type { CampaignRefusal } from './refusal.ts';
import { changedSinceApproval } from './what-changed.ts';

/** How each letter of the campaign is rendered, or why nothing of it may leave. `sendCampaign` asks it first. */
export async function openSending(
  world: World,
  { campaignId, links }: { readonly campaignId: string; readonly links: LinkMaker },
): Promise<{ readonly render: RenderLetter } | CampaignRefusal | DecisionRefusal> {
  const key = { estate: world.estate, campaignId };
  const changed = await changedSinceApproval(world.database, key);
  if (changed) return changed;
  const templates = await templatesOf(world.database, key);
  const render: RenderLetter = (letterId, letter) => {
    const template = templates.get(letter.kind);
    if (!template) throw new TypeError(`no template was read for ${letter.kind}`);
    return renderOutboxLetter({ template, letter, letterId, links });
  };
  return { render };
}

/** The template of each kind of letter in a campaign. */
export async function templatesOf(
  session: Session,
  key: { readonly estate: string; readonly campaignId: string },
): Promise<ReadonlyMap<LetterKind, Template>> {
  const templates = new Map<LetterKind, Template>();
  for (const { kind, language } of await letterStamps(session, key)) {
    if (templates.has(kind)) continue;
    templates.set(kind, (await readTemplate(session, { estate: key.estate, kind, language })).template);
  }
  return templates;
}
