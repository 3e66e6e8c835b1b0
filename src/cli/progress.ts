import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../world.ts';

/** A bar on a terminal; silence in a pipe. */
export function createProgress(isTerminal: boolean): Progress {
  if (!isTerminal) return { advance: () => {}, end: () => {} };
  let bar: SingleBar | undefined;
  return {
    advance(label, done, total) {
      if (!bar) {
        bar = new SingleBar(
          {
            format: ' {bar} {percentage} % | {label}',
            hideCursor: true,
            clearOnComplete: true,
            stream: process.stderr,
          },
          Presets.shades_classic,
        );
        bar.start(total ?? 0, 0, { label });
      }
      if (total !== undefined) bar.setTotal(total);
      bar.update(done, { label });
    },
    end() {
      bar?.stop();
      bar = undefined;
    },
  };
}
