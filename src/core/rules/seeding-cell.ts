// A cell of its own that seeds a library's global generator, where the library is known by name.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Fix } from './rule.ts';
import { seedAt, type Draw } from './seeding.ts';

/** How each global generator is seeded, under the names that its library mostly has. */
export const SEEDING: Readonly<Record<string | number, string>> = {
  numpy: 'np.random.seed(SEED)',
  random: 'random.seed(SEED)',
  torch: 'torch.manual_seed(SEED)',
  tensorflow: 'tf.keras.utils.set_random_seed(SEED)',
};

/** A cell of its own behind the imports, which seeds the generator under the name that its library has in the notebook. */
export function seedingCell(model: Model, draw: Draw): Fix | undefined {
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
