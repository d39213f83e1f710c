// Which statements are kept: backwards from what matters, through names, objects, generators, files and settings.

import type { StmtNode } from '../python/ast.ts';
import { isFit, isMetric, type Context } from './context.ts';

/** The steps whose effect the pipeline is for: fitted models, metrics, written files. */
export function rootsOf(context: Context): Map<number, string> {
  const roots = new Map<number, string>();
  for (const step of context.steps) {
    if (step.item.kind !== 'statement') continue;
    const reason = rootReason(context, step.index);
    if (reason !== undefined) roots.set(step.index, reason);
  }
  return roots;
}

function rootReason(context: Context, step: number): string | undefined {
  const calls = context.callsOf(step);
  const fit = calls.find(isFit);
  if (fit) return `fits ${fit.receiver?.type.split('.').at(-1) ?? 'a model'}`;
  const metric = calls.find(isMetric);
  if (metric) return `computes ${metric.callee?.split('.').at(-1) ?? 'a metric'}`;
  const statement = context.statementOf(step);
  if (statement && showsBestScore(statement, context, step)) return 'computes best_score_';
  const write = context.eventsOf(step).find((each) => each.kind === 'write');
  if (write?.kind === 'write' && !calls.some((each) => each.callee?.endsWith('.savefig'))) return `writes ${write.path ?? 'a file'}`;
  return undefined;
}

/** Whether the best score of a search is shown or kept here. */
export function showsBestScore(statement: StmtNode, context: Context, step: number): boolean {
  return context.sourceOf(step, statement).includes('.best_score_');
}

/** Locations through which nothing that is kept flows: what a person sees. */
function isShown(location: string): boolean {
  return location === 'output' || location === 'figure';
}

/** The roots and all that they need, each with its reason. */
export function sliceOf(context: Context, roots: ReadonlyMap<number, string>): Map<number, string> {
  const kept = new Map(roots);
  const queue = [...roots.keys()];
  for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
    for (const read of context.flows[step]?.reads ?? []) {
      if (isShown(read.location)) continue;
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
