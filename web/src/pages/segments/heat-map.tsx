/** Recency against frequency as a map of heat: a table, for each count is read and leads to its clients; the ground darkens with it. */
import type { KeyboardEvent, ReactElement } from 'react';
import type { Segments } from '../../../../src/api/contract/segments.ts';
import { to, withFilters } from '../../addresses.ts';
import { count } from '../../formats.ts';
import { GoLink } from '../../parts/go-link.tsx';
import { counted, t } from '../../words.ts';
import { heatOf, heatSteps } from './heat-steps.ts';

const scores = [1, 2, 3, 4, 5] as const;

/** How many clients stand where, by the scores of recency and frequency. */
export function HeatMap({ found }: { readonly found: Segments }): ReactElement {
  const cells = new Map(found.rfm.map((cell) => [`${cell.recency} ${cell.frequency}`, cell.clientCount]));
  const steps = heatSteps(found.rfm.map(({ clientCount }) => clientCount));
  return (
    <section className="stack">
      <h2>{t('Récents, fréquents : où sont-ils ?', 'Recent, frequent: where are they?')}</h2>
      <p className="soft prose">{answerOf(found)}</p>
      <table className="heat" onKeyDown={walk}>
        <caption className="only-read-aloud">
          {t('Clients par score de récence et de fréquence', 'Clients by scores of recency and frequency')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('Fréquence ↑ Récence →', 'Frequency ↑ Recency →')}</th>
            {scores.map((recency) => (
              <th key={recency} scope="col">
                {recencyWord(recency)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scores.toReversed().map((frequency) => (
            <tr key={frequency}>
              <th scope="row">{frequencyWord(frequency)}</th>
              {scores.map((recency) => {
                const clients = cells.get(`${recency} ${frequency}`) ?? 0;
                return (
                  <HeatCell
                    key={recency}
                    clients={clients}
                    heat={heatOf(clients, steps)}
                    address={withFilters(to.clients(), { recency, frequency })}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Scale steps={steps} />
    </section>
  );
}

/** The two corners that call for something: those to keep, and those to call back. */
function answerOf({ rfm }: Segments): string {
  const frequent = rfm.filter(({ frequency }) => frequency >= 4);
  const sum = (cells: typeof rfm) => cells.reduce((total, { clientCount }) => total + clientCount, 0);
  const near = sum(frequent.filter(({ recency }) => recency >= 4));
  const silent = sum(frequent.filter(({ recency }) => recency <= 2));
  const toKeep = t(
    `De 1 à 5, par rapport à vos autres clients. En haut à droite, ${counted(near, ['client commande', 'clients commandent'], ['client'])} souvent et récemment.`,
    `From 1 to 5, compared with your other clients. At the top right, ${counted(near, [''], ['client orders', 'clients order'])} often and lately.`,
  );
  if (silent === 0) return toKeep;
  const toCallBack = t(
    `En haut à gauche, ${counted(silent, ['client souvent venu se tait', 'clients souvent venus se taisent'], ['client'])} : à rappeler d’abord.`,
    `At the top left, ${counted(silent, [''], ['client who came often is silent', 'clients who came often are silent'])}: to be called back first.`,
  );
  return `${toKeep} ${toCallBack}`;
}

interface HeatCellProps {
  readonly clients: number;
  readonly heat: number;
  readonly address: string;
}

function HeatCell({ clients, heat, address }: HeatCellProps): ReactElement {
  return (
    <td data-heat={heat}>
      {clients === 0 ? (
        <>
          <span className="soft" aria-hidden="true">
            ·
          </span>
          <span className="only-read-aloud">{t('personne', 'nobody')}</span>
        </>
      ) : (
        <GoLink to={address}>
          {count(clients)}
          <span className="only-read-aloud"> {clients === 1 ? t('client', 'client') : t('clients', 'clients')}</span>
        </GoLink>
      )}
    </td>
  );
}

/** What each ground means, from the palest to the deepest. */
function Scale({ steps }: { readonly steps: readonly number[] }): ReactElement {
  return (
    <ul className="plain-list heat-scale small" aria-label={t('Échelle des teintes', 'Scale of the shades')}>
      {steps.map((last, place) => (
        <li key={last}>
          <span className="heat-swatch" data-heat={heatOf(last, steps)} aria-hidden="true" />
          {rangeWords((steps[place - 1] ?? 0) + 1, last)}
        </li>
      ))}
      <li>{t('clients par case', 'clients in a square')}</li>
    </ul>
  );
}

function rangeWords(first: number, last: number): string {
  if (first === last) return count(last);
  return t(`${count(first)} à ${count(last)}`, `${count(first)} to ${count(last)}`);
}

/** The arrows go from square to square, over those that are empty; Tab goes through them in order, as everywhere. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const step = steps[event.key];
  const from = event.target instanceof Element ? event.target.closest('td') : null;
  const row = from?.parentElement;
  if (!step || !from || !(row instanceof HTMLTableRowElement)) return;
  let [line, place] = [row.rowIndex + step[0], from.cellIndex + step[1]];
  for (;;) {
    const cell = event.currentTarget.rows[line]?.cells[place];
    if (cell?.tagName !== 'TD') return;
    const link = cell.querySelector('a');
    if (link) {
      event.preventDefault();
      link.focus();
      return;
    }
    [line, place] = [line + step[0], place + step[1]];
  }
}

function recencyWord(score: number): string {
  if (score === 1) return t('1 anciens', '1 long ago');
  return score === 5 ? t('5 récents', '5 recent') : String(score);
}

function frequencyWord(score: number): string {
  if (score === 1) return t('1 rares', '1 seldom');
  return score === 5 ? t('5 souvent', '5 often') : String(score);
}
