/**
 * What Cuvée tells Brevo of a client: enough to choose an audience there by hand, and nothing of taste, price or name. Attributes
 * must exist at Brevo, with their type, or their values are dropped in silence (brevo.md, 4).
 */
import type { AttributeValue } from '../../brevo/contacts.ts';
import type { Day } from '../../values/day.ts';

export const attributeTypes = {
  CUVEE_SEGMENT: 'text',
  CUVEE_RFM: 'text',
  CUVEE_SCORE: 'float',
  CUVEE_COMMANDES: 'float',
  CUVEE_CA_HT: 'float',
  CUVEE_PREMIER_ACHAT: 'date',
  CUVEE_DERNIER_ACHAT: 'date',
} as const;
export type AttributeName = keyof typeof attributeTypes;

export interface ContactFacts {
  readonly segment: string;
  readonly rfmCode: string | null;
  readonly orderCount: number;
  readonly netHt: number;
  readonly firstOrderOn: Day | null;
  readonly lastOrderOn: Day | null;
}

/** The attributes of one client; what is not known is left out, never emptied. Money in euros without tax, to the cent. */
export function contactAttributes(
  facts: ContactFacts,
  leadScore: number | undefined,
): Readonly<Record<string, AttributeValue>> {
  const values: Readonly<Record<AttributeName, AttributeValue | null>> = {
    CUVEE_SEGMENT: facts.segment,
    CUVEE_RFM: facts.rfmCode,
    CUVEE_SCORE: leadScore ?? null,
    CUVEE_COMMANDES: facts.orderCount,
    CUVEE_CA_HT: Math.round(facts.netHt * 100) / 100,
    CUVEE_PREMIER_ACHAT: facts.firstOrderOn,
    CUVEE_DERNIER_ACHAT: facts.lastOrderOn,
  };
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
