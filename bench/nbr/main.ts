/**
 * `npm run bench:nbr -- --data DIR --protocol reality-check|repbias|dnntsp|last-basket [--json] [--folds n] [--methods a,b]
 * [--without-days]`: next-basket figures of our model and of the published baselines, by our own code, so that the evaluator is
 * proved too. `--protocol python` sets the numpy TIFU-KNN beside ours on the first fold of the reality check.
 * `npm run bench:nbr -- --protocol scale [--clients n] [--items n] [--lines n] [--seed n] [--json]`: time and memory.
 */
import { parseArgs } from 'node:util';
import { UnusableFile } from '../foreign-table.ts';
import { publishedTifu } from './baselines/tifu-knn.ts';
import { measureFolds } from './measure.ts';
import { methods } from './methods.ts';
import { loadProtocol, type Protocol, type ProtocolName, protocolNames } from './protocols.ts';
import { hasNumpy, measureInPython } from './python.ts';
import { asTable, summarised } from './report.ts';
import { asScaleTable, measureApart, measureSize, sizesUpTo } from './scale.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    protocol: { type: 'string', default: 'reality-check' },
    json: { type: 'boolean', default: false },
    folds: { type: 'string' },
    methods: { type: 'string' },
    'without-days': { type: 'boolean', default: false },
    clients: { type: 'string', default: '100000' },
    items: { type: 'string', default: '2000' },
    lines: { type: 'string', default: '5000000' },
    seed: { type: 'string', default: '1' },
    one: { type: 'boolean', default: false },
  },
});

await main();

async function main(): Promise<void> {
  if (options.protocol === 'scale') return scale();
  if (options.protocol === 'python') return besidePython();
  const name = protocolNames.find((one) => one === options.protocol);
  if (name === undefined) {
    return refuse(`No protocol ${options.protocol}; there are ${protocolNames.join(', ')}, python, scale.`);
  }
  const protocol = protocolOrRefuse(name);
  if (protocol) accuracy(protocol);
}

function accuracy(protocol: Protocol): void {
  const { name, ideal, users, items, baskets } = protocol;
  const wanted = options.methods?.split(',') ?? methods.map((method) => method.name);
  const unknown = wanted.filter((one) => !methods.some((method) => method.name === one));
  if (unknown.length > 0) {
    return refuse(`No method ${unknown.join(', ')}; there are ${methods.map((method) => method.name).join(', ')}.`);
  }
  const folds = protocol.folds.slice(0, Number(options.folds ?? protocol.folds.length));
  const measured = methods
    .filter((method) => wanted.includes(method.name))
    .map((method) => {
      note(method.name);
      return summarised(method.name, measureFolds(method, folds, ideal));
    });
  print({ protocol: name, ideal, users, items, baskets, methods: measured }, () => asTable(protocol, measured));
}

function besidePython(): void {
  const protocol = protocolOrRefuse('reality-check');
  const fold = protocol?.folds[0];
  if (protocol === undefined || fold === undefined) return;
  if (!hasNumpy()) return refuse('Skipped: python3 here has no numpy and scipy.');
  const wanted = methods.filter(({ name }) => name === 'cuvee' || name === 'TIFUKNN-published');
  const sides = wanted.map((method) => ({ side: method.name, ...measureFolds(method, [fold], protocol.ideal)[0] }));
  const python = { side: 'TIFUKNN-published, numpy and scipy', ...measureInPython(fold, publishedTifu) };
  const rows = [...sides, python].map(({ side, fitMs, rankMs, ...figures }) => ({
    side,
    'recall@10': figures['recall@10'],
    'ndcg@10': figures['ndcg@10'],
    fitS: (fitMs ?? 0) / 1000,
    rankS: (rankMs ?? 0) / 1000,
  }));
  print({ protocol: 'python', fold: fold.name, users: fold.testClients.length, sides: rows }, () =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
}

async function scale(): Promise<void> {
  const size = { clients: Number(options.clients), items: Number(options.items), lines: Number(options.lines) };
  const seed = Number(options.seed);
  if (options.one) {
    process.stdout.write(`${JSON.stringify(await measureSize(size, seed))}\n`);
    return;
  }
  const measured = sizesUpTo(size).map((each) => {
    note(`${each.clients} clients`);
    return measureApart(each, seed);
  });
  print({ protocol: 'scale', seed, sizes: measured }, () => asScaleTable(measured));
}

function protocolOrRefuse(name: ProtocolName): Protocol | undefined {
  const data = options.data ?? process.env['CUVEE_DATASETS'] ?? '../shared/datasets';
  try {
    const protocol = loadProtocol(name, data, { withoutDays: options['without-days'] });
    if (protocol === undefined) refuse(`No data for ${name} in ${data}. Name its folder or file with --data.`);
    return protocol;
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    refuse(`${data} cannot be used. ${error.message}`);
    return undefined;
  }
}

function print(document: Readonly<Record<string, unknown>>, table: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(document, undefined, 2)}\n` : table());
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

function note(message: string): void {
  if (!options.json) process.stderr.write(`… ${message}\n`);
}
