// Results that differ though every generator is seeded: orders that nobody promises, and algorithms that are chosen or summed as they come.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';
import { placeKey, textAt } from './places.ts';
import { defineRule, type Fix, type Report } from './rule.ts';

export const nondeterministicAlgorithm = defineRule({
  id: 'nondeterministic-algorithm',
  summary: 'A result that differs from run to run though every generator is seeded.',
  category: 'randomness',
  severity: 'warning',
  fix: 'suggested',
  since: '0.1.0',
  options: {},
  messages: {
    hash: {
      what: 'The order of a set of texts decides something here.',
      why: 'Python gives texts other hashes in each process, so the order is another at each run.',
      how: 'Use `sorted(...)` in its place, or `dict.fromkeys(...)`, which keeps the order of the texts.',
    },
    listing: {
      what: 'The order in which `{callee}` lists files decides something here.',
      why: 'It is the order of the file system: on another machine, or after a copy, it is another.',
      how: 'Use `sorted({callee}(...))`.',
    },
    benchmark: {
      what: '`{setting}` is switched on.',
      why: 'cuDNN then tries several algorithms and takes the fastest of the moment, and they do not give the same numbers.',
      how: 'Leave it off where results are to repeat.',
    },
    cuda: {
      what: 'PyTorch is seeded here and works on a GPU, where some operations still give other numbers at each run.',
      why: 'A seed fixes what is drawn, not the order in which parallel sums are made.',
      how: 'Call `torch.use_deterministic_algorithms(True)` beside the seed.',
    },
    tensorflow: {
      what: 'TensorFlow is seeded here and works on a GPU, where some operations still give other numbers at each run.',
      why: 'A seed fixes what is drawn, not the order in which parallel sums are made.',
      how: 'Call `tf.config.experimental.enable_op_determinism()` beside the seed.',
    },
  },
  *check({ model }): Generator<Report<Key>> {
    yield* orders(model);
    for (const event of model.document.events)
      if (event.kind === 'environment' && event.by === 'torch.backends.cudnn.benchmark' && event.value === 'true')
        yield { message: 'benchmark', data: { setting: event.by }, at: event.at };
    yield* onGpu(model);
  },
});

type Key = 'hash' | 'listing' | 'benchmark' | 'cuda' | 'tensorflow';

/** One finding for each set or listing, where its order first matters. */
function* orders(model: Model): Generator<Report<Key>> {
  const told = new Set<string>();
  for (const event of model.document.events) {
    if (event.kind !== 'unordered') continue;
    const { by, callee, made, at } = event;
    const key = placeKey(made);
    if (told.has(key)) continue;
    told.add(key);
    const elsewhere = made.cell !== at.cell || made.span.start < at.span.start || made.span.start > at.span.end;
    const related = elsewhere ? { related: [{ at: made, message: by === 'hash' ? 'the set is made here' : 'listed here' }] } : {};
    const fix = sortedAt(model, event);
    yield { message: by, data: { callee }, at, ...related, ...(fix ? { fix } : {}) };
  }
}

/** `sorted(...)` around the listing, or around a set that has no name by which it may be used as a set. */
function sortedAt(model: Model, { by, callee, made }: EventOf<'unordered'>): Fix | undefined {
  if (by === 'listing' ? !/^(os\.listdir|glob\.glob|pathlib\.Path\.(iterdir|glob|rglob))$/.test(callee) : isNamed(model, made))
    return undefined;
  const title = by === 'hash' ? 'Sort the set' : 'Sort the listing';
  return { title, kind: 'suggested', edits: [{ kind: 'replaceText', at: made, text: `sorted(${textAt(model, made)})` }] };
}

function isNamed(model: Model, made: Place): boolean {
  return model.document.events.some(
    (each) =>
      each.kind === 'bind' &&
      each.value.things.some(
        (thing) => thing.at.cell === made.cell && thing.at.span.start === made.span.start && thing.at.span.end === made.span.end,
      ),
  );
}

interface Library {
  readonly key: 'cuda' | 'tensorflow';
  readonly generator: string;
  /** What shows that a GPU is used. */
  readonly uses: RegExp;
  /** What makes it deterministic. */
  readonly settles: RegExp;
}

const LIBRARIES: readonly Library[] = [
  {
    key: 'cuda',
    generator: 'torch',
    uses: /(^torch\.cuda\.(is_available|set_device|device)|\.cuda)$/,
    settles: /use_deterministic_algorithms$|^torch\.backends\.cudnn\.deterministic$|enable_full_determinism$|seed_everything$/,
  },
  {
    key: 'tensorflow',
    generator: 'tensorflow',
    uses: /^tensorflow\.(config\..*set_memory_growth|device|distribute\.MirroredStrategy)$/,
    settles: /enable_op_determinism$/,
  },
];

/** Only a notebook that seeds says that it is meant to repeat. */
function* onGpu(model: Model): Generator<Report<Key>> {
  for (const { key, generator, uses, settles } of LIBRARIES) {
    const { events } = model.document;
    const seed = events.find((each): each is EventOf<'seed'> => each.kind === 'seed' && each.generator.id === generator && each.constant);
    if (!seed) continue;
    const called = events.flatMap((each) => (each.kind === 'call' ? [each.callee ?? ''] : each.kind === 'environment' ? [each.by] : []));
    if (!called.some((each) => uses.test(each)) || called.some((each) => settles.test(each))) continue;
    yield { message: key, data: {}, at: seed.at, severity: 'information' };
  }
}
