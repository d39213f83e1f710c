// Recognises the lines that are IPython's and reads what they bind, use and run.

import type { Span } from '../text/span.ts';
import { parsePython } from './grammar.ts';
import { lineEnd, skipBlanks } from './lines.ts';
import { bindsOf, functionUses, optionsLength } from './magic-arguments.ts';
import { automagicNames, pythonMagics } from './magic-names.ts';
import type { Magic } from './module.ts';
import { expansionsIn } from './expansions.ts';

/** A magic found in a text; all offsets are of that text. */
export interface FoundMagic {
  readonly kind: Magic['kind'];
  readonly name: string;
  readonly argument: string;
  readonly span: Span;
  readonly binds: readonly string[];
  readonly uses: Magic['uses'];
  /** Where its Python stands, for magics that run some. */
  readonly code: Span | undefined;
  /** True for `x = !ls`: Python stands before `span.start` on the line. */
  readonly assigned: boolean;
}

/** The magic whose line has its first character at `first`, if it is one. */
export function magicAt(text: string, first: number): FoundMagic | undefined {
  const char = text[first];
  if (char === '!') return shellMagic(text, first, []);
  if (char === '%') return percentMagic(text, first, []);
  if (char === '?') return helpMagic(text, first);
  const physicalEnd = lineEnd(text, first, text.length);
  const line = text.slice(first, physicalEnd);
  if (/^[/,][A-Za-z_][\w.]*(?:[ \t]|$)/.test(line)) return callMagic(text, first);
  if (/\?[ \t\r]*$/.test(line) && /^(?:[^#'"]|'[^']*'|"[^"]*")*$/.test(line)) return helpMagic(text, first);
  return assignedMagic(text, first, line) ?? automagic(text, first, line);
}

/** `%%name` on the first line that is neither blank nor a comment (Colab allows comments above it). */
export function cellMagicAt(text: string, from: number): FoundMagic | undefined {
  let first = skipBlanks(text, from, text.length);
  while (first < text.length && (text[first] === '\n' || text[first] === '\r' || text[first] === '#')) {
    first = skipBlanks(text, lineEnd(text, first, text.length) + 1, text.length);
  }
  if (!text.startsWith('%%', first)) return undefined;
  const end = trimmedEnd(text, first, lineEnd(text, first, text.length));
  const line = text.slice(first, end);
  const name = /^%%([A-Za-z_][\w.]*|!)/.exec(line)?.[1];
  if (name === undefined || /^%%[\w.]+\?/.test(line)) return undefined;
  const argumentAt = skipBlanks(text, first + 2 + name.length, end);
  const argument = text.slice(argumentAt, end);
  const options = pythonMagics.get(name);
  const code = options && { start: argumentAt + optionsLength(argument, options), end };
  const uses = options ? functionUses(argument, argumentAt, options) : expansionsIn(text, argumentAt, end);
  return { kind: 'cell', name, argument, span: { start: first, end }, binds: bindsOf('cell', name, argument), uses, code, assigned: false };
}

/** Where a line that may end in backslashes ends. */
function continuedEnd(text: string, at: number): number {
  let end = lineEnd(text, at, text.length);
  while (end < text.length && /\\\r?$/.test(text.slice(Math.max(at, end - 2), end))) end = lineEnd(text, end + 1, text.length);
  return trimmedEnd(text, at, end);
}

function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

function joined(text: string, from: number, to: number): string {
  return text
    .slice(from, to)
    .replace(/\\\r?\n[ \t]*/g, ' ')
    .trim();
}

function shellMagic(text: string, first: number, binds: readonly string[], assigned = false): FoundMagic {
  const end = continuedEnd(text, first);
  const from = first + (text[first + 1] === '!' ? 2 : 1);
  const uses = expansionsIn(text, from, end);
  return {
    kind: 'shell',
    name: '',
    argument: joined(text, from, end),
    span: { start: first, end },
    binds,
    uses,
    code: undefined,
    assigned,
  };
}

function percentMagic(text: string, first: number, binds: readonly string[], assigned = false): FoundMagic | undefined {
  const head = /^(%{1,2})[ \t]*([A-Za-z_][\w.]*)/.exec(text.slice(first, first + 100));
  if (head === null) return undefined;
  const end = continuedEnd(text, first);
  if (text[end - 1] === '?') return helpMagic(text, first);
  // A `%%time` that is not at the top is to IPython a line magic of the name `%time`, which there is none.
  const name = (head[1] === '%%' ? '%' : '') + (head[2] ?? '');
  return namedMagic(text, { kind: 'line', name, first, end, from: first + head[0].length, binds, assigned });
}

interface Named {
  readonly kind: 'line' | 'automagic';
  readonly name: string;
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly binds: readonly string[];
  readonly assigned: boolean;
}

function namedMagic(text: string, { kind, name, first, end, from, binds, assigned }: Named): FoundMagic {
  const argumentAt = Math.min(skipBlanks(text, from, end), end);
  const raw = text.slice(argumentAt, end);
  const options = pythonMagics.get(name);
  const code = options && { start: argumentAt + optionsLength(raw, options), end };
  const argument = joined(text, argumentAt, end);
  return {
    kind,
    name,
    argument,
    span: { start: first, end },
    binds: assigned ? binds : bindsOf('line', name, argument),
    uses: options ? functionUses(raw, argumentAt, options) : expansionsIn(text, argumentAt, end),
    code: code && code.start < code.end ? code : undefined,
    assigned,
  };
}

function helpMagic(text: string, first: number): FoundMagic {
  const end = trimmedEnd(text, first, lineEnd(text, first, text.length));
  const argument = text
    .slice(first, end)
    .replace(/^\?+|\?+$/g, '')
    .trim();
  return { kind: 'help', name: '', argument, span: { start: first, end }, binds: [], uses: [], code: undefined, assigned: false };
}

/** `/f a b` calls, `,f a b` calls with quoted arguments. */
function callMagic(text: string, first: number): FoundMagic {
  const end = trimmedEnd(text, first, lineEnd(text, first, text.length));
  const argument = text.slice(first, end);
  const name = /^[/,]([A-Za-z_]\w*)/.exec(argument)?.[1] ?? '';
  const uses = [{ name, span: { start: first + 1, end: first + 1 + name.length } }];
  return {
    kind: 'automagic',
    name: argument[0] ?? '',
    argument: argument.slice(1),
    span: { start: first, end },
    binds: [],
    uses,
    code: undefined,
    assigned: false,
  };
}

function assignedMagic(text: string, first: number, line: string): FoundMagic | undefined {
  const sign = /=[ \t]*(?=!|%[ \t]*[A-Za-z_])/.exec(line);
  const targets = sign === null ? '' : line.slice(0, sign.index);
  if (sign === null || !/^[\p{L}_*][\p{L}\w.,*[\]'" \t]*$/u.test(targets)) return undefined;
  const binds = targets
    .split(',')
    .map((each) => each.trim().replace(/^\*/, ''))
    .filter((each) => /^[\p{L}_][\p{L}\w]*$/u.test(each));
  const at = first + sign.index + sign[0].length;
  return text[at] === '!' ? shellMagic(text, at, binds, true) : percentMagic(text, at, binds, true);
}

function automagic(text: string, first: number, line: string): FoundMagic | undefined {
  const name = /^([a-z_]\w*)(?:[ \t]+(?=[^\s=])|(?=\.\.[ \t]*$))/.exec(line)?.[1];
  if (name === undefined || !automagicNames.has(name)) return undefined;
  const end = continuedEnd(text, first);
  // A statement that only begins here (`time (` ...) is Python's; one that is sound alone is too, unless it is `ls -l` as a whole cell.
  if (parsePython(line.trimEnd()).ok && !isWholeCellCommand(text, line)) return undefined;
  if (/^[ \t]*(?:[-+*/%&|^<>]=|=|if\b|in\b|is\b|and\b|or\b|not\b|[([{,:])/.test(line.slice(name.length))) return undefined;
  return namedMagic(text, { kind: 'automagic', name, first, end, from: first + name.length, binds: [], assigned: false });
}

/** `ls -l` alone in its cell: valid Python, but IPython tries automagic first on cells of one line. */
export function isWholeCellCommand(text: string, line = text): boolean {
  return (
    text.trim() === line.trim() &&
    /^(?:ls|ll|cat|less|head|rm|cp|mv|mkdir|pip|conda|who|whos|hist|history|env|dirs) -{1,2}[A-Za-z][\w -]*$/.test(text.trim())
  );
}
