// Runs a notebook in its head in one order: the document's, or the one its execution counts tell.

import type { Item, Module } from '../python/module.ts';
import type { Possible, Run, Step } from './events.ts';
import type { History } from './history.ts';
import type { Ports } from './ports.ts';
import { runBehind, runMagic } from './magics.ts';
import { Machine, Unwind, type Completion } from './machine.ts';
import { execute } from './statements.ts';
import { openNames } from './targets.ts';
import { UNKNOWN } from './values.ts';

/** A cell with its steps. */
interface Ran {
  readonly module: Module;
  readonly steps: readonly Step[];
  /** Executions are missing between the cell before and this one. */
  readonly afterGap: boolean;
}

/** What Restart and Run All will do. */
export function runDocument(modules: readonly Module[], steps: readonly Step[], ports: Ports): Run {
  return runCells('document', inCells(modules, steps), ports);
}

/** What the execution counts say happened: an open world after each gap. Undefined where no cell carries a count. */
export function runSession(modules: readonly Module[], steps: readonly Step[], history: History, ports: Ports): Run | undefined {
  if (history.executions.length === 0) return undefined;
  const cells = new Map(inCells(modules, steps).map((each) => [each.module.cell, each]));
  const ran: Ran[] = [];
  let last = 0;
  for (const { cell, count } of history.executions) {
    const found = cells.get(cell);
    if (found) ran.push({ ...found, afterGap: count !== last + 1 });
    last = count;
  }
  return runCells('session', ran, ports);
}

function inCells(modules: readonly Module[], steps: readonly Step[]): Ran[] {
  const byCell = new Map<number, Step[]>();
  for (const step of steps) {
    const own = byCell.get(step.cell);
    if (own) own.push(step);
    else byCell.set(step.cell, [step]);
  }
  return modules.map((module) => ({ module, steps: byCell.get(module.cell) ?? [], afterGap: false }));
}

function runCells(order: Run['order'], cells: readonly Ran[], ports: Ports): Run {
  const first = cells.find((each) => each.steps.length > 0);
  const [step] = first?.steps ?? [];
  if (!first || !step) return { order, events: [], flows: [], finals: new Map() };
  const m = new Machine({ module: first.module, step }, ports.sample ?? NO_SAMPLE);
  for (const cell of cells) {
    cell.steps.forEach((each, at) => {
      m.begin(each, cell.module);
      if (at === 0) startCell(m, cell);
      const { reached } = m;
      runStep(m, each, at === cell.steps.length - 1);
      m.finish(reached);
    });
  }
  const finals = new Map<string, Possible>();
  for (const [name, binding] of m.globals.names.entries()) if (binding.state !== 'unbound') finals.set(name, binding.value);
  return { order, events: m.events, flows: m.flows, finals };
}

const NO_SAMPLE = (): undefined => undefined;

function startCell(m: Machine, cell: Ran): void {
  if (cell.afterGap) openNames(m, 'gap', 'executions are missing before this one');
  const { cellMagic } = cell.module;
  if (cellMagic && !cell.module.items.some((each) => each.kind === 'magic' && each.magic === cellMagic)) runMagic(m, cellMagic);
}

function runStep(m: Machine, step: Step, last: boolean): void {
  try {
    const completion = runItem(m, step.item);
    if (completion === 'raise' && m.reached) {
      m.reached = false;
      m.emit({ kind: 'stop', ...m.happening(step.at), error: 'raise' });
    }
  } catch (error) {
    // Deeply nested code runs out of stack here as it may in Python.
    if (error instanceof RangeError) openNames(m, 'dynamic', 'code nested too deeply to follow');
    else if (!(error instanceof Unwind)) throw error;
  }
  if (last) showLast(m, step.item);
}

function runItem(m: Machine, item: Item): Completion {
  switch (item.kind) {
    case 'statement':
      return item.magic ? runBehind(m, item.magic, item.node) : execute(m, item.node);
    case 'magic':
      runMagic(m, item.magic);
      return 'normal';
    case 'broken':
      for (const name of item.problem.binds) m.bindGlobal(name, UNKNOWN, { cell: m.module.cell, span: item.problem.span }, 'broken');
      m.emit({ kind: 'havoc', ...m.happening(m.step.at), reason: 'unparsed', scope: 'object', detail: item.problem.message });
      return 'normal';
  }
}

/** A cell shows its last expression, unless it ends with a semicolon. */
function showLast(m: Machine, item: Item): void {
  if (item.kind !== 'statement' || item.node.nodeType !== 'Expr') return;
  const { end } = m.module.spanOf(item.node);
  if (/^[ \t]*;/.test(m.module.source.slice(end, end + 20))) return;
  m.emit({ kind: 'display', ...m.happening(m.placeOf(item.node)), node: item.node.value, how: 'last', value: m.shown });
}
