/** The making of a new draft: whom to write to, and about what. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import type {
  CampaignChoices,
  CampaignKindWord,
  CampaignMadeAnswer,
  NewCampaignAsked,
} from '../../../../src/api/contract/campaigns.ts';
import type { Scenario } from '../../../../src/api/contract/recommendations.ts';
import { to } from '../../addresses.ts';
import { newIdempotencyKey, send } from '../../api.ts';
import { scenarioWord, segmentWord } from '../../estate-words.ts';
import { useKeepAudience } from '../../keep-audience.ts';
import { kindWord, letterKinds, scenarios } from '../../list-words.ts';
import { optionsOf } from '../../parts/filters.tsx';
import { Form } from '../../parts/form.tsx';
import { GoLink, useGo } from '../../parts/go-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Answer } from '../../parts/states.tsx';
import { toast } from '../../parts/toasts.tsx';
import { useApi, useWrite } from '../../queries.ts';
import { counted, said, t } from '../../words.ts';
import { TickedChoices } from './ticked-choices.tsx';

export function NewCampaignPage({ onLeave }: { readonly onLeave: () => void }): ReactElement {
  const choices = useApi<CampaignChoices>('/campaigns/choices');
  return (
    <>
      <PageTitle
        question={t('À qui écrire, et à quel propos ?', 'Whom to write to, and about what?')}
        answer={choices.data && choicesAnswer(choices.data)}
        back={{ to: to.campaigns(), title: t('Campagnes', 'Campaigns') }}
      />
      <Answer of={choices} lines={10}>
        {(found) => <NewCampaign choices={found} onLeave={onLeave} />}
      </Answer>
    </>
  );
}

function choicesAnswer({ approvedClients }: CampaignChoices): string {
  return approvedClients === 0
    ? t(
        'Aucune recommandation n’est validée : seules les lettres sans vin sont possibles.',
        'No recommendation is approved: only letters without wines are possible.',
      )
    : counted(
        approvedClients,
        ['client a des vins validés', 'clients ont des vins validés'],
        ['client has approved wines', 'clients have approved wines'],
      );
}

function NewCampaign({
  choices,
  onLeave,
}: {
  readonly choices: CampaignChoices;
  readonly onLeave: () => void;
}): ReactElement {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<CampaignKindWord | ''>('');
  const [audience, setAudience] = useState('');
  const [chosen, setChosen] = useState<readonly Scenario[]>([]);
  const [segments, setSegments] = useState<readonly string[]>([]);
  const [clusters, setClusters] = useState<readonly string[]>([]);
  const [clients, setClients] = useState('');
  const [offer, setOffer] = useState('');
  const [offerUntil, setOfferUntil] = useState('');
  const [savedName, setSavedName] = useState('');
  const [key, setKey] = useState(newIdempotencyKey);
  const { keep } = useKeepAudience('/audiences');
  const go = useGo();
  const create = useWrite(
    (asked: NewCampaignAsked) => send<CampaignMadeAnswer>('POST', '/campaigns', asked, { idempotencyKey: key }),
    ['/campaigns', '/approvals'],
  );
  const codes = clients.split(/[\s,;]+/).filter((code) => code !== '');
  const filter = {
    ...(chosen.length > 0 && { scenarios: [...chosen] }),
    ...(segments.length > 0 && { segments: [...segments] }),
    ...(clusters.length > 0 && { clusters: [...clusters] }),
    ...(codes.length > 0 && { clients: codes }),
  };
  const submit = async () => {
    try {
      if (savedName.trim() !== '') await keep(savedName, { filter });
      const made = await create.mutateAsync({
        name,
        filter,
        ...(kind !== '' && { kind }),
        ...(audience !== '' && { savedAudience: audience }),
        ...(offer.trim() !== '' && { offer: { text: offer.trim(), untilDay: offerUntil === '' ? null : offerUntil } }),
      });
      for (const warning of made.warnings) toast(said(warning), { stays: true });
      go(to.campaign(made.campaignId));
    } finally {
      setKey(newIdempotencyKey());
    }
  };
  return (
    <div className="halves">
      <Form action={t('Écrire le brouillon', 'Write the draft')} onSubmit={submit}>
        <TextInput
          label={t('Nom de la campagne', 'Name of the campaign')}
          placeholder={t('Noël 2026', 'Christmas 2026')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('Genre de lettre', 'Kind of letter')}
          description={t(
            'Laissé libre, chaque client reçoit la lettre qui convient à ses vins.',
            'Left open, each client gets the letter that suits their wines.',
          )}
          value={kind}
          onChange={(event) => setKind(kindIn(event.currentTarget.value))}
          data={[{ value: '', label: kindWord('mixed') }, ...optionsOf(letterKinds, kindWord)]}
        />
        {choices.audiences.length > 0 && (
          <NativeSelect
            label={t('Audience enregistrée', 'Saved audience')}
            value={audience}
            onChange={(event) => setAudience(event.currentTarget.value)}
            data={[
              { value: '', label: t('Aucune', 'None') },
              ...choices.audiences.map((saved) => ({ value: saved.name, label: saved.name })),
            ]}
          />
        )}
        <TickedChoices
          legend={t('Scénarios', 'Scenarios')}
          options={scenarios.map((value) => ({
            value,
            label: scenarioWord(value),
            clients: choices.scenarios.find((known) => known.name === value)?.clients ?? 0,
          }))}
          chosen={chosen}
          onChange={(values) => setChosen(scenarios.filter((scenario) => values.includes(scenario)))}
        />
        <TickedChoices
          legend={t('Segments', 'Segments')}
          options={choices.segments.map((one) => ({ ...one, value: one.name, label: segmentWord(one.name) }))}
          chosen={segments}
          onChange={setSegments}
        />
        <TickedChoices
          legend={t('Groupes de goût', 'Clusters')}
          options={choices.clusters.map((one) => ({ ...one, value: one.name, label: one.name }))}
          chosen={clusters}
          onChange={setClusters}
        />
        <Textarea
          label={t('Seulement ces clients (codes)', 'Only these clients (codes)')}
          description={t('Laissez vide pour tous ceux que les choix ci-dessus retiennent.', 'Leave empty for all.')}
          rows={2}
          value={clients}
          onChange={(event) => setClients(event.currentTarget.value)}
        />
        <TextInput
          label={t('Offre à annoncer (facultatif)', 'Offer to announce (optional)')}
          value={offer}
          maxLength={300}
          onChange={(event) => setOffer(event.currentTarget.value)}
        />
        {offer.trim() !== '' && (
          <TextInput
            type="date"
            label={t('Valable jusqu’au', 'Valid until')}
            value={offerUntil}
            onChange={(event) => setOfferUntil(event.currentTarget.value)}
          />
        )}
        {Object.keys(filter).length > 0 && (
          <TextInput
            label={t('Garder cette audience sous le nom (facultatif)', 'Keep this audience under the name (optional)')}
            value={savedName}
            maxLength={120}
            onChange={(event) => setSavedName(event.currentTarget.value)}
          />
        )}
      </Form>
      <aside className="stack-tight soft prose">
        <p>
          {t(
            'Le brouillon s’écrit aussitôt : une lettre par foyer, jamais deux. La page suivante montre qui la reçoit, qui ne la reçoit pas et pourquoi, puis chaque lettre telle qu’elle sera lue.',
            'The draft is written at once: one letter per household, never two. The next page shows who gets it, who does not and why, then each letter as it will be read.',
          )}
        </p>
        <p>
          {t(
            'Rien ne part : il faut encore relire, valider, puis envoyer.',
            'Nothing leaves: one still reads, approves, then sends.',
          )}
        </p>
        <p>
          {t(
            'Chaque lettre dit qui écrit, d’où, et comment s’y opposer.',
            'Every letter says who writes, from where, and how to object.',
          )}{' '}
          <GoLink to={to.settings()}>{t('Régler l’expéditeur', 'Set the sender')}</GoLink>
        </p>
        <span>
          <button type="button" className="link-button" onClick={onLeave}>
            {t('Revenir à la liste', 'Back to the list')}
          </button>
        </span>
      </aside>
    </div>
  );
}

function kindIn(word: string): CampaignKindWord | '' {
  return letterKinds.find((kind) => kind === word) ?? '';
}
