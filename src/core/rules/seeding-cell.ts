// Seeds for the global generators that a notebook draws from: a cell of their own behind the imports, or a line behind one.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Fix } from './rule.ts';
import { seedAt, type Draw } from './seeding.ts';

interface Seeding {
  readonly module: string;
  readonly call: string;
  /** The name that people mostly import it by. */
  readonly as: string;
}

const SEEDINGS: Readonly<Record<string | number, Seeding>> = {
  random: { module: 'random', call: 'seed', as: 'random' },
  numpy: { module: 'numpy', call: 'random.seed', as: 'np' },
  torch: { module: 'torch', call: 'manual_seed', as: 'torch' },
  tensorflow: { module: 'tensorflow', call: 'keras.utils.set_random_seed', as: 'tf' },
  polars: { module: 'polars', call: 'set_random_seed', as: 'pl' },
};

/** How a global generator is seeded, under the name that its library mostly has, e.g. `np.random.seed(42)`; empty for others. */
export function seedingCall(generator: string | number, seed: string): string {
  const known = SEEDINGS[generator];
  return known ? `${known.as}.${known.call}(${seed})` : '';
}

/**
 * A cell behind the imports that seeds the generator of a draw and every other global one that the notebook draws from unseeded,
 * each under the name that its library has; where the import stands in the cell that draws, a line behind it.
 */
export function seedingCell(model: Model, draw: Draw): Fix | undefined {
  const own = callOf(model, draw, draw.step);
  const used = model.steps[draw.step]?.cell;
  if (!own || used === undefined) return undefined;
  const known = seedAt(model, draw.step);
  if (own.cell === used) return lineBehind(model, own, known);
  if (own.cell > used) return undefined;
  // A seed that the notebook holds is known only behind the cell that makes it.
  const step = model.steps.find((each) => each.cell === used)?.index ?? draw.step;
  const calls = [...unseededGenerators(model).values()].flatMap((each) => callOf(model, each, step) ?? []);
  const all = calls.some((each) => each.text === own.text) ? calls : [own, ...calls];
  const before = known === '42' ? Math.max(...all.map((each) => each.cell)) + 1 : used;
  if (before > used) return undefined;
  const taken = model.document.events.some((each) => each.kind === 'bind' && each.name === 'SEED');
  const named = known === '42' && !taken;
  const lines = [...(named ? ['SEED = 42'] : []), ...all.map((each) => `${each.text}(${named ? 'SEED' : known})`)];
  return {
    title: `Insert a cell that calls ${all.map((each) => each.text).join(', ')}`,
    kind: 'suggested',
    edits: [{ kind: 'insertCell', before, source: lines.join('\n') }],
  };
}

interface SeedCall {
  /** E.g. `np.random.seed`. */
  readonly text: string;
  /** Where its library is imported. */
  readonly cell: number;
  readonly step: number;
}

/** The call that seeds the generator of a draw, where its library is imported above a step. */
function callOf(model: Model, { generator }: Draw, step: number): SeedCall | undefined {
  const seeding = SEEDINGS[generator.id];
  const library = model.document.events.find(
    (each): each is EventOf<'bind'> =>
      each.kind === 'bind' && each.how === 'import' && each.step < step && each.value.things[0]?.qualified === seeding?.module,
  );
  const cell = library && model.steps[library.step]?.cell;
  return seeding && library && cell !== undefined ? { text: `${library.name}.${seeding.call}`, cell, step: library.step } : undefined;
}

/** The first draw from each global generator that nothing seeds and that no argument of the draw could. */
function unseededGenerators(model: Model): ReadonlyMap<string | number, Draw> {
  const found = new Map<string | number, Draw>();
  for (const event of model.document.events)
    if (event.kind === 'draw' && event.state === 'unseeded' && event.parameter === undefined && !found.has(event.generator.id))
      found.set(event.generator.id, event);
  return found;
}

/** Nothing else may stand on the line of the import. */
function lineBehind(model: Model, { text, step }: SeedCall, seed: string): Fix | undefined {
  const { cell, span } = model.steps[step]?.at ?? {};
  const source = cell === undefined ? '' : (model.notebook.cells[cell]?.source ?? '');
  if (cell === undefined || !span || !/^[ \t]*(#.*)?(\n|$)/.test(source.slice(span.end))) return undefined;
  const end = span.end + (/^[ \t]*(#.*)?/.exec(source.slice(span.end))?.[0].length ?? 0);
  return {
    title: `Call ${text} behind the import`,
    kind: 'suggested',
    edits: [{ kind: 'replaceText', at: { cell, span: { start: end, end } }, text: `\n${text}(${seed})` }],
  };
}
