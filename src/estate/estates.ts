/** The estates this Cuvée serves. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const insertEstate = loadSql(import.meta.url, './insert-estate.sql');
const listEstatesSql = loadSql(import.meta.url, './list-estates.sql');
const slugShape = /^[a-z0-9][a-z0-9-]{0,62}$/;

export interface Estate {
  readonly estate: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly createdAt: Date;
}

/** A slug names an estate everywhere: lower-case letters, digits and dashes. Throws a Failure that shows one. */
export function checkSlug(slug: string): string {
  if (slugShape.test(slug)) return slug;
  throw new Failure(
    'WRONG_ESTATE_NAME',
    sentence(
      `« ${slug} » ne peut pas nommer un domaine : minuscules, chiffres et tirets, par exemple « domaine-muller ».`,
      `"${slug}" cannot name an estate: lower-case letters, digits and dashes, for example "domaine-muller".`,
    ),
  );
}

/** Creates an estate with default settings; false when it was there already. */
export async function createEstate(
  session: Session,
  estate: { slug: string; name: string; isDemo: boolean },
): Promise<boolean> {
  const slug = checkSlug(estate.slug);
  return (await session.execute(insertEstate, { estate: slug, name: estate.name, is_demo: estate.isDemo })) > 0;
}

/** All estates in the order of their slugs. */
export async function listEstates(session: Session): Promise<Estate[]> {
  return session.rows<Estate>(listEstatesSql);
}

/** The estate of that slug. Throws a Failure that names the ones there are. */
export async function findEstate(session: Session, slug: string): Promise<Estate> {
  const estates = await listEstates(session);
  const found = estates.find((estate) => estate.estate === slug);
  if (found) return found;
  const known = estates.map((estate) => estate.estate).join(', ');
  throw new Failure(
    'UNKNOWN_ESTATE',
    sentence(
      `Le domaine « ${slug} » n'existe pas${known ? ` ; domaines connus : ${known}` : ''}. Pour le créer : cuvee init --estate ${slug}`,
      `There is no estate "${slug}"${known ? `; known estates: ${known}` : ''}. To create it: cuvee init --estate ${slug}`,
    ),
  );
}
