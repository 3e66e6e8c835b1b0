import { Button, TextInput } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import type { CampaignAnswer } from '../../../../src/api/contract/campaigns.ts';
import { send } from '../../api.ts';
import { useEdited } from '../../edited.ts';
import { instant } from '../../formats.ts';
import { campaignStateWord } from '../../list-words.ts';
import { ConflictDialog } from '../../parts/conflict-dialog.tsx';
import { Trouble } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { t } from '../../words.ts';
import type { SeenCampaignProps } from './campaign-part.tsx';

/** As the fields hold it: `2026-11-24T10:00` on the reader's clock, `''` for an end left open. */
interface Window {
  readonly from: string;
  readonly until: string;
}

/** From when until when letters may leave. */
export function SendingWindow({ seen }: SeenCampaignProps): ReactElement {
  const address = `/campaigns/${seen.value.campaignId}`;
  const edited = useEdited<CampaignAnswer, Window>({
    seen,
    address,
    read: windowOf,
    save: async ({ from, until }, ifMatch) => {
      const asked = { sendAfter: instantOf(from), ...(until === '' ? {} : { sendBefore: instantOf(until) }) };
      await send('PUT', `${address}/window`, asked, { ifMatch });
      toast(t('La période d’envoi est changée.', 'The sending window is changed.'));
    },
    changes: ['/campaigns'],
  });
  const { value, change, theirs } = edited;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edited.save();
  };
  return (
    <details>
      <summary>{t('Changer la période d’envoi', 'Change the sending window')}</summary>
      <form className="form" onSubmit={submit}>
        <TextInput
          type="datetime-local"
          label={t('À partir du', 'From')}
          required
          value={value.from}
          onChange={(event) => change({ ...value, from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('Jusqu’au', 'Until')}
          value={value.until}
          onChange={(event) => change({ ...value, until: event.currentTarget.value })}
        />
        {edited.problem && <Trouble problem={edited.problem} />}
        <span>
          <Button type="submit" loading={edited.isBusy}>
            {t('Garder cette période', 'Keep this window')}
          </Button>
        </span>
      </form>
      {theirs && (
        <ConflictDialog
          subject={t('la période d’envoi', 'the sending window')}
          fields={[...differences(value, windowOf(theirs.value)), ...stateNow(seen.value, theirs.value)]}
          onKeepMine={edited.keepMine}
          onTakeTheirs={edited.takeTheirs}
          onClose={edited.backToMine}
        />
      )}
    </details>
  );
}

function differences(mine: Window, theirs: Window) {
  return [
    { title: t('À partir du', 'From'), mine: shown(mine.from), theirs: shown(theirs.from) },
    { title: t('Jusqu’au', 'Until'), mine: shown(mine.until), theirs: shown(theirs.until) },
  ].filter((field) => field.mine !== field.theirs);
}

/** A campaign approved, or sent, meanwhile is another to change the window of. */
function stateNow(mine: CampaignAnswer, theirs: CampaignAnswer) {
  if (mine.state === theirs.state) return [];
  const title = t('État de la campagne', 'State of the campaign');
  return [{ title, mine: campaignStateWord(mine.state), theirs: campaignStateWord(theirs.state) }];
}

function shown(local: string): string {
  return local === '' ? '' : instant(instantOf(local));
}

function windowOf({ sendAfter, sendBefore }: CampaignAnswer): Window {
  return { from: localOf(sendAfter), until: localOf(sendBefore) };
}

function instantOf(local: string): string {
  return new Date(local).toISOString();
}

function localOf(at: string | null): string {
  if (at === null) return '';
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
