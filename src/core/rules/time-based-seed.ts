// Seeds that are another number at each run.

import type { EventOf } from '../semantics/events.ts';
import { textAt } from './places.ts';
import { defineRule, type Report } from './rule.ts';

export const timeBasedSeed = defineRule({
  id: 'time-based-seed',
  summary: 'A generator is seeded with the time, or with other numbers that nobody can give again.',
  category: 'randomness',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    time: {
      what: '{generator} is seeded with `{source}`.',
      why: 'That is another number at each run, so the seed makes nothing the same.',
      how: 'Use a fixed number, and write down which one it was where several are tried.',
    },
  },
  *check({ model }): Generator<Report<'time'>> {
    for (const seed of model.document.events) {
      if (seed.kind !== 'seed' || seed.constant) continue;
      const call = model.document.events.find(
        (each): each is EventOf<'call'> =>
          each.kind === 'call' &&
          each.step === seed.step &&
          each.at.cell === seed.at.cell &&
          each.at.span.start >= seed.at.span.start &&
          each.at.span.end <= seed.at.span.end &&
          CHANGING.test(each.callee ?? ''),
      );
      if (!call) continue;
      const { label } = seed.generator;
      const source = textAt(model, call.at);
      yield { message: 'time', data: { generator: label.charAt(0).toUpperCase() + label.slice(1), source }, at: seed.at };
    }
  },
});

/** Calls whose result is another one at each run. */
const CHANGING =
  /^(time\.(time|time_ns|perf_counter|perf_counter_ns|monotonic)|datetime\.(datetime\.)?(now|utcnow|today)|os\.(urandom|getpid)|uuid\.uuid\d|secrets\.\w+)$/;
