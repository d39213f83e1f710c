// Seeds that nothing draws by: given too late, to what does not shuffle, or to a generator that the library does not ask.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { placeKey } from './places.ts';
import { defineRule, type Report } from './rule.ts';
import { lastPart } from './words.ts';

export const seedWithoutEffect = defineRule({
  id: 'seed-without-effect',
  summary: 'A seed that changes nothing.',
  category: 'randomness',
  severity: 'warning',
  since: '0.1.0',
  options: {},
  messages: {
    hash: {
      what: '`PYTHONHASHSEED` is set inside the running Python, which has no effect on it.',
      why: 'Python reads it when it starts; only processes that are started from here would see it.',
      how: 'Set it before Jupyter is started, and do not rely on the order of sets of texts.',
    },
    unshuffled: {
      what: '`{name}` is given `{parameter}`, and draws nothing under these arguments.',
      why: '{consequence}',
      how: 'Pass `shuffle=True`, or leave `{parameter}` out.',
    },
    keras: {
      what: '`{name}` does not seed what Keras 3 draws.',
      why: "Since TensorFlow 2.16, Keras takes the seeds of weights and dropout from Python's `random`: this training differs from run to run.",
      how: 'Call `keras.utils.set_random_seed(...)`, which seeds Python, NumPy and the backend.',
    },
  },
  *check({ model }): Generator<Report<'hash' | 'unshuffled' | 'keras'>> {
    const told = new Set<string>();
    for (const event of model.document.events) {
      const found = judged(model, event);
      // One finding for all seeds of this kind: they are mended together.
      const place = found?.message === 'keras' ? 'keras' : placeKey(event.at);
      if (!found || told.has(place)) continue;
      told.add(place);
      yield { ...found, at: event.at };
    }
  },
});

type Found = Pick<Report<'hash' | 'unshuffled' | 'keras'>, 'message' | 'data' | 'severity'>;

function judged(model: Model, event: Model['document']['events'][number]): Found | undefined {
  // It stands in many copied helpers, and does no harm.
  if (event.kind === 'environment' && event.value === 'PYTHONHASHSEED') return { message: 'hash', data: {}, severity: 'information' };
  if (event.kind === 'idle') {
    const name = lastPart(event.callee);
    const folds = name.endsWith('Fold');
    const consequence = folds ? 'scikit-learn 0.24 and later raise a ValueError for it.' : 'The parts are the same for every seed.';
    return { message: 'unshuffled', data: { name, parameter: event.parameter, consequence } };
  }
  if (event.kind !== 'seed' || event.generator.id !== 'tensorflow' || !/^tensorflow\..*set_(random_)?seed$/.test(event.by))
    return undefined;
  return seedsNoKeras(model, event) ? { message: 'keras', data: { name: event.by } } : undefined;
}

/** A model of Keras is trained, and nothing else seeds what Keras asks, which is Python's own generator (measured with TensorFlow 2.21). */
function seedsNoKeras(model: Model, seed: EventOf<'seed'>): boolean {
  const { events } = model.document;
  const trained = events.some(
    (each) => each.kind === 'draw' && each.generator.id === 'tensorflow' && each.callee.startsWith('keras.') && each.step >= seed.step,
  );
  return (
    trained && !events.some((each) => each.kind === 'seed' && each !== seed && (each.generator.id === 'random' || /keras/.test(each.by)))
  );
}
