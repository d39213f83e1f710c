// Where the notebook says a function's name, and how calls and signatures change when it takes notebook variables as parameters.

import type { ASTNode, Expression } from '../python/ast.ts';
import { childrenOf, scopeOf } from '../semantics/scopes.ts';
import type { Context } from './context.ts';
import type { Definition } from './functions.ts';
import type { SourceEdit } from './plan.ts';
import { collectNames, isA, isComprehension } from './syntax.ts';

/** One place that says the name of a function. */
export interface Mention {
  readonly step: number;
  /** How a direct call is given names; undefined where the function is a value, e.g. an argument. */
  readonly call: ((names: readonly string[]) => SourceEdit) | undefined;
  /** In a replacement field of an f-string, where nothing may be edited. */
  readonly formatted: boolean;
  /** Names that mean something else here than in the notebook: parameters, locals, targets of comprehensions. */
  readonly hidden: ReadonlySet<string>;
}

interface Place {
  readonly formatted: boolean;
  readonly hidden: ReadonlySet<string>;
}

/** Everywhere that steps say a name, beside where it is defined. */
export function callsTo(context: Context, steps: Iterable<number>, name: string): readonly Mention[] {
  const found: Mention[] = [];
  for (const step of steps) {
    const statement = context.statementOf(step);
    if (!statement || !context.moduleOf(context.steps[step]?.cell ?? 0).source.includes(name)) continue;
    const visit = (node: ASTNode, place: Place): void => {
      if (isA(node, 'Call') && isA(node.func, 'Name') && node.func.id === name) {
        found.push({ step, call: callEdit(context, step, node), ...place });
        for (const each of [...node.args, ...node.keywords.map((one) => one.value)]) visit(each, place);
        return;
      }
      if (isA(node, 'Name') && node.id === name && node.ctx.nodeType === 'Load') {
        found.push({ step, call: undefined, ...place });
        return;
      }
      const inside = placeIn(node, place);
      for (const each of childrenOf(node)) visit(each, inside);
    };
    visit(statement, { formatted: false, hidden: new Set() });
  }
  return found;
}

function placeIn(node: ASTNode, place: Place): Place {
  if (isA(node, 'JoinedStr')) return { ...place, formatted: true };
  const locals = localsOf(node);
  return locals.size === 0 ? place : { ...place, hidden: new Set([...place.hidden, ...locals]) };
}

function localsOf(node: ASTNode): ReadonlySet<string> {
  if (isScope(node)) return scopeOf(node).locals;
  if (!isComprehension(node)) return new Set();
  const names = new Set<string>();
  for (const each of node.generators) collectNames(each.target, names);
  return names;
}

function isScope(node: ASTNode): node is Definition | Expression<'Lambda'> {
  return ['FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Lambda'].includes(node.nodeType);
}

/** `label(p)` becomes `label(p, threshold=threshold)`; a call with a bare generator as its argument cannot take another. */
function callEdit(context: Context, step: number, node: Expression<'Call'>): Mention['call'] {
  if (node.args.some((each) => each.nodeType === 'GeneratorExp')) return undefined;
  const module = context.moduleOf(context.steps[step]?.cell ?? 0);
  const end = module.spanOf(node).end - 1;
  const given = [...node.args, ...node.keywords.map((each) => each.value)];
  const last = Math.max(module.spanOf(node.func).end, ...given.map((each) => module.spanOf(each).end));
  const comma = /,/.test(withoutComments(module.source.slice(last, end)));
  const open = given.length === 0 ? '' : comma ? ' ' : ', ';
  return (names) => ({ span: { start: end, end }, text: open + names.map((each) => `${each}=${each}`).join(', ') });
}

function withoutComments(source: string): string {
  return source.replace(/#[^\n]*/g, '');
}

/** Keyword-only parameters of these names at the end of a signature, before `**rest`. */
export function signatureEdit(
  context: Context,
  step: number,
  node: Exclude<Definition, { nodeType: 'ClassDef' }>,
  names: readonly string[],
): SourceEdit {
  const module = context.moduleOf(context.steps[step]?.cell ?? 0);
  const { args } = node;
  const from = module.source.indexOf('(', module.source.indexOf(node.name, module.source.indexOf('def', module.spanOf(node).start)));
  const marks = parametersAt(module.source, from);
  const star = args.vararg || args.kwonlyargs.length > 0 ? '' : '*, ';
  if (marks.rest !== undefined) return { span: { start: marks.rest, end: marks.rest }, text: `${star}${names.join(', ')}, ` };
  const before = withoutComments(module.source.slice(from + 1, marks.close)).trim();
  const open = before === '' ? '' : before.endsWith(',') ? ' ' : ', ';
  return { span: { start: marks.close, end: marks.close }, text: `${open}${star}${names.join(', ')}` };
}

/** The closing parenthesis of a parameter list, and where `**rest` begins in it. */
function parametersAt(source: string, open: number): { readonly close: number; readonly rest: number | undefined } {
  let depth = 0;
  let rest: number | undefined;
  for (let at = open; at < source.length; at++) {
    const char = source[at] ?? '';
    if (char === '#') at = source.indexOf('\n', at) - 1;
    else if (char === '"' || char === "'") at = stringEnd(source, at);
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return { close: at, rest };
    else if (depth === 1 && source.startsWith('**', at) && /[(,]\s*$/.test(withoutComments(source.slice(open, at)))) rest = at;
  }
  return { close: source.length, rest };
}

function stringEnd(source: string, at: number): number {
  const quote = source.startsWith((source[at] ?? '').repeat(3), at) ? source.slice(at, at + 3) : (source[at] ?? '');
  for (let end = at + quote.length; end < source.length; end++) {
    if (source[end] === '\\') end++;
    else if (source.startsWith(quote, end)) return end + quote.length - 1;
  }
  return source.length;
}
