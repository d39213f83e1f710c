// What the rules about draws without a seed share: which draws one seed would mend, what they reach, and how they are reported.

import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import { remembered } from '../semantics/remembered.ts';
import { variationOf } from '../semantics/variation.ts';
import { cellOfStep } from './needs.ts';
import { oncePerPlace, placeKey } from './places.ts';
import type { Fix, Report } from './rule.ts';
import { lateSeeds } from './seed-after-draw.ts';
import { seedingCall, seedingCell } from './seeding-cell.ts';
import { calleeText, callToSeed, makerOf, passAlone, passByKeyword, seedAt, type Draw, type WrittenCall } from './seeding.ts';
import { groupedBy, lastPart } from './words.ts';

export const MESSAGES = {
  parameter: {
    what: '`{name}` draws from {generator}, and no seed reaches it{times}.',
    why: 'Each run draws other numbers: {reached}.',
    how: 'Pass `{parameter}={seed}`{where}.',
  },
  workers: {
    what: '`{name}` is fitted in several processes, which no seed of this one reaches.',
    why: 'Each run draws other numbers: {reached}.',
    how: 'Pass `{parameter}={seed}`{where}.',
  },
  global: {
    what: '`{name}` draws from {generator}, and no seed reaches it{times}.',
    why: 'Each run draws other numbers: {reached}.',
    how: 'Call `{call}` in a cell above.',
  },
  generator: {
    what: '`{name}` draws from a generator that was made without a seed{times}.',
    why: 'Each run draws other numbers: {reached}.',
    how: 'Give the generator a seed where it is made, `{maker}({seed})`.',
  },
  remedy: {
    what: '`{name}` draws from {generator}, and no seed reaches it{times}.',
    why: 'Each run draws other numbers: {reached}.',
    how: 'Pass `{remedy}`{where}.',
  },
  picture: {
    what: '`{name}` draws random numbers for its picture, and no seed reaches it{times}.',
    why: 'The picture looks a little different at each run; no number depends on it.',
    how: 'Pass `{parameter}={seed}` where the picture is to be the same each time.',
  },
} as const;

/** What one of the two rules reports: of estimators and splitters, or of all other draws. */
export function* reports(model: Model, estimators: boolean): Generator<Report<keyof typeof MESSAGES>> {
  for (const draws of unseededGroups(model)) {
    const [first] = draws;
    if (first && (first.estimator === true) === estimators) yield report(model, oncePerPlace(draws), first);
  }
}

const unseededGroups = remembered((model: Model) => [...groupedBy(unseededDraws(model), keyOf).values()]);

/** Draws that are surely unseeded; the rule of late seeds has its own. */
function* unseededDraws(model: Model): Generator<Draw> {
  const late = new Set([...lateSeeds(model).values()].flat().map(placeOf));
  for (const event of model.document.events) {
    if (event.kind !== 'draw' || event.state !== 'unseeded' || late.has(placeOf(event))) continue;
    // Passwords and names of files are meant to be others each time.
    if (event.generator.id === 'fresh' && event.parameter === undefined && event.remedy === undefined) continue;
    yield event;
  }
}

/** What one seed would mend: the object that is made, the call with its parameter, or the generator in one cell; pictures together. */
function keyOf({ made, parameter, generator, at, shown }: Draw): string {
  if (shown) return 'pictures';
  if (made) return `made ${placeKey(made)}`;
  const mendedHere = parameter !== undefined && typeof generator.id !== 'number';
  return mendedHere ? `call ${placeKey(at)}` : `generator ${generator.id} ${at.cell}`;
}

function placeOf({ at, generator }: Draw): string {
  return `${generator.id} ${placeKey(at)}`;
}

