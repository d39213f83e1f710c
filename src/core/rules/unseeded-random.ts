// A draw of random numbers that no seed reaches.

import type { Expression } from '../python/ast.ts';
import type { Module } from '../python/module.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Edit } from '../text/edit.ts';
import { defineRule, type Fix } from './rule.ts';

type Draw = EventOf<'draw'>;

export const unseededRandom = defineRule({
  id: 'unseeded-random',
  summary: 'A random draw that no seed reaches.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    parameter: {
      what: '`{name}` draws from {generator}, and no seed reaches it{times}.',
      why: 'Each run draws other numbers, so what follows from them differs from run to run.',
      how: 'Pass `{parameter}={seed}`{where}.',
    },
    global: {
      what: '`{name}` draws from {generator}, and no seed reaches it{times}.',
      why: 'Each run draws other numbers, so what follows from them differs from run to run.',
      how: 'Call `{call}` in a cell above.',
    },
    generator: {
      what: '`{name}` draws from a generator that was made without a seed{times}.',
      why: 'Each run draws other numbers, so what follows from them differs from run to run.',
      how: 'Give the generator a seed where it is made, e.g. `np.random.default_rng({seed})`.',
    },
  },
  *check({ model }) {
    const seed = seedName(model);
    for (const [, draws] of grouped(model)) {
      const [first] = draws;
      if (!first) continue;
      const parameter = typeof first.generator.id === 'number' ? undefined : first.parameter;
      const fix = parameter === undefined ? undefined : fixOf(model, first, parameter, seed);
      yield {
        message: typeof first.generator.id === 'number' ? 'generator' : parameter === undefined ? 'global' : 'parameter',
        data: {
          name: first.callee.slice(first.callee.lastIndexOf('.') + 1),
          callee: first.callee,
          generator: first.generator.label,
          parameter: parameter ?? '',
          seed,
          call: SEEDING[first.generator.id]?.replace('SEED', seed) ?? '',
          where: first.made ? ' where it is made' : '',
          times: draws.length > 1 ? ` (${draws.length} draws in this cell)` : '',
        },
        at: first.made && first.made.cell !== first.at.cell ? first.at : (first.made ?? first.at),
        ...(first.made && !sameSpot(first) ? { related: [{ at: first.made, message: 'made here without a seed' }] } : {}),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

const SEEDING: Readonly<Record<string | number, string>> = {
  numpy: 'np.random.seed(SEED)',
  random: 'random.seed(SEED)',
  torch: 'torch.manual_seed(SEED)',
  tensorflow: 'tf.keras.utils.set_random_seed(SEED)',
};

/** Whether the finding itself stands where the estimator is made. */
function sameSpot(draw: Draw): boolean {
  return draw.made?.cell === draw.at.cell;
}

/** Unseeded draws, one group for each object or call and cell. */
function grouped(model: Model): ReadonlyMap<string, readonly Draw[]> {
  const groups = new Map<string, Draw[]>();
  for (const event of model.document.events) {
    if (event.kind !== 'draw' || event.state !== 'unseeded' || event.generator.id === 'fresh') continue;
    const key = event.made ? `made ${event.made.cell} ${event.made.span.start}` : `${event.generator.id} ${event.at.cell} ${event.callee}`;
    const known = groups.get(key);
    if (!known) groups.set(key, [event]);
    else if (!known.some((each) => each.at.cell === event.at.cell && each.at.span.start === event.at.span.start)) known.push(event);
  }
  return groups;
}

/** The notebook's own name for a seed, bound to one whole number; else 42. */
function seedName(model: Model): string {
  for (const event of model.document.events)
    if (event.kind === 'bind' && /^(random_?)?(seed|state)$/i.test(event.name) && typeof event.value.constant?.value === 'number')
      return event.name;
  return '42';
}

/** Puts the seed behind the last argument of the call that makes the estimator, or draws. */
function fixOf(model: Model, draw: Draw, parameter: string, seed: string): Fix | undefined {
  const call = callAt(model, draw);
  const module = call && model.modules.find((each) => each.cell === call.module.cell);
  if (!call || !module) return undefined;
  const { end } = module.spanOf(call.node);
  if (module.source[end - 1] !== ')') return undefined;
  const given = call.node.args.length + call.node.keywords.length > 0;
  const before = module.source.slice(0, end - 1).trimEnd();
  const separator = !given ? '' : before.endsWith(',') ? ' ' : ', ';
  const at = before.length;
  const edit: Edit = {
    kind: 'replaceText',
    at: { cell: module.cell, span: { start: at, end: at } },
    text: `${separator}${parameter}=${seed}`,
  };
  return { title: `Pass ${parameter}=${seed}`, kind: 'suggested', edits: [edit] };
}

/** The call expression to change: where the estimator is made, else the draw itself. */
function callAt(model: Model, draw: Draw): { readonly node: Expression<'Call'>; readonly module: Module } | undefined {
  const place = draw.made ?? draw.at;
  const module = model.modules.find((each) => each.cell === place.cell);
  if (!module) return undefined;
  const made = draw.made
    ? model.document.events.find(
        (each): each is EventOf<'call'> =>
          each.kind === 'call' &&
          each.at.cell === place.cell &&
          each.at.span.start === place.span.start &&
          each.at.span.end === place.span.end,
      )?.node
    : draw.node;
  if (made?.nodeType !== 'Call' || made.keywords.some((each) => each.arg === undefined || each.arg === draw.parameter)) return undefined;
  return { node: made, module };
}
