/** How good the recommendations would have been on the estate's own past, beside the simple rules anybody could follow. */
import { Button, TextInput } from '@mantine/core';
import { type ReactElement, useCallback, useState } from 'react';
import type { Evaluation, Evaluations } from '../../../../src/api/contract/quality.ts';
import type { SettingsAnswer } from '../../../../src/api/contract/settings.ts';
import { to } from '../../addresses.ts';
import { send } from '../../api.ts';
import { count, day, instant } from '../../formats.ts';
import { Chart, type ChartFrame, type PlotLibrary } from '../../parts/chart.tsx';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { GoLink } from '../../parts/go-link.tsx';
import { JobProgress } from '../../parts/job-progress.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { toast, toastProblem } from '../../parts/toasts.tsx';
import { useApi, useVersioned, useWrite } from '../../queries.ts';
import { useMay } from '../../session.ts';
import { currentLanguage, said, t } from '../../words.ts';

export function EvaluationOfRecommender(): ReactElement {
  const evaluations = useApi<Evaluations>('/evaluations');
  const mayAsk = useMay('operateur');
  const [jobId, setJobId] = useState<string>();
  const ask = useWrite(() => send<{ readonly jobId: string }>('POST', '/evaluations'), []);
  const button = mayAsk && (
    <Button
      variant="default"
      loading={ask.isPending}
      onClick={() => ask.mutate(undefined, { onSuccess: (job) => setJobId(job.jobId), onError: toastProblem })}
    >
      {t('Évaluer maintenant', 'Evaluate now')}
    </Button>
  );
  return (
    <section className="stack">
      <div className="row-apart">
        <h2>{t('Les recommandations devinent-elles juste ?', 'Do the recommendations guess right?')}</h2>
        {button}
      </div>
      {jobId !== undefined && (
        <JobProgress
          jobId={jobId}
          title={t('Rejeu des ventes passées', 'Replaying past sales')}
          onEnd={() => void evaluations.refetch()}
        />
      )}
      <Answer of={evaluations} lines={8}>
        {({ latest, isProposalTaken, history }) =>
          latest === null ? (
            <Empty title={t('Pas encore évalué', 'Not evaluated yet')}>
              {t(
                'L’évaluation rejoue vos ventes passées : à chaque date, on demande ce que les listes auraient proposé, et l’on compare avec ce que les clients ont pris ensuite.',
                'The evaluation replays your past sales: at each date it asks what the lists would have proposed, and compares with what clients then bought.',
              )}
            </Empty>
          ) : (
            <>
              <Conclusion latest={latest} />
              {latest.status === 'measured' && <HitChart latest={latest} />}
              <Weights latest={latest} isTaken={isProposalTaken} />
              <Assumptions latest={latest} />
              {history.length > 1 && (
                <p className="soft small">
                  {t('Évaluations précédentes : ', 'Earlier evaluations: ')}
                  {history
                    .slice(1, 8)
                    .map(({ asOf, hit3 }) => `${day(asOf)}${hit3 ? ` (${hundredths(hit3.value)})` : ''}`)
                    .join(', ')}
                </p>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}

function Conclusion({ latest }: { readonly latest: Evaluation }): ReactElement {
  return (
    <div className="sheet stack-tight prose">
      {latest.conclusion[currentLanguage()].map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p className="soft small">
        {t(
          `Évalué le ${instant(latest.computedAt)}, sur ${count(latest.buyers)} achats suivis, à ${count(latest.origins.length)} dates.`,
          `Evaluated ${instant(latest.computedAt)}, on ${count(latest.buyers)} purchases followed, at ${count(latest.origins.length)} dates.`,
        )}
      </p>
    </div>
  );
}

interface Dot {
  readonly title: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isOurs: boolean;
  readonly label: string;
}

function HitChart({ latest }: { readonly latest: Evaluation }): ReactElement {
  const dots = dotsOf(latest);
  const draw = useCallback((plot: PlotLibrary, frame: ChartFrame) => drawHits(plot, frame, dotsOf(latest)), [latest]);
  const best = dots.find(({ isOurs }) => !isOurs);
  const ours = hitOf(latest, 'owner');
  const learned = hitOf(latest, 'learned');
  return (
    <Chart
      question={t(
        'Sur 100 clients qui ont acheté, combien ont pris un vin de leur liste ?',
        'Of 100 clients who bought, how many took a wine of their list?',
      )}
      answer={
        ours && best
          ? t(
              `Avec vos poids : ${ours} ; avec ce que les ventes ont appris : ${learned ?? '–'} ; la meilleure règle simple (${best.title}) : ${best.label}. Le trait dit jusqu’où le hasard peut mener.`,
              `With your weights: ${ours}; with what the sales taught: ${learned ?? '–'}; the best simple rule (${best.title}): ${best.label}. The bar says how far chance may go.`,
            )
          : t('Le trait dit jusqu’où le hasard peut mener.', 'The bar says how far chance may go.')
      }
      table={{
        columns: [
          t('Méthode', 'Method'),
          t('Sur 100', 'In 100'),
          t('au moins', 'at least'),
          t('au plus', 'at most'),
          t('parmi les vins nouveaux', 'among wines new to them'),
          t('règles enfreintes', 'rules broken'),
        ],
        rows: latest.methods.map((method) => [
          said(method.title),
          hundred(method.hit3?.value),
          hundred(method.hit3?.low),
          hundred(method.hit3?.high),
          hundred(method.explore.hit3?.value),
          method.violations.total,
        ]),
      }}
      fileName="recommandations-jugees"
      height={40 + dots.length * 34}
      draw={draw}
    />
  );
}

function hitOf({ methods }: Evaluation, name: string): string | undefined {
  const hit = methods.find((method) => method.name === name)?.hit3;
  return hit ? hundredths(hit.value) : undefined;
}

function dotsOf({ methods }: Evaluation): readonly Dot[] {
  return methods
    .flatMap(({ title, kind, hit3 }) =>
      hit3
        ? [
            {
              title: said(title),
              value: hit3.value * 100,
              low: hit3.low * 100,
              high: hit3.high * 100,
              isOurs: kind === 'ours',
              label: hundredths(hit3.value),
            },
          ]
        : [],
    )
    .toSorted((one, other) => other.value - one.value);
}

function drawHits(plot: PlotLibrary, frame: ChartFrame, dots: readonly Dot[]): Element {
  const colour = (dot: Dot) => (dot.isOurs ? frame.accent : frame.soft);
  return plot.plot({
    width: frame.width,
    height: 40 + dots.length * 34,
    marginLeft: frame.isNarrow ? 8 : Math.min(260, frame.width * 0.42),
    marginRight: 48,
    x: { label: null, grid: true, domain: [0, Math.max(...dots.map(({ high }) => high), 10)], ticks: 5 },
    y: {
      label: null,
      domain: dots.map(({ title }) => title),
      ...(frame.isNarrow ? { axis: null } : { tickSize: 0 }),
    },
    marks: [
      plot.ruleY(dots, { y: 'title', x1: 'low', x2: 'high', stroke: colour, strokeWidth: 3 }),
      plot.dot(dots, {
        y: 'title',
        x: 'value',
        r: 6,
        fill: colour,
        stroke: 'var(--raised)',
        symbol: (dot: Dot) => (dot.isOurs ? 'circle' : 'square'),
      }),
      plot.text(dots, { y: 'title', x: 'high', text: 'label', dx: 8, textAnchor: 'start', fill: frame.ink }),
      ...(frame.isNarrow
        ? [plot.text(dots, { y: 'title', x: 0, text: 'title', dy: -13, textAnchor: 'start', fill: frame.ink })]
        : []),
    ],
  });
}

function Weights({ latest, isTaken }: { readonly latest: Evaluation; readonly isTaken: boolean }): ReactElement | null {
  const { weights, inputsHash } = latest;
  const mayTake = useMay('administrateur');
  const settings = useVersioned<SettingsAnswer>('/settings');
  const [reason, setReason] = useState('');
  const accept = useWrite(
    () => send('POST', '/evaluations/accept-weights', { inputsHash, reason }),
    ['/evaluations', '/settings', '/journal'],
  );
  if (weights.proposed === null || weights.status === 'not_enough_history') return null;
  const moved = Object.entries(weights.proposed).filter(([name, value]) => value !== weights.current[name]);
  return (
    <div className="stack-tight">
      <h3>{t('D’autres poids feraient-ils mieux ?', 'Would other weights do better?')}</h3>
      {isTaken ? (
        <p>{t('Les poids proposés sont déjà les vôtres.', 'The weights proposed are yours already.')}</p>
      ) : weights.status === 'keep' ? (
        <p>{t('Non, pas sûrement : gardez les vôtres.', 'Not surely: keep yours.')}</p>
      ) : (
        <>
          <p>
            {t('Oui, au-delà du hasard : ', 'Yes, beyond chance: ')}
            {moved
              .map(
                ([name, value]) =>
                  `${weightTitle(settings.data?.value, name)} ${count(weights.current[name], 2)} → ${count(value, 2)}`,
              )
              .join(', ')}
            . <GoLink to={to.settings('scenarios')}>{t('Voir les poids', 'See the weights')}</GoLink>
          </p>
          {mayTake && (
            <div className="form">
              <TextInput
                label={t('Pourquoi les prendre (va au journal)', 'Why take them (goes into the journal)')}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <span>
                <ConfirmButton
                  effect={t('Prendre les poids proposés', 'Take the weights proposed')}
                  disabled={reason.trim().length < 3}
                  consequence={t(
                    'Ils valent dès le prochain calcul. La rubrique « Scénarios & poids » permet de revenir en arrière.',
                    'They hold from the next computation on. The section “Scenarios & weights” takes them back.',
                  )}
                  onConfirm={async () => {
                    await accept.mutateAsync(undefined);
                    toast(t('Les nouveaux poids sont enregistrés.', 'The new weights are saved.'));
                  }}
                />
              </span>
            </div>
          )}
        </>
      )}
    </div>
  );
}

function weightTitle(settings: SettingsAnswer | undefined, name: string): string {
  const known = settings?.sections
    .flatMap((section) => section.settings)
    .find(({ path }) => path === `weights.${name}`);
  return known ? said(known.title).toLowerCase() : name;
}

function Assumptions({ latest }: { readonly latest: Evaluation }): ReactElement {
  return (
    <details>
      <summary>{t('Ce que cette mesure suppose', 'What this measure assumes')}</summary>
      <ul className="prose soft small">
        {latest.assumptions.map((one) => (
          <li key={one.fr}>{said(one)}</li>
        ))}
      </ul>
    </details>
  );
}

function hundred(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 10;
}

function hundredths(value: number): string {
  return count(Math.round(value * 1000) / 10, 1);
}
