// Python files with cell markers: VS Code's and jupytext's `# %%`, nbconvert's `# In[3]:`.

import type { Span } from '../text/span.ts';
import { fieldsOf } from './language.ts';
import { normalized } from './lines.ts';
import type { Cell, CellKind, Notebook, ReadResult } from './notebook.ts';

const marker = /^#[ \t]*(?:%%(?![%\w])[ \t]*(.*?)|In[ \t]?\[([ \t\d]*)\]:?|<(codecell|markdowncell|rawcell)>)[ \t]*$/;

/** One cell of a percent file; `body` is its text in the file, without the marker and the blank lines behind it. */
export interface PercentCell {
  readonly kind: CellKind;
  /** From its marker to the next. */
  readonly span: Span;
  readonly body: Span;
  /** The 1-based line of the body. */
  readonly line: number;
  readonly executionCount: number | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The cells of a text with `\n` line ends; none where it has no markers. */
export function percentCells(text: string): readonly PercentCell[] {
  const lines = text.split('\n');
  const cells: PercentCell[] = [];
  let offset = 0;
  let open: { head: Head; start: number; body: number; line: number } | undefined;
  const close = (end: number): void => {
    if (open !== undefined) cells.push(cellOf(text, open.head, open.start, Math.min(open.body, end), end, open.line));
  };
  lines.forEach((line, at) => {
    const head = headOf(line.trimEnd());
    const next = offset + line.length + 1;
    if (head !== undefined) {
      if (open === undefined && hasCode(lines.slice(0, at)))
        cells.push(cellOf(text, { kind: 'code', executionCount: null, metadata: {} }, 0, 0, offset, 1));
      close(offset);
      open = { head, start: offset, body: next, line: at + 2 };
    }
    offset = next;
  });
  close(text.length);
  return cells;
}

interface Head {
  readonly kind: CellKind;
  readonly executionCount: number | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a marker line says, e.g. `# %% [7]`, `# %% [markdown]`, `# %% Load tags=["parameters"]`. */
function headOf(line: string): Head | undefined {
  const match = marker.exec(line);
  if (match === null) return undefined;
  const [, options = '', count, named] = match;
  if (named !== undefined)
    return { kind: named === 'codecell' ? 'code' : named === 'rawcell' ? 'raw' : 'markdown', executionCount: null, metadata: {} };
  const number = count ?? /(?:^|\s)\[(\d+)\]/.exec(options)?.[1];
  const executionCount = number !== undefined && /\d/.test(number) ? Number(number) : null;
  const word = /(?:^|\s)\[(markdown|md|raw)\]/.exec(options)?.[1];
  const kind = word === undefined ? 'code' : word === 'raw' ? 'raw' : 'markdown';
  return { kind, executionCount, metadata: metadataOf(options) };
}

/** `{"tags": ["a"]}` or `tags=["a"] key="value"`; what is no JSON is title. */
function metadataOf(options: string): Readonly<Record<string, unknown>> {
  const object = /\{.*\}\s*$/.exec(options)?.[0];
  if (object !== undefined) return fieldsOf(jsonOf(object));
  const found: Record<string, unknown> = {};
  for (const [, key = '', value = ''] of options.matchAll(/([\w.-]+)=(\[[^\]]*\]|"[^"]*"|\w+)/g)) {
    const parsed = jsonOf(value);
    if (parsed !== undefined) found[key] = parsed;
  }
  return found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Comments above the first marker (shebang, coding, jupytext's header) are no cell. */
function hasCode(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== '' && !line.trimStart().startsWith('#') && line.trim() !== '\uFEFF');
}

function cellOf(text: string, head: Head, start: number, body: number, end: number, line: number): PercentCell {
  const length = text.slice(body, end).replace(/\s+$/, '').length;
  // An empty cell stands on its marker's line.
  return { ...head, span: { start, end }, body: { start: body, end: body + length }, line: length === 0 ? Math.max(1, line - 1) : line };
}

/** Reads a Python file with cell markers. Never throws. */
export function readPercent(path: string, raw: string): ReadResult {
  const text = normalized(raw);
  if (text.trim() === '') return { kind: 'skipped', path, reason: 'the file is empty' };
  const found = percentCells(text);
  if (found.length === 0) return { kind: 'skipped', path, reason: 'has no cell markers' };
  const cells = found.map((cell, index): Cell => {
    const { tags } = cell.metadata;
    const body = text.slice(cell.body.start, cell.body.end);
    const source = cell.kind === 'code' ? body : uncommented(body);
    return {
      index,
      id: undefined,
      kind: cell.kind,
      language: cell.kind === 'code' ? 'python' : cell.kind,
      source,
      executionCount: cell.executionCount,
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
      outputs: [],
      metadata: cell.metadata,
      fileLines: source.split('\n').map((_, at) => cell.line + at),
    };
  });
  const preamble = text.slice(0, found[0]?.span.start ?? 0);
  const notebook: Notebook = {
    path,
    format: 'percent',
    nbformat: 4,
    nbformatMinor: 5,
    language: 'python',
    cells,
    metadata: {},
    ...(preamble === '' ? {} : { preamble }),
  };
  return { kind: 'notebook', notebook };
}

/** Markdown stands in comments or in one triple-quoted string; lines stay lines. */
function uncommented(body: string): string {
  const quoted = /^(?:"""|''')([\s\S]*?)(?:"""|''')\s*$/.exec(body)?.[1];
  return (
    quoted ??
    body
      .split('\n')
      .map((line) => line.replace(/^#[ \t]?/, ''))
      .join('\n')
  );
}
