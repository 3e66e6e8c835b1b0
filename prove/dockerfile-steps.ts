/** A Dockerfile read as the list of its steps, so that each can be looked at, and run without a container engine. */

export interface Step {
  /** The name after `as`, of the stage this step belongs to. */
  readonly stage: string;
  /** `FROM`, `RUN`, `COPY` … */
  readonly instruction: string;
  readonly words: string;
}

/** The steps of a Dockerfile in their order; comments and line continuations are taken away. Steps before the first stage have none. */
export function readSteps(dockerfile: string): Step[] {
  const lines = dockerfile
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  const steps: Step[] = [];
  let stage = '';
  for (const line of lines) {
    const [, instruction, words] = /^\s*([A-Za-z]+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (instruction === undefined || words === undefined) continue;
    if (instruction.toUpperCase() === 'FROM') stage = /\s+as\s+(\S+)$/i.exec(words)?.[1] ?? '';
    steps.push({ stage, instruction: instruction.toUpperCase(), words });
  }
  return steps;
}

/** The variables that the `ENV` steps of a stage set. */
export function environmentOf(steps: readonly Step[], stage: string): Record<string, string> {
  const set = steps.filter((step) => step.stage === stage && step.instruction === 'ENV');
  return Object.fromEntries(
    set.flatMap(({ words }) => [...words.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value])),
  );
}

/** The words of a step written as a JSON list: `CMD ["serve", "--port", "4000"]`, or what follows `CMD` in a health check. */
export function commandOf(steps: readonly Step[], instruction: string): string[] {
  const words = steps.findLast((step) => step.instruction === instruction)?.words ?? '[]';
  const list: unknown = JSON.parse(words.slice(words.indexOf('[')));
  return Array.isArray(list) ? list.map(String) : [];
}
