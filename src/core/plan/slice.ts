// Which statements are kept: backwards from what matters, through names, objects, generators, files and settings.

import type { StmtNode } from '../python/ast.ts';
import { isMetric, type Context } from './context.ts';
import { installedBy } from './installs.ts';
import { readsLikeMetric, scoresOf } from './scores.ts';
import { afterTraining, trainingsOf } from './training.ts';

/** The steps whose effect the pipeline is for: fitted models, metrics, written files, tables of results. */
export function rootsOf(context: Context): Map<number, string> {
  const roots = new Map<number, string>();
  const after = afterTraining(context);
  for (const step of context.steps) {
    if (step.item.kind !== 'statement') continue;
    const reason = rootReason(context, step.index, after);
    if (reason !== undefined) roots.set(step.index, reason);
  }
  return roots;
}

function rootReason(context: Context, step: number, after: ReadonlySet<number>): string | undefined {
  const calls = context.callsOf(step);
  // A widget trains when a person moves it.
  if (calls.some((each) => each.depth === 0 && each.callee?.startsWith('ipywidgets.') === true)) return undefined;
  const [training] = trainingsOf(context, step);
  if (training) return training.reason;
  const metric = calls.find(isMetric);
  if (metric) return `computes ${metric.callee?.split('.').at(-1) ?? 'a metric'}`;
  const statement = context.statementOf(step);
  const [score] = statement ? scoresOf(context, step, statement, after) : [];
  if (score) return `computes ${score.callee}`;
  const write = context.eventsOf(step).find((each) => each.kind === 'write');
  if (write?.kind === 'write' && !calls.some((each) => each.callee?.endsWith('.savefig'))) return `writes ${write.path ?? 'a file'}`;
  const table = after.has(step) ? tableOf(context, step) : undefined;
  if (table !== undefined) return `makes the table ${table}`;
  if (statement && after.has(step) && namesMetric(statement)) return 'computes what its name says';
  return undefined;
}

/** A table of results that a variable holds at the end, and that is shown, or that nothing else reads. */
function tableOf(context: Context, step: number): string | undefined {
  for (const [name, value] of context.flows[step]?.bound ?? []) {
    const [thing] = value.things;
    const final = context.model.document.finals.get(name)?.things;
    if (!thing || value.things.length !== 1 || !TABLES.has(thing.type) || final?.length !== 1 || final[0]?.id !== thing.id) continue;
    const location = `object:${thing.id}`;
    const readers = context.flows.filter((each) => each && each.step.index > step && each.reads.some((read) => read.location === location));
    const shown = context.model.document.events.some(
      (each) => each.kind === 'display' && each.value.things.some((one) => one.id === thing.id),
    );
    if (shown || readers.every((each) => each && onlyShows(context, each.step.index))) return name;
  }
  return undefined;
}

/** `table.head()` as a cell's last line, `print(table)`. */
function onlyShows(context: Context, step: number): boolean {
  const writes = context.flows[step]?.writes.map((each) => each.location) ?? [];
  return context.statementOf(step)?.nodeType === 'Expr' && !writes.includes('figure') && !writes.some((each) => /^(name|file):/.test(each));
}

const TABLES = new Set(['pandas.DataFrame', 'pandas.Series']);

/** `final_loss = evaluate(net, x, y)`: the variable reads like a metric. */
function namesMetric(statement: StmtNode): boolean {
  if (statement.nodeType !== 'Assign' || !['Call', 'BinOp'].includes(statement.value.nodeType)) return false;
  const targets = statement.targets.flatMap((each) => (each.nodeType === 'Tuple' ? each.elts : [each]));
  return targets.some((each) => each.nodeType === 'Name' && readsLikeMetric(each.id));
}

/** Locations through which nothing that is kept flows: what a person sees. */
function isShown(location: string): boolean {
  return location === 'output' || location === 'figure';
}

/** The roots and all that they need, each with its reason. */
export function sliceOf(context: Context, roots: ReadonlyMap<number, string>, figures = false): Map<number, string> {
  const kept = new Map(roots);
  const queue = [...roots.keys()];
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    for (const read of context.flows[step]?.reads ?? []) {
      if (isShown(read.location) && !(figures && read.location === 'figure')) continue;
      for (const provider of read.providers) {
        if (kept.has(provider)) continue;
        kept.set(provider, `needed by cell ${(context.steps[step]?.cell ?? 0) + 1} through ${described(read.location)}`);
        queue.push(provider);
      }
    }
  }
  return new Map([...kept].sort(([a], [b]) => a - b));
}

function described(location: string): string {
  const [kind, name = ''] = location.split(/:(.*)/s);
  switch (kind) {
    case 'name':
      return name;
    case 'object':
      return 'an object it changed';
    case 'generator':
      return `the ${name} random generator`;
    case 'file':
      return `the file ${name}`;
    default:
      return location;
  }
}

/** Why a statement is dropped, in words for the report. */
export function dropReason(context: Context, step: number): string {
  const item = context.steps[step]?.item;
  const source = context.model.modules.find((each) => each.cell === context.steps[step]?.cell)?.source ?? '';
  if (item?.kind === 'magic' && installedBy(item.magic, source).length > 0) return 'its packages are dependencies of the project';
  if (item?.kind === 'magic') return item.magic.kind === 'shell' ? 'a shell command' : 'a magic';
  if (item?.kind !== 'statement') return 'not Python';
  const { node } = item;
  if (node.nodeType === 'Import' || node.nodeType === 'ImportFrom') return 'an import that nothing kept uses';
  const flow = context.flows[step];
  const writes = flow?.writes.map((each) => each.location) ?? [];
  if (writes.includes('figure')) return 'only draws a figure';
  if (node.nodeType === 'Expr') return 'only shows a value';
  if (node.nodeType === 'FunctionDef' || node.nodeType === 'ClassDef') return 'a definition that nothing kept uses';
  return 'nothing kept uses what it makes';
}
