/** The figures as a table for a terminal. */
import type { measureDemo } from './demo-estate.ts';
import type { measure, Score } from './measure.ts';

type Figures = ReturnType<typeof measure> & { readonly file: string };

/** Every figure of the JSON that a person compares, one a line. */
export function asTable(figures: Figures): string {
  const { ours, hindsight, spend, baseline } = figures;
  const lines = [
    `${figures.file}: ${figures.customers} customers known on ${figures.calibrationEnd}; ` +
      `${figures.holdoutOrders} orders in the ${figures.holdoutWeeks.toFixed(1)} weeks to ${figures.holdoutEnd}`,
    '',
    `${'forecast'.padEnd(22)}${'total'.padStart(9)}${'MAE'.padStart(8)}${'RMSE'.padStart(8)}${'fit ms'.padStart(8)}  log-likelihood; parameters`,
    row(baseline.name, baseline, ''),
    ...figures.models.map((model) =>
      row(
        model.name,
        model,
        `${String(model.fitMs).padStart(8)}  ${model.logLikelihood.toFixed(3)}; ${named(model.parameters)}`,
      ),
    ),
    row('ours, mean', ours.mean, String(ours.fitMs).padStart(8)),
    row('ours, whole orders', ours.wholeOrders, `          quantile ${ours.wholeOrders.quantile.toFixed(3)}`),
    row('in hindsight', hindsight, `          means of ${hindsight.classes} classes of what came`),
    '',
    `judged from ${ours.judgedFrom} to the end of the calibration: ` +
      ours.weights
        .map((one) => `${one.name} ${one.holdoutLogLikelihood.toFixed(1)} (weight ${one.weight.toFixed(3)})`)
        .join(', '),
    `customers without order: ${ours.noOrder.expected.toFixed(0)} expected, ${ours.noOrder.actual} came`,
    `spent: ${ours.value.expected.toFixed(0)} expected, ${ours.value.actual.toFixed(0)} came; ` +
      `${(100 * ours.value.within80).toFixed(1)} % within the 80 % interval, ${(100 * ours.value.above).toFixed(1)} % above`,
    `our spend model: ${JSON.stringify(ours.value.spend)}`,
  ];
  if (spend !== null) {
    const { p, q, gamma, logLikelihood, repeaters, fitMs } = spend;
    lines.push(
      `gamma_gamma on ${repeaters} repeaters: ${named({ p, q, gamma })}; ${logLikelihood.toFixed(3)}; ${fitMs} ms`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The demo estate's figures, for a terminal. */
export function demoTable({ clients, years, seed, lastDay, yearBefore }: ReturnType<typeof measureDemo>): string {
  const { active, lapsed, orderedOnce, silentTwoYears } = lastDay.pAlive;
  const tenths = (of: typeof yearBefore.reliability.once): string =>
    of.map(({ pAlive, returned }) => `${pAlive.toFixed(2)}/${returned.toFixed(2)}`).join(' ');
  const lines = [
    `demo estate of ${clients} clients, ${years} years, seed ${seed}; fit ${lastDay.fitCpuMs} ms and all values ${lastDay.valuesCpuMs} ms of CPU`,
    `P(alive) on ${lastDay.asOf}: active ${active.toFixed(3)}, lapsed ${lapsed.toFixed(3)}, ordered once ${orderedOnce.toFixed(3)}, ` +
      `silent for two years ${silentTwoYears.toFixed(3)}; AUC ${lastDay.aucLapsed.toFixed(3)} against the lapsed, ${lastDay.aucGone.toFixed(3)} with those of one order`,
    '',
    `as of ${yearBefore.asOf}  clients  orders, foretold/came  euros  P(alive)  returned  within 80 %`,
    ...yearBefore.kinds.map(
      (one) =>
        `${one.kind.padEnd(18)}${String(one.clients).padStart(7)}${one.ordersRatio.toFixed(3).padStart(23)}` +
        `${one.netRatio.toFixed(3).padStart(7)}${one.pAlive.toFixed(3).padStart(10)}${one.returned.toFixed(3).padStart(10)}${one.within80.toFixed(3).padStart(13)}`,
    ),
    '',
    `tenths by P(alive), P(alive)/returned within the year; of one order: ${tenths(yearBefore.reliability.once)}`,
    `of more: ${tenths(yearBefore.reliability.again)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function row(name: string, { total, mae, rmse }: Score, rest: string): string {
  return `${name.padEnd(22)}${total.toFixed(0).padStart(9)}${mae.toFixed(4).padStart(8)}${rmse.toFixed(4).padStart(8)}${rest}`;
}

function named(parameters: Readonly<Record<string, number>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join(' ');
}
