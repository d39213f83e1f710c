// What the calls and magics of a notebook need beside what it imports.

import { BACKENDS, DRIVERS, ENGINES, FRAME_ENGINES, PANDAS_PLOT, PROTOCOLS, type EngineFact } from '../knowledge/engines.ts';
import type { ExprNode } from '../python/ast.ts';
import { descendantsOf } from '../python/walk.ts';
import type { EventOf } from '../semantics/events.ts';
import type { Model } from '../semantics/model.ts';
import type { Place } from '../text/span.ts';

export interface Needed {
  /** Any of them will do; the usual one first. */
  readonly distributions: readonly [string, ...string[]];
  /** What needs it, as a person would name it, e.g. `read_excel`. */
  readonly by: string;
  readonly at: Place;
}

type Call = EventOf<'call'>;

/** In the order of the document; a call that may not happen is none. */
export function enginesNeeded(model: Model): readonly Needed[] {
  const roots = new Set(model.imports.map((each) => each.root));
  const paths = new Map<ExprNode, string>();
  const needed: Needed[] = [];
  for (const event of model.document.events) {
    if ((event.kind === 'read' || event.kind === 'write') && event.path !== undefined) paths.set(event.node, event.path);
    if (event.kind === 'environment' && event.by === 'pandas.options.plotting.backend')
      needed.push(...needOf(lookUp(PANDAS_PLOT.engines, event.value), `the plotting backend ${event.value}`, event.at));
    if (event.kind === 'call' && event.certain)
      needed.push(...ofCall(event, paths.get(event.node), roots).filter((each) => !isCaught(model, each.at)));
  }
  for (const module of model.modules)
    for (const { name, argument, span } of module.magics) {
      const [backend] = name === 'matplotlib' ? argument.trim().split(/[\s#]/) : [];
      needed.push(...needOf(lookUp(BACKENDS, backend?.toLowerCase()), `%matplotlib ${backend}`, { cell: module.cell, span }));
    }
  return needed;
}

/** In a `try` that has a handler: what is missing is dealt with. */
function isCaught({ modules }: Model, { cell, span }: Place): boolean {
  const module = modules.find((each) => each.cell === cell);
  const nodes = module?.items.flatMap((each) => (each.kind === 'statement' ? [...descendantsOf(each.node)] : [])) ?? [];
  return nodes.some((node) => {
    if (!('handlers' in node) || !Array.isArray(node.handlers) || node.handlers.length === 0) return false;
    const around = module?.spanOf(node);
    return around !== undefined && around.start <= span.start && span.end <= around.end;
  });
}

function needOf(alternatives: string | undefined, by: string, at: Place): readonly Needed[] {
  const [first, ...others] = (alternatives ?? '').split('|');
  return first === undefined || first === '' ? [] : [{ distributions: [first, ...others], by, at }];
}

function ofCall(event: Call, path: string | undefined, roots: ReadonlySet<string>): readonly Needed[] {
  const { node, at } = event;
  if (node.nodeType !== 'Call') return [];
  const callee = event.callee ?? '';
  const method = node.func.nodeType === 'Attribute' ? node.func.attr : callee.slice(callee.lastIndexOf('.') + 1);
  const first = path ?? textOf(node.args[0]);
  const needed: Needed[] = [];
  const fact = factFor(callee, method, roots);
  if (fact) needed.push(...needOf(chosen(fact, node, first), method, at));
  if (/^(pandas|dask|xarray|unknown)\./.test(callee) && /^(read_|to_|open_)/.test(method))
    needed.push(...needOf(lookUp(PROTOCOLS, schemeOf(first)), `${schemeOf(first)}:// in ${method}`, at));
  if (callee === 'sqlalchemy.create_engine') needed.push(...ofDatabase(first, 'create_engine', at));
  if (callee === 'pandas.read_sql' || callee === 'pandas.read_sql_query') {
    const address = textOf(node.args[1]) ?? argumentText(node, 'con');
    if (address?.includes('://') === true) needed.push(...needOf('sqlalchemy', method, at), ...ofDatabase(address, method, at));
  }
  if (callee === 'matplotlib.use' || callee === 'matplotlib.pyplot.switch_backend')
    needed.push(...needOf(lookUp(BACKENDS, first?.toLowerCase()), `matplotlib's backend ${first}`, at));
  if (callee === 'pandas.set_option' && first === 'plotting.backend') {
    const backend = textOf(node.args[1]) ?? '';
    needed.push(...needOf(lookUp(PANDAS_PLOT.engines, backend), `the plotting backend ${backend}`, at));
  }
  if (roots.has('plotly') && drawsImage(node, method)) needed.push(...needOf('kaleido', method, at));
  return needed;
}

function factFor(callee: string, method: string, roots: ReadonlySet<string>): EngineFact | undefined {
  if (Object.hasOwn(ENGINES, callee)) return ENGINES[callee];
  if (/^pandas\.(DataFrame|Series)\.(plot|hist|boxplot)(\.\w+)?$/.test(callee)) return PANDAS_PLOT;
  const isFrame = callee.startsWith('pandas.') || (callee.startsWith('unknown.') && roots.has('pandas') && !roots.has('polars'));
  return isFrame && Object.hasOwn(FRAME_ENGINES, method) ? FRAME_ENGINES[method] : undefined;
}

type CallNode = Extract<ExprNode, { nodeType: 'Call' }>;

/** By the engine that is asked for, else by the ending of the path, else the usual one. */
function chosen({ usual, endings, argument, engines }: EngineFact, node: CallNode, path: string | undefined): string | undefined {
  if (argument !== undefined && node.keywords.some((each) => each.arg === argument)) {
    const named = argumentText(node, argument);
    return lookUp(engines, named);
  }
  // `**options` may name an engine.
  if (node.keywords.some((each) => each.arg === undefined || each.arg === null)) return undefined;
  const ending = /\.\w+$/.exec((path ?? '').toLowerCase())?.[0] ?? '';
  return lookUp(endings, ending) ?? usual;
}

/** By the address's scheme, also where the rest of it is put together. */
function ofDatabase(address: string | undefined, by: string, at: Place): readonly Needed[] {
  const scheme = schemeOf(address);
  return needOf(lookUp(DRIVERS, scheme), `${scheme}:// in ${by}`, at);
}

/** Names come from the notebook: `constructor` is none of the table's. */
function lookUp(table: Readonly<Record<string, string>> | undefined, key: string | undefined): string | undefined {
  return table !== undefined && key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function schemeOf(address: string | undefined): string {
  return /^([a-z][\w+]*):\/\//.exec(address ?? '')?.[1] ?? '';
}

/** `fig.write_image("a.png")`, `fig.to_image()`, `fig.show(renderer="png")`. */
function drawsImage(node: CallNode, method: string): boolean {
  if (node.func.nodeType !== 'Attribute') return false;
  if (method === 'write_image' || method === 'to_image') return true;
  return method === 'show' && /^(png|jpe?g|svg|pdf|webp)$/.test(argumentText(node, 'renderer') ?? textOf(node.args[0]) ?? '');
}

function argumentText(node: CallNode, name: string): string | undefined {
  return textOf(node.keywords.find((each) => each.arg === name)?.value);
}

/** A text as written, or the beginning of an f-string. */
function textOf(node: ExprNode | undefined): string | undefined {
  if (node?.nodeType === 'JoinedStr') return textOf(node.values[0]);
  return node?.nodeType === 'Constant' && typeof node.value === 'string' ? node.value : undefined;
}
