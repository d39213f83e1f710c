// A progress bar on standard error, for checks that take long enough to wonder.

import { Presets, SingleBar } from 'cli-progress';

import type { Host } from '../host.ts';

/** A bar that comes after a second, or at once where there is much to do. */
const MANY = 50;
const PATIENCE = 1000;

export interface Progress {
  advance(): void;
  stop(): void;
}

const SILENT: Progress = { advance: () => undefined, stop: () => undefined };

export function progressOf(total: number, host: Host): Progress {
  if (host.showsProgress !== true || total < 2 || host.env['TERM'] === 'dumb') return SILENT;
  const bar = new SingleBar(
    { format: 'nbship: {bar} {value} of {total} notebooks', clearOnComplete: true, hideCursor: true, stream: process.stderr },
    Presets.shades_classic,
  );
  const began = Date.now();
  let done = 0;
  let shown = false;
  return {
    advance: () => {
      done += 1;
      if (shown) bar.update(done);
      else if (done < total && (total > MANY || Date.now() - began > PATIENCE)) {
        shown = true;
        bar.start(total, done);
      }
    },
    stop: () => {
      if (shown) bar.stop();
    },
  };
}
