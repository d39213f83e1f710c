// `try`: the body may stop anywhere in it, so a handler starts from before or after; a certain NameError goes straight to its handler.

import type { ExceptHandler, ExprNode, Statement } from '../python/ast.ts';
import { evaluate } from './expressions.ts';
import { Unwind, type Completion, type Machine } from './machine.ts';
import { bind, unbind } from './names.ts';
import { executeBlock } from './statements.ts';
import { UNKNOWN } from './values.ts';

type Try = Statement<'Try' | 'TryStar'>;

export function tryStatement(m: Machine, node: Try): Completion {
  const completion = node.handlers.length > 0 ? withHandlers(m, node) : executeBlock(m, [...node.body, ...node.orelse]);
  const last = executeBlock(m, node.finalbody);
  return last === 'normal' ? completion : last;
}

function withHandlers(m: Machine, node: Try): Completion {
  const catching = node.handlers.filter(catchesNameError);
  const before = m.journal.mark();
  const body = runBody(m, node, catching.length > 0);
  if (body === 'unwound') {
    const [handler] = catching;
    return handler ? runHandler(m, handler) : 'normal';
  }
  const outcome = m.journal.cut(before);
  m.uncertain++;
  // A handler starts from somewhere in the body: from a join of nothing and all of it.
  const ways = node.handlers.map((handler) => (): Completion => {
    m.journal.join([outcome, new Map()]);
    return runHandler(m, handler);
  });
  m.uncertain--;
  const whole = (): Completion => {
    m.journal.join([outcome]);
    if (body !== 'normal') return body;
    return executeBlock(m, node.orelse);
  };
  return m.branches([whole, ...ways]);
}

function runBody(m: Machine, node: Try, catches: boolean): Completion | 'unwound' {
  const [frame, module, uncertain, loops, depth] = [m.frame, m.module, m.uncertain, m.loops, m.calls.length];
  const guards = m.guards.length;
  if (catches) m.guards.push(m.uncertain);
  m.shielded++;
  try {
    return executeBlock(m, node.body);
  } catch (error) {
    if (!(error instanceof Unwind)) throw error;
    m.frame = frame;
    m.module = module;
    m.uncertain = uncertain;
    m.loops = loops;
    m.calls.length = depth;
    return 'unwound';
  } finally {
    m.shielded--;
    m.guards.length = guards;
  }
}

function runHandler(m: Machine, handler: ExceptHandler): Completion {
  if (handler.type) evaluate(m, handler.type);
  if (handler.name !== undefined) bind(m, handler.name, UNKNOWN, handler, 'except');
  const completion = executeBlock(m, handler.body);
  if (handler.name !== undefined) unbind(m, handler.name, handler);
  return completion;
}

const CATCHING = new Set(['NameError', 'UnboundLocalError', 'Exception', 'BaseException']);

function catchesNameError(handler: ExceptHandler): boolean {
  return !handler.type || namesCaught(handler.type).some((each) => CATCHING.has(each));
}

function namesCaught(node: ExprNode): string[] {
  if (node.nodeType === 'Name') return [node.id];
  return node.nodeType === 'Tuple' ? node.elts.flatMap(namesCaught) : [];
}
