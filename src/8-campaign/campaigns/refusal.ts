/** A "no" of the rules about a campaign: a stable code, and what to do. Returned, not thrown. */
import type { DecisionRefusal } from '../../7-audit/approvals/approval.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { type CampaignState, stateWords } from '../campaign.ts';

export interface CampaignRefusal {
  readonly refusedBecause:
    | DecisionRefusal['refusedBecause']
    | 'SENDER_NOT_SET'
    | 'NAME_TAKEN'
    | 'NAME_EMPTY'
    | 'NOBODY_FOUND'
    | 'UNKNOWN_CLIENT'
    | 'UNKNOWN_AUDIENCE'
    | 'WRONG_STATE'
    | 'CHANGED_SINCE'
    | 'WINDOW_UPSIDE_DOWN'
    | 'ADDRESS_OF_CLIENT'
    | 'ADDRESS_INVALID'
    | 'NO_LETTER';
  readonly sentence: Sentence;
}

/** A refusal with its sentence. */
export function campaignRefusal(
  refusedBecause: CampaignRefusal['refusedBecause'],
  fr: string,
  en: string,
): CampaignRefusal {
  return { refusedBecause, sentence: sentence(fr, en) };
}

/** What is asked cannot be done in the campaign's state. */
export function wrongState(state: CampaignState, askedFr: string, askedEn: string): CampaignRefusal {
  return campaignRefusal(
    'WRONG_STATE',
    `Cette campagne est ${stateWords[state].fr} : ${askedFr}.`,
    `This campaign is ${stateWords[state].en}: ${askedEn}.`,
  );
}
