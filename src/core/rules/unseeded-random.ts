// A draw of random numbers that no seed reaches.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { defineRule, type Fix } from './rule.ts';
import { lateSeeds } from './seed-after-draw.ts';
import { calleeText, callToSeed, makerOf, passAlone, passByKeyword, seedAt, type Draw, type WrittenCall } from './seeding.ts';

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
      how: 'Give the generator a seed where it is made, `{maker}({seed})`.',
    },
  },
  *check({ model }) {
    for (const [, draws] of grouped(model)) {
      const [first] = draws;
      if (!first) continue;
      const own = typeof first.generator.id === 'number';
      const parameter = own ? undefined : first.parameter;
      const seed = seedAt(model, first.step);
      const call = callToSeed(model, first);
      const made = first.made ?? (own ? makerOf(model, first)?.at : undefined);
      const fix = (call && fixOf(call, own, parameter, seed)) ?? (own || parameter !== undefined ? undefined : seedingCell(model, first));
      yield {
        message: own ? 'generator' : parameter === undefined ? 'global' : 'parameter',
        data: {
          name: first.callee.slice(first.callee.lastIndexOf('.') + 1),
          callee: first.callee,
          generator: first.generator.label,
          parameter: parameter ?? '',
          seed,
          call: SEEDING[first.generator.id]?.replace('SEED', seed) ?? '',
          maker: own && call ? calleeText(call) : 'np.random.default_rng',
          where: first.made ? ' where it is made' : '',
          times: draws.length > 1 ? ` (${draws.length} draws in this cell)` : '',
        },
        at: first.made && first.made.cell !== first.at.cell ? first.at : (first.made ?? first.at),
        ...(made && !sameSpot(first) ? { related: [{ at: made, message: 'made here without a seed' }] } : {}),
        ...(fix ? { fix } : {}),
      };
    }
  },
});

/** A generator takes its seed where it is made, an estimator by its parameter; a global one needs a line of its own. */
function fixOf(call: WrittenCall, own: boolean, parameter: string | undefined, seed: string): Fix | undefined {
  if (own) return passAlone(call, seed);
  return parameter === undefined ? undefined : passByKeyword(call, parameter, seed);
}

const SEEDING: Readonly<Record<string | number, string>> = {
  numpy: 'np.random.seed(SEED)',
  random: 'random.seed(SEED)',
  torch: 'torch.manual_seed(SEED)',
  tensorflow: 'tf.keras.utils.set_random_seed(SEED)',
};

/** A cell of its own behind the imports, which seeds the generator under the name that its library has in the notebook. */
function seedingCell(model: Model, draw: Draw): Fix | undefined {
  const call = SEEDING_CALLS[draw.generator.id];
  if (!call) return undefined;
  const library = model.document.events.find(
    (each): each is EventOf<'bind'> =>
      each.kind === 'bind' && each.how === 'import' && each.step < draw.step && each.value.things[0]?.qualified === call.module,
  );
  const from = library && model.steps[library.step]?.cell;
  const used = model.steps[draw.step]?.cell;
  // Where the import stands in the cell that draws, or below, a new cell cannot come between.
  if (library === undefined || from === undefined || used === undefined || from >= used) return undefined;
  const known = seedAt(model, draw.step);
  const lines = known === '42' ? ['SEED = 42', `${library.name}.${call.call}(SEED)`] : [`${library.name}.${call.call}(${known})`];
  const taken = model.document.events.some((each) => each.kind === 'bind' && each.name === 'SEED');
  if (known === '42' && taken) lines.splice(0, 2, `${library.name}.${call.call}(42)`);
  // A seed that the notebook holds is known only behind the cell that makes it.
  const before = known === '42' ? from + 1 : used;
  return {
    title: `Insert a cell that calls ${library.name}.${call.call}`,
    kind: 'suggested',
    edits: [{ kind: 'insertCell', before, source: lines.join('\n') }],
  };
}

const SEEDING_CALLS: Readonly<Record<string | number, { readonly module: string; readonly call: string }>> = {
  numpy: { module: 'numpy', call: 'random.seed' },
  random: { module: 'random', call: 'seed' },
  torch: { module: 'torch', call: 'manual_seed' },
  tensorflow: { module: 'tensorflow', call: 'keras.utils.set_random_seed' },
};

/** Whether the finding itself stands where the estimator is made. */
function sameSpot(draw: Draw): boolean {
  return draw.made?.cell === draw.at.cell;
}

/** What one seed would mend: the object that is made, the call with its parameter, or the generator in one cell. */
function keyOf({ made, parameter, generator, at }: Draw): string {
  if (made) return `made ${made.cell} ${made.span.start}`;
  const mendedHere = parameter !== undefined && typeof generator.id !== 'number';
  return mendedHere ? `call ${at.cell} ${at.span.start}` : `generator ${generator.id} ${at.cell}`;
}

/** Unseeded draws, those together that one seed would mend. */
function grouped(model: Model): ReadonlyMap<string, readonly Draw[]> {
  const groups = new Map<string, Draw[]>();
  // What is seeded too late has a rule of its own.
  const late = new Set([...lateSeeds(model).values()].flat().map(placeOf));
  for (const event of model.document.events) {
    if (event.kind !== 'draw' || event.state !== 'unseeded' || event.generator.id === 'fresh' || late.has(placeOf(event))) continue;
    const key = keyOf(event);
    const known = groups.get(key);
    if (!known) groups.set(key, [event]);
    else if (!known.some((each) => each.at.cell === event.at.cell && each.at.span.start === event.at.span.start)) known.push(event);
  }
  return groups;
}

function placeOf({ at, generator }: Draw): string {
  return `${generator.id} ${at.cell} ${at.span.start}`;
}
