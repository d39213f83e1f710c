// Looking up, binding and unbinding names, as the Python language reference, section 4.2 (naming and binding) says.

import { BUILTIN_NAMES } from '../knowledge/builtin-names.ts';
import type { ASTNode } from '../python/ast.ts';
import type { BindHow, EventOf } from './events.ts';
import { Unwind, type Machine } from './machine.ts';
import type { Binding, Frame } from './scopes.ts';
import { constantValue, UNKNOWN, valueOf, type Value } from './values.ts';

type Cause = EventOf<'need'>['cause'];

/** What a name is here; a need event is recorded where it is not surely bound. */
export function load(m: Machine, name: string, node: ASTNode): Value {
  const found = find(m, name);
  if (found.kind === 'notebook') return loadGlobal(m, name, node);
  const binding = found.frame.names.get(name);
  if (binding?.state === 'bound' || binding?.state === 'maybe') return binding.value;
  missing(m, name, node, found.frame === m.frame ? 'local' : 'enclosing', binding);
  return UNKNOWN;
}

function loadGlobal(m: Machine, name: string, node: ASTNode): Value {
  const binding = m.globals.names.get(name);
  if (binding?.state === 'bound') {
    m.useGlobal(name, binding, m.placeOf(node));
    return binding.value;
  }
  if (binding?.state === 'maybe') {
    m.useGlobal(name, binding, m.placeOf(node));
    need(m, name, node, 'unknown', 'condition', binding);
    return { ...binding.value, open: true };
  }
  const builtin = builtinNamed(m, name);
  if (builtin && HISTORY.test(name)) m.emit({ kind: 'history', ...m.happening(m.placeOf(node)), name });
  if (builtin) return builtin;
  missing(m, name, node, binding?.deleted ? 'deleted' : 'never', binding);
  return UNKNOWN;
}

function missing(m: Machine, name: string, node: ASTNode, cause: Cause, binding: Binding | undefined): void {
  const open = m.flags.get('namesOpen') === true && cause !== 'local';
  if (m.globals.names.get(name) === undefined) m.read(`name:${name}`);
  if (!open && m.guards.at(-1) === m.uncertain) throw new Unwind();
  const unknown = open || m.guards.length > 0;
  need(m, name, node, unknown ? 'unknown' : 'no', cause, binding);
  if (!unknown && m.certain) m.reached = false;
}

function need(m: Machine, name: string, node: ASTNode, met: 'no' | 'unknown', cause: Cause, binding: Binding | undefined): void {
  m.emit({
    kind: 'need',
    ...m.happening(m.placeOf(node)),
    slot: 'name',
    name,
    met,
    cause,
    object: undefined,
    providers: binding?.deleted ? [{ step: m.step.index, at: binding.deleted, certain: true }] : (binding?.providers ?? []),
    calls: m.calls.map((each) => each.at),
  });
}

/** Names of IPython's for what was run and shown before. */
const HISTORY = /^(In|Out|_(i?\d+|i{1,3}|_{1,2}|ih|oh|dh)?)$/;

/** A name that Python or IPython defines before the first cell runs. */
function builtinNamed(m: Machine, name: string): Value | undefined {
  if (name === '__name__') return constantValue('__main__');
  if (!BUILTIN_NAMES.has(name) && !/^_(i?\d+|i{1,3}|_{1,2}|ih|oh|dh)?$/.test(name)) return undefined;
  return libraryValue(m, `builtins.${name}`);
}

/** The one object that stands for a library's module, function or class. */
export function libraryValue(m: Machine, qualified: string): Value {
  let object = m.library.get(qualified);
  if (!object) {
    object = m.heap.make(
      { type: 'library', qualified, code: { kind: 'library', receiver: undefined } },
      { cell: m.module.cell, span: { start: 0, end: 0 } },
      m.step.index,
    );
    m.library.set(qualified, object);
  }
  return valueOf(object);
}

type Found = { readonly kind: 'notebook' } | { readonly kind: 'frame'; readonly frame: Frame };

function find(m: Machine, name: string): Found {
  const here = m.frame;
  if (here.kind === 'notebook' || here.scope.globals.has(name)) return { kind: 'notebook' };
  if (here.kind === 'class') {
    if (here.names.get(name)?.state === 'bound') return { kind: 'frame', frame: here };
  } else if (here.scope.locals.has(name)) return { kind: 'frame', frame: here };
  for (let frame = here.parent; frame && frame.kind !== 'notebook'; frame = frame.parent) {
    if (frame.kind === 'class') continue;
    if (frame.scope.globals.has(name)) return { kind: 'notebook' };
    if (frame.scope.locals.has(name)) return { kind: 'frame', frame };
  }
  return { kind: 'notebook' };
}

/** The frame in which a store binds. */
function storeFrame(m: Machine, name: string): Frame {
  const here = m.frame;
  if (here.kind === 'notebook' || here.scope.globals.has(name)) return m.globals;
  if (here.scope.nonlocals.has(name)) {
    const found = find(m, name);
    return found.kind === 'frame' ? found.frame : m.globals;
  }
  return here;
}

export function bind(m: Machine, name: string, value: Value, node: ASTNode, how: BindHow): void {
  bindIn(m, storeFrame(m, name), name, value, node, how);
}

export function bindIn(m: Machine, frame: Frame, name: string, value: Value, node: ASTNode, how: BindHow): void {
  if (frame.kind === 'notebook') return m.bindGlobal(name, value, m.placeOf(node), m.calls.length > 0 ? 'call' : how);
  const provider = { step: m.step.index, at: m.placeOf(node), certain: m.certain };
  frame.names.set(name, { state: 'bound', value, providers: [provider], deleted: undefined });
}

export function unbind(m: Machine, name: string, node: ASTNode): void {
  const frame = storeFrame(m, name);
  const at = m.placeOf(node);
  if (frame.kind === 'notebook') return m.unbindGlobal(name, at);
  frame.names.set(name, { state: 'unbound', value: UNKNOWN, providers: [], deleted: at });
}
