// Reads what a notebook says of itself: a PEP 723 block in a cell or above the cells, and the lock that juv keeps in the metadata.

import { parse as parseToml, TomlError } from 'smol-toml';

import type { Cell, Notebook } from '../notebook/notebook.ts';
import type { Declaration, FileProblem, LockedVersion, Ports, ProjectFacts } from '../semantics/ports.ts';
import type { Place } from '../text/span.ts';
import { addLocked } from './facts.ts';
import { tomlLock } from './locks.ts';
import { field, list, type Locked } from './reading.ts';
import { parseRequirement } from './requirement.ts';

/** A `# /// script` block, from its first sign to its last. */
export interface InlineBlock {
  /** Undefined above the first cell of a percent file. */
  readonly at: Place | undefined;
  readonly declarations: readonly Declaration[];
  readonly requiresPython: string | undefined;
  /** The day or moment behind which no release counts (`[tool.uv]`, written by `juv stamp`). */
  readonly excludeNewer: string | undefined;
}

export interface InlineFacts {
  readonly block: InlineBlock | undefined;
  /** Of `uv.lock` in the notebook's metadata: https://github.com/manzt/juv */
  readonly locked: readonly Locked[];
  readonly problems: readonly FileProblem[];
}

/** Where a text of the notebook stands in its file. */
interface Source {
  readonly text: string;
  readonly cell: Cell | undefined;
  readonly lineOf: (line: number) => number;
}

const OPENING = /^# \/\/\/ script[ \t]*$/m;
/** As PEP 723 has it: comment lines up to the last `# ///` that they reach. */
const BLOCK = /^# \/\/\/ script[ \t]*\n((?:#(?:| .*)[ \t]*\n)*?)# \/\/\/[ \t]*$(?!(?:\n#(?:| .*))*\n# \/\/\/[ \t]*$)/m;

export function inlineFacts(notebook: Notebook): InlineFacts {
  const { path } = notebook;
  const [first, ...more] = sourcesOf(notebook).filter((each) => OPENING.test(each.text));
  const lock = lockedIn(notebook);
  const problems: FileProblem[] = [...lock.problems];
  for (const each of more)
    problems.push({ path, line: openingLine(each), expected: 'one script block in a notebook', found: 'a second one' });
  if (!first) return { block: undefined, locked: lock.locked, problems };
  const block = blockIn(path, first);
  if ('problems' in block) problems.unshift(...block.problems);
  return { block: block.block, locked: lock.locked, problems };
}

/**
 * What counts for a notebook: its own block where it has one that can be read, since tools that run it make an environment of it
 * alone; else what the project says.
 */
export function withInline(project: ProjectFacts, notebook: Notebook): ProjectFacts {
  const { block, locked, problems } = inlineFacts(notebook);
  const told = [...problems, ...(project.problems ?? [])];
  const own = new Map<string, LockedVersion>();
  addLocked(own, notebook.path, locked);
  if (!block) return { ...project, locked: new Map([...project.locked, ...own]), problems: told };
  return { ...project, declarations: block.declarations, locked: own, files: [notebook.path], problems: told };
}

/** The same for all that an analysis of the notebook is told. */
export function portsWithInline(ports: Ports, notebook: Notebook): Ports {
  return ports.project ? { ...ports, project: withInline(ports.project, notebook) } : ports;
}

function sourcesOf(notebook: Notebook): readonly Source[] {
  const cells = notebook.cells.filter((each) => each.kind === 'code');
  const above = notebook.preamble ?? '';
  return [
    { text: above, cell: undefined, lineOf: (line) => line },
    ...cells.map((cell) => ({ text: cell.source, cell, lineOf: (line: number) => cell.fileLines[line - 1] ?? 1 })),
  ];
}

function openingLine(source: Source): number {
  return source.lineOf(lineAt(source.text, OPENING.exec(source.text)?.index ?? 0));
}

interface Read {
  readonly block: InlineBlock | undefined;
  readonly problems: readonly FileProblem[];
}

function blockIn(path: string, source: Source): Read {
  const match = BLOCK.exec(source.text);
  const wrong = (line: number, expected: string, found: string): Read => ({
    block: undefined,
    problems: [{ path, line, expected, found }],
  });
  if (!match) return wrong(openingLine(source), 'a line `# ///` that ends the script block', 'none, or a line in it that is no comment');
  const [whole, content = ''] = match;
  const first = lineAt(source.text, match.index) + 1;
  const toml = content.replace(/^# ?/gm, '');
  try {
    const document = parseToml(toml);
    const at = source.cell && { cell: source.cell.index, span: { start: match.index, end: match.index + whole.length } };
    return declared(path, document, at, (written) => {
      const offset = [JSON.stringify(written), `'${written}'`].map((each) => toml.indexOf(each)).find((each) => each !== -1);
      return source.lineOf(first + (offset === undefined ? 0 : lineAt(toml, offset) - 1));
    });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [said = ''] = error.message.split('\n');
    return wrong(source.lineOf(first + error.line - 1), 'valid TOML in the script block', said);
  }
}

function declared(path: string, document: unknown, at: Place | undefined, lineOf: (written: string) => number): Read {
  const dependencies = field(document, 'dependencies');
  const excludeNewer = textOf(field(document, 'tool', 'uv', 'exclude-newer'));
  const problems: FileProblem[] = [];
  if (dependencies !== undefined && !Array.isArray(dependencies))
    problems.push({ path, line: lineOf(''), expected: '`dependencies` to be a list', found: JSON.stringify(dependencies) });
  const declarations = list(dependencies).flatMap((each): readonly Declaration[] => {
    const written = String(each);
    const requirement = typeof each === 'string' ? parseRequirement(each) : undefined;
    if (!requirement) problems.push({ path, line: lineOf(written), expected: 'a requirement, e.g. "pandas==2.2.3"', found: written });
    if (!requirement) return [];
    // No release behind that moment counts, so the same versions are found each time.
    const pinned = requirement.pinned || (excludeNewer !== undefined && /^\d{4}-\d\d-\d\d/.test(excludeNewer));
    const { distribution, text } = requirement;
    return [{ distribution, requirement: text, pinned, path, line: lineOf(written), ...(at ? { at } : {}) }];
  });
  const requiresPython = textOf(field(document, 'requires-python'));
  const block = Array.isArray(dependencies) ? { at, declarations, requiresPython, excludeNewer } : undefined;
  return { block, problems };
}

/** TOML has dates of its own: `exclude-newer = 2025-01-01T00:00:00Z` need not be quoted. */
function textOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : undefined;
}

function lockedIn({ path, metadata }: Notebook): { readonly locked: readonly Locked[]; readonly problems: readonly FileProblem[] } {
  const text = metadata['uv.lock'];
  if (typeof text !== 'string') return { locked: [], problems: [] };
  try {
    return { locked: tomlLock('package')(path, text).locked, problems: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [said = ''] = error.message.split('\n');
    return { locked: [], problems: [{ path, line: 1, expected: 'valid TOML in the metadata `uv.lock`', found: said }] };
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
