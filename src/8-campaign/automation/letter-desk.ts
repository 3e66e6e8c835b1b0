/** What all letters of one passage share, read once: ready templates, and the wines somebody approved for each client. */
import { approvedItems } from '../../7-audit/approvals/approved-items.ts';
import type { Session } from '../../db/database.ts';
import type { Language } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { Template } from '../letters/template.ts';
import { readTemplate } from '../templates-store/read-template.ts';
import type { RuleLetterKind } from './standing-campaign.ts';

export interface DeskTemplate {
  readonly template: Template;
  readonly language: Language;
  readonly version: number;
  readonly hash: string;
}

export interface LetterDesk {
  /** The template in use, in the sender's language. */
  templateOf(session: Session, kind: RuleLetterKind): Promise<DeskTemplate>;
  /** The hashes of the recommendations approved for a client. */
  approvedFor(session: Session, clientCode: string): Promise<ReadonlySet<string>>;
}

/** A desk for one passage. */
export function createLetterDesk(world: World, now: Date): LetterDesk {
  const templates = new Map<RuleLetterKind, Promise<DeskTemplate>>();
  let approved: Promise<ReadonlyMap<string, ReadonlySet<string>>> | undefined;
  return {
    templateOf(session, kind) {
      const known = templates.get(kind) ?? readDeskTemplate(session, world, kind);
      templates.set(kind, known);
      return known;
    },
    async approvedFor(session, clientCode) {
      approved ??= readApproved(session, world, now);
      return (await approved).get(clientCode) ?? nothing;
    },
  };
}

const nothing: ReadonlySet<string> = new Set();

async function readDeskTemplate(
  session: Session,
  { estate, settings }: World,
  kind: RuleLetterKind,
): Promise<DeskTemplate> {
  const { language } = settings.sender;
  const { template, version, hash } = await readTemplate(session, { estate, kind, language });
  return { template, language, version, hash };
}

async function readApproved(
  session: Session,
  { estate }: World,
  now: Date,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const approved = new Map<string, Set<string>>();
  for (const { clientCode, contentHash } of await approvedItems(session, { estate, at: now })) {
    const own = approved.get(clientCode) ?? new Set();
    approved.set(clientCode, own.add(contentHash));
  }
  return approved;
}
