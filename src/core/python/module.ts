// A cell's parsed code: statements, magics, and what could not be parsed.

import type { Span } from '../text/span.ts';
import type { Located, StmtNode } from './ast.ts';

/**
 * A line or cell that is IPython's, not Python's.
 * `line` is `%name`, `cell` is `%%name`, `shell` is `!cmd` or `!!cmd`, `help` is `?x` or `x?`, `automagic` is a line such as `cd data`.
 */
export interface Magic {
  readonly kind: 'line' | 'cell' | 'shell' | 'help' | 'automagic';
  /** The magic's name without `%`, e.g. `time`, `pip`; `` for shell and help. */
  readonly name: string;
  /** What stands behind the name, e.g. `install pandas`; for shell the whole command. */
  readonly argument: string;
  /** The whole text of the magic; for a cell magic its first line. */
  readonly span: Span;
  /** Names it binds: `x = !ls`, `x = %magic`, `%%capture out`, `%%sql res <<`. */
  readonly binds: readonly string[];
  /** Names it reads: `{name}` and `$name` in a shell command; each with its place. */
  readonly uses: readonly { readonly name: string; readonly span: Span }[];
  /** True where the code behind it is Python that was parsed (`%time f(x)`, `%%time`, `%%capture`). */
  readonly runsPython: boolean;
}

/** Something that is not Python; it costs only itself. */
export interface SyntaxProblem {
  readonly message: string;
  /** Where the parser stopped. */
  readonly at: Span;
  /** The whole text that was given up, at least one line. */
  readonly span: Span;
  /** Names that the broken text seems to bind (assignments, def, class, import). */
  readonly binds: readonly string[];
}

/** One top-level item of a cell in source order. */
export type Item =
  | { readonly kind: 'statement'; readonly node: StmtNode; readonly magic?: Magic }
  | { readonly kind: 'magic'; readonly magic: Magic }
  | { readonly kind: 'broken'; readonly problem: SyntaxProblem };

export interface Module {
  /** 0-based index among all cells of the notebook. */
  readonly cell: number;
  readonly source: string;
  readonly lineStarts: readonly number[];
  /**
   * Statements, magics and broken stretches in order. A statement carries `magic` where it is the Python behind one
   * (`%time x = f()`, `x = !ls`, every statement of a `%%time` cell).
   */
  readonly items: readonly Item[];
  readonly magics: readonly Magic[];
  readonly problems: readonly SyntaxProblem[];
  /** The cell's magic, e.g. `%%bash`. */
  readonly cellMagic: Magic | undefined;
  /** The offsets of a node, in UTF-16; from the start of its first decorator for a decorated definition. */
  spanOf(node: Located): Span;
}

/** The message of a problem that is none of Python's: code that is nested more deeply than we can follow. */
export const TOO_DEEP = 'nested too deeply to follow';
