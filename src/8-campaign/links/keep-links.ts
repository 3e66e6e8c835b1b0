/** Keeps what the click links of letters stand for, and finds it again: a click only ever leads where a letter led. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { ClickLink } from '../letters/links.ts';

const insertLinks = loadSql(import.meta.url, './insert-links.sql');
const selectLink = loadSql(import.meta.url, './select-link.sql');

/** A click link and the letter it stands in. */
export interface KeptLink extends ClickLink {
  readonly letterId: string;
}

/** Keeps the click links of letters; a link kept before takes the target it is given now. Gives how many were written. */
export async function keepLinks(session: Session, estate: string, links: readonly KeptLink[]): Promise<number> {
  if (links.length === 0) return 0;
  return session.execute(insertLinks, { estate, links: JSON.stringify(links) });
}

/** The link of a token; undefined when no letter has it. */
export async function findLink(session: Session, estate: string, token: string): Promise<KeptLink | undefined> {
  return session.one<KeptLink>(selectLink, { estate, token });
}
