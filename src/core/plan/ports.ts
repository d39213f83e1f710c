// What flows between stages: live-in names become parameters, live-out names are returned.

import type { Possible } from '../semantics/events.ts';
import { typeOf, type Context } from './context.ts';
import { draws } from './figures.ts';
import type { Group } from './stages.ts';
import type { Port } from './plan.ts';

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** The ports of every stage. `shared` are steps whose names need no passing: imports, functions in modules, constants of the config. */
export function portsOf(
  context: Context,
  groups: readonly Group[],
  shared: ReadonlySet<number>,
  wanted: ReadonlySet<string>,
  rebound: readonly { readonly name: string; readonly group?: number }[],
  recorded: ReadonlyMap<number, { readonly after: readonly string[] }>,
): readonly Ports[] {
  const stageOf = new Map<number, number>();
  groups.forEach((group, at) => group.steps.forEach((step) => stageOf.set(step, at)));
  const inputs = groups.map(() => new Set<string>());
  const outputs = groups.map(() => new Set<string>());
  groups.forEach((group, at) => {
    for (const step of group.steps)
      for (const read of context.flows[step]?.reads ?? []) {
        if (!read.location.startsWith('name:')) continue;
        const name = read.location.slice('name:'.length);
        const from = read.providers
          .filter((each) => !shared.has(each))
          .map((each) => stageOf.get(each))
          .filter((each) => each !== undefined && each !== at);
        for (const stage of from) if (stage !== undefined && stage < at) outputs[stage]?.add(name);
        if (from.length > 0) inputs[at]?.add(name);
      }
  });
  // A stage between that perhaps rebinds a name passes on what it was given.
  const holders = lastHolders(context, groups);
  for (const name of wanted) {
    const stage = holders.get(name);
    if (stage !== undefined) outputs[stage]?.add(name);
  }
  for (const { name, group } of rebound) if (group !== undefined) outputs[group]?.add(name);
  groups.forEach((group, at) => addUnread(context, group, outputs[at] ?? new Set(), recorded));
  groups.forEach((group, at) => addRebound(context, group, at, { inputs, outputs, groups }));
  groups.forEach((group, at) => addMutated(context, group, inputs[at] ?? new Set(), outputs[at] ?? new Set()));
  return groups.map((group, at) => ({
    inputs: sorted(context, groups, at, inputs[at] ?? new Set(), 'before'),
    outputs: sorted(context, groups, at, outputs[at] ?? new Set(), 'after', group),
  }));
}

function lastHolders(context: Context, groups: readonly Group[]): ReadonlyMap<string, number> {
  const holders = new Map<string, number>();
  groups.forEach((group, at) => {
    for (const step of group.steps) for (const name of context.flows[step]?.bound.keys() ?? []) holders.set(name, at);
  });
  return holders;
}

interface Sets {
  readonly inputs: readonly Set<string>[];
  readonly outputs: readonly Set<string>[];
  readonly groups: readonly Group[];
}

/** A name that is bound here only perhaps, and needed later, must come in to go out. */
function addRebound(context: Context, group: Group, at: number, { inputs, outputs, groups }: Sets): void {
  for (const name of outputs[at] ?? []) {
    const writes = group.steps.flatMap((step) => context.flows[step]?.writes.filter((each) => each.location === `name:${name}`) ?? []);
    if (writes.some((each) => each.certain)) continue;
    const earlier = groups.findLastIndex((other, index) => index < at && other.steps.some((step) => context.flows[step]?.bound.has(name)));
    if (earlier === -1) continue;
    inputs[at]?.add(name);
    outputs[earlier]?.add(name);
  }
}

/** What is bound and read by nothing that is kept, e.g. `results = model.fit()`, is a result of the stage. */
function addUnread(
  context: Context,
  group: Group,
  outputs: Set<string>,
  recorded: ReadonlyMap<number, { readonly after: readonly string[] }>,
): void {
  for (const step of group.steps) {
    const node = context.statementOf(step);
    // The line that records it reads it.
    if ((recorded.get(step)?.after.length ?? 0) > 0) continue;
    // A figure and its axes are saved, not returned.
    if ((node?.nodeType !== 'Assign' && node?.nodeType !== 'AnnAssign') || draws(context, step)) continue;
    const targets = node.nodeType === 'Assign' ? node.targets : [node.target];
    for (const target of targets) if (target.nodeType === 'Name' && !isRead(context, group, target.id)) outputs.add(target.id);
  }
}

function isRead(context: Context, group: Group, name: string): boolean {
  return group.steps.some((step) => context.flows[step]?.reads.some((read) => read.location === `name:${name}`) === true);
}

/** A stage that changes what it was given in place returns it too, so that its signature tells. */
function addMutated(context: Context, group: Group, inputs: ReadonlySet<string>, outputs: Set<string>): void {
  const changed = new Set(
    group.steps.flatMap((step) =>
      context.eventsOf(step).flatMap((each) => (each.kind === 'mutate' && each.certain && each.depth === 0 ? [each.object] : [])),
    ),
  );
  for (const name of inputs) {
    const before = valueBefore(context, group.steps[0] ?? 0, name);
    if (before?.things.some((each) => changed.has(each.id) && isTable(each.type))) outputs.add(name);
  }
}

function isTable(type: string): boolean {
  return type === 'pandas.DataFrame' || type === 'pandas.Series' || type === 'numpy.ndarray';
}

/** What a notebook variable is just before a step, and after a stage's last. */
function valueBefore(context: Context, step: number, name: string): Possible | undefined {
  return context.flows.findLast((each) => each && each.step.index < step && each.bound.has(name))?.bound.get(name);
}

function sorted(
  context: Context,
  groups: readonly Group[],
  at: number,
  names: ReadonlySet<string>,
  when: 'before' | 'after',
  group?: Group,
): readonly Port[] {
  const edge = when === 'before' ? (groups[at]?.steps[0] ?? 0) : (group?.steps.at(-1) ?? 0) + 1;
  const firstBound = (name: string): number => context.flows.findIndex((each) => each?.bound.has(name) === true);
  const inStatement = (name: string): number => [...(context.flows[firstBound(name)]?.bound.keys() ?? [])].indexOf(name);
  return [...names]
    .sort((a, b) => firstBound(a) - firstBound(b) || inStatement(a) - inStatement(b))
    .map((name) => ({ name, type: typeOf(valueBefore(context, edge, name)) }));
}