/** The finding for draws that one seed would mend. */
function report(model: Model, draws: readonly Draw[], first: Draw): Report<keyof typeof MESSAGES> {
  const own = typeof first.generator.id === 'number';
  const parameter = own ? undefined : first.parameter;
  const seed = seedAt(model, first.step);
  const call = callToSeed(model, first);
  const made = first.made ?? (own ? makerOf(model, first)?.at : undefined);
  const fix = first.shown
    ? pictures(model, draws, seed)
    : ((call && fixOf(call, own, parameter, seed)) ?? (own || parameter !== undefined ? undefined : seedingCell(model, first)));
  return {
    message: messageFor(first),
    ...(first.shown ? { severity: 'information' } : {}),
    data: {
      name: lastPart(first.callee),
      callee: first.callee,
      generator: first.generator.label,
      parameter: parameter ?? '',
      remedy: first.remedy?.replace('{seed}', seed) ?? '',
      seed,
      call: seedingCall(first.generator.id, seed),
      maker: own && call ? calleeText(call) : 'np.random.default_rng',
      where: first.made ? ' where it is made' : '',
      times: draws.length > 1 ? ` (${draws.length} draws in this ${first.shown ? 'notebook' : 'cell'})` : '',
      reached: reachedBy(model, draws),
    },
    at: first.made && first.made.cell !== first.at.cell ? first.at : (first.made ?? first.at),
    ...(made && first.made?.cell !== first.at.cell ? { related: [{ at: made, message: 'made here without a seed' }] } : {}),
    ...(fix ? { fix } : {}),
  };
}

function messageFor({ remedy, shown, generator, parameter, workers }: Draw): keyof typeof MESSAGES {
  if (remedy !== undefined) return 'remedy';
  if (shown) return 'picture';
  if (typeof generator.id === 'number') return 'generator';
  if (parameter === undefined) return 'global';
  return workers ? 'workers' : 'parameter';
}

/** A seed for each plot that takes one, and a cell that seeds the global generator for the others. */
function pictures(model: Model, draws: readonly Draw[], seed: string): Fix | undefined {
  const fixes = draws.flatMap((draw): readonly Fix[] => {
    const call = draw.parameter === undefined ? undefined : callToSeed(model, draw);
    const fix = call && draw.parameter !== undefined ? passByKeyword(call, draw.parameter, seed) : undefined;
    return fix ? [fix] : [];
  });
  const jitter = draws.find((each) => each.parameter === undefined);
  const cell = jitter && seedingCell(model, jitter);
  const all = cell ? [...fixes, cell] : fixes;
  const [first] = all;
  return (
    first && {
      title: all.length > 1 ? `Seed ${all.length} pictures` : first.title,
      kind: 'suggested',
      edits: all.flatMap((each) => each.edits),
    }
  );
}

/** A generator takes its seed where it is made, an estimator by its parameter; a global one needs a line of its own. */
function fixOf(call: WrittenCall, own: boolean, parameter: string | undefined, seed: string): Fix | undefined {
  if (own) return passAlone(call, seed);
  return parameter === undefined ? undefined : passByKeyword(call, parameter, seed);
}

/** What a reader sees of it, a metric before anything else, e.g. "`accuracy_score` in cell 12 changes with them". */
function reachedBy(model: Model, draws: readonly Draw[]): string {
  const variation = variationOf(model.document);
  const reaches = (step: number): boolean => draws.some((draw) => variation.get(step)?.has(draw) === true);
  let shown: EventOf<'display'> | undefined;
  for (const event of model.document.events) {
    if ((event.kind !== 'display' && !isMetric(event)) || !reaches(event.step)) continue;
    if (event.kind === 'call') return `\`${lastPart(event.callee ?? '')}\` in cell ${cellOfStep(model, event.step) + 1} changes with them`;
    shown ??= event;
  }
  if (shown) return `what cell ${cellOfStep(model, shown.step) + 1} shows changes with them`;
  const drawn = model.document.flows.find(({ step, writes }) => reaches(step.index) && writes.some((each) => each.location === 'figure'));
  return drawn ? `the picture of cell ${drawn.step.cell + 1} changes with them` : 'what follows from them differs from run to run';
}

function isMetric(event: Model['document']['events'][number]): event is EventOf<'call'> {
  return event.kind === 'call' && event.metric === true;
}
